import type { Engine, Finder, Found, Wish } from './found.ts'
import {
  boxAround,
  crop,
  type Grey,
  type Quad,
  quadBack,
  resize,
  rotate,
  through,
  unchanged,
  type View,
} from './grey.ts'
import { gridEngine } from './grid-engine.ts'
import { certain, type Look } from './judge.ts'
import { blurred, contrast, evened, inverted, sharpened, stretch } from './light.ts'

/** Decoders come in as functions, so that the ladder runs in a worker of a window and in Node alike. */
export interface Engines {
  wasm: Finder
  /** Costs most and finds least; left out where time is short. */
  library?: Engine
}

/** One rung: the picture drawn anew, and the engine that looks at it. */
export interface Rung {
  name: string
  engine: 'wasm' | 'library' | 'grid'
  draw(picture: Grey): View
  wish?: Partial<Wish>
}

const light =
  (draw: (picture: Grey) => Grey) =>
  (picture: Grey): View => ({ ...unchanged(picture), picture: draw(picture) })

const scaled = (scale: number) => (picture: Grey) => resize(picture, scale)
const turned = (degrees: number) => (picture: Grey) => rotate(picture, degrees)

const wasm = (name: string, draw: Rung['draw'], wish: Partial<Wish> = {}): Rung => ({
  name,
  engine: 'wasm',
  draw,
  wish,
})
const library = (name: string, draw: Rung['draw'], wish: Partial<Wish> = {}): Rung => ({
  name,
  engine: 'library',
  draw,
  wish,
})

/** Places that zxing-wasm tells of are looked at closer after the first rung, whatever that read. */
export const PLAIN: Rung = wasm('plain', unchanged)

/** In the order of what they find for their time, most first. */
export const RUNGS: readonly Rung[] = [
  PLAIN,
  { name: 'grid', engine: 'grid', draw: unchanged },
  wasm('larger', scaled(1.5)),
  wasm('smaller', scaled(0.7)),
  wasm('one threshold', unchanged, { oneThreshold: true }),
  wasm('denoised', unchanged, { denoise: true }),
  wasm('turned 22', turned(22)),
  wasm('turned -22', turned(-22)),
  wasm('turned 45', turned(45)),
  wasm(
    'contrast',
    light((picture) => contrast(stretch(picture), 1.5)),
  ),
  wasm(
    'even light',
    light((picture) => evened(picture, radiusFor(picture), 2)),
  ),
  wasm(
    'sharp',
    light((picture) => sharpened(picture, 2, 1.5)),
  ),
  wasm(
    'smooth',
    light((picture) => blurred(picture, 1)),
  ),
  wasm('inverted', light(inverted)),
  wasm('half', scaled(0.5)),
  wasm('double', scaled(2)),
  library('second', unchanged),
  library('second, one threshold', unchanged, { oneThreshold: true }),
  library('second, smaller', scaled(0.7)),
  library('second, larger', scaled(1.5)),
  library(
    'second, smooth',
    light((picture) => blurred(picture, 1)),
  ),
]

/** Throws for a name that no rung has. */
export function rungNamed(name: string): Rung {
  const rung = RUNGS.find((known) => known.name === name)
  if (rung === undefined) throw new Error(`no rung of the ladder is called ${name}`)
  return rung
}

const radiusFor = ({ width, height }: Grey): number => Math.max(4, Math.min(width, height) >> 4)

/** Pixels beyond which a picture is not made larger still. */
const LARGE = 4_000_000

/** Looks at a picture from one rung. Points are those of the picture itself. */
export async function lookFrom(
  rung: Rung,
  picture: Grey,
  engines: Engines,
  wish: Wish,
): Promise<Look & { unread: Quad[] }> {
  const view = rung.draw(picture)
  const { found, unread } = await ask(rung, view.picture, engines, { ...wish, ...rung.wish })
  return {
    name: rung.name,
    plain: rung === PLAIN,
    found: found.map((one) => ({ ...one, quad: quadBack(view, one.quad) })),
    unread: unread.map((quad) => quadBack(view, quad)),
  }
}

async function ask(
  { engine }: Rung,
  picture: Grey,
  engines: Engines,
  wish: Wish,
): Promise<{ found: Found[]; unread: Quad[] }> {
  if (engine === 'wasm') return engines.wasm(picture, wish)
  const read: Engine = async (drawn, plain) => (await engines.wasm(drawn, plain)).found
  const asked = engine === 'grid' ? gridEngine(read) : engines.library
  return { found: asked === undefined ? [] : await asked(picture, wish), unread: [] }
}

/**
 * Reads one still picture, from rung to rung until something is certain; where many codes may be there,
 * to the end of the rungs that take little time. What it gives is certain, and each text is given once.
 */
export async function readPicture(picture: Grey, engines: Engines, wish: Wish): Promise<Found[]> {
  const looks: Look[] = [await lookFrom(PLAIN, picture, engines, wish)]
  if (isDone(looks, wish)) return certain(looks)
  looks.push(...(await lookAtUnread(picture, engines, wish)))
  for (const rung of RUNGS.slice(1)) {
    if (isDone(looks, wish)) break
    if (wish.many && certain(looks).length > 0 && rung.engine !== 'grid') break
    if (isFit(rung, picture)) looks.push(await lookFrom(rung, picture, engines, wish))
  }
  return certain(looks)
}

/** Where zxing-wasm saw codes that it could not read, it and our own grid look closer. */
async function lookAtUnread(picture: Grey, engines: Engines, wish: Wish): Promise<Look[]> {
  const { unread } = await lookFrom(PLAIN, picture, engines, { ...wish, many: true })
  const looks: Look[] = []
  for (const quad of unread) looks.push(...(await lookCloser(quad, picture, engines, wish)))
  return looks
}

const isDone = (looks: readonly Look[], { many, tryHarder }: Wish): boolean =>
  !tryHarder || (!many && certain(looks).length > 0)

const isFit = ({ name }: Rung, { width, height }: Grey): boolean =>
  !(/larger|double/.test(name) && width * height > LARGE)

/** The place of a code that was seen but not read, by itself, at several sizes. */
async function lookCloser(
  quad: Quad,
  picture: Grey,
  engines: Engines,
  wish: Wish,
): Promise<Look[]> {
  const place = crop(picture, boxAround(quad, 0.3))
  const looks: Look[] = []
  for (const scale of [1, 1.5, 0.7]) {
    const view = through(place, resize(place.picture, scale))
    const rung = wasm(`closer ${scale}`, () => view)
    looks.push(await lookFrom(rung, picture, engines, { ...wish, many: false }))
  }
  return looks
}
