import type { Format } from '#shared/picture/found.ts'
import { type Chance, chanceOf } from '../../test/support/pictures/chance.ts'
import { NO_CODES, pictureOfNoCode } from '../../test/support/pictures/no-code.ts'
import { drawnCode, type Taking, taken } from '../../test/support/pictures/scene.ts'
import type { Case } from './cases.ts'

const FORMATS: readonly Format[] = ['DataMatrix', 'Code128', 'QRCode']

/** What makes a picture hard, each alone and then all at once. */
const TAKINGS: Readonly<Record<string, (chance: Chance) => Partial<Taking>>> = {
  plain: () => ({}),
  turned: (chance) => ({ degrees: chance.between(0, 360) }),
  tilted: (chance) => ({ degrees: chance.between(0, 360), tilt: 0.12 }),
  small: (chance) => ({ module: chance.between(2, 3), degrees: chance.between(-30, 30) }),
  blurred: (chance) => ({ module: 6, blur: chance.of([1, 2]), degrees: chance.between(-45, 45) }),
  noisy: (chance) => ({ noise: chance.between(20, 45), degrees: chance.between(-45, 45) }),
  faint: (chance) => ({ dark: 110, light: chance.between(130, 150), noise: 3 }),
  inverted: (chance) => ({ inverted: true, degrees: chance.between(0, 360), noise: 6 }),
  'all at once': (chance) => ({
    module: chance.between(2.5, 5),
    degrees: chance.between(0, 360),
    tilt: chance.between(0, 0.08),
    blur: chance.of([0, 1, 2]),
    noise: chance.between(2, 14),
    dark: chance.between(20, 100),
    light: chance.between(140, 240),
    inverted: chance.next() < 0.3,
  }),
}

const CODES: readonly ((chance: Chance) => { kind: string; text: string })[] = [
  (chance) => ({ kind: 'datamatrix', text: signs(chance, 10, '0123456789') }),
  (chance) => ({ kind: 'datamatrix', text: `FK-${signs(chance, 7, 'ABCDEFGHJK0123456789')}` }),
  (chance) => ({ kind: 'datamatrix', text: signs(chance, 24, 'ABCDEFabcdef0123456789-') }),
  (chance) => ({ kind: 'qrcode', text: `https://lab.example/t/${signs(chance, 8, '0123456789')}` }),
  (chance) => ({ kind: 'code128', text: `FRZ-${signs(chance, 6, '0123456789')}` }),
]

const signs = (chance: Chance, count: number, of: string): string =>
  Array.from({ length: count }, () => chance.of([...of])).join('')

/** Bars are long: a wider picture of narrower ones. */
const fitting = (kind: string, wish: Partial<Taking>): Partial<Taking> =>
  kind === 'code128'
    ? { ...wish, width: 480, height: 480, module: Math.min(wish.module ?? 3, 3) }
    : wish

/** Pictures with codes and without, all decided by the seed; `each` of every hardship and kind of code. */
export function generatedCases(seed: number, each: number): Case[] {
  const chance = chanceOf(seed)
  const common = { set: 'generated', formats: FORMATS, many: false }
  const cases: Case[] = []
  for (const [name, taking] of Object.entries(TAKINGS)) {
    for (const code of CODES) {
      for (let at = 0; at < each; at++) {
        const { kind, text } = code(chance)
        const wish = fitting(kind, { width: 320, height: 320, ...taking(chance) })
        const own = Math.floor(chance.next() * 2 ** 32)
        const drawn = drawnCode(kind, text)
        cases.push({
          ...common,
          name: `${name} ${kind} ${at}`,
          truths: [text],
          picture: () => taken(drawn, wish, chanceOf(own)),
        })
      }
    }
  }
  return [...cases, ...withoutCode(chance, each * 2)]
}

function withoutCode(chance: Chance, each: number): Case[] {
  return Object.keys(NO_CODES).flatMap((name) =>
    Array.from({ length: each }, (_, at) => {
      const seed = Math.floor(chance.next() * 2 ** 32)
      const picture = () => pictureOfNoCode(name, chanceOf(seed))
      const common = { set: 'generated', formats: FORMATS, many: false }
      return { ...common, name: `no code: ${name} ${at}`, truths: [], picture }
    }),
  )
}
