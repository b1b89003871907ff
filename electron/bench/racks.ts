import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  MOST_RACK_PICTURE,
  type RackArrival,
  type RackSettingAnswer,
  type RackSource,
  type RackSourceView,
  type RacksView,
} from '#shared/contract/racks.ts'
import { never } from '#shared/lib/assert.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { readRackBytes } from '#shared/scan/rack/file.ts'
import type { RackFault, RackFileRead } from '#shared/scan/rack/gather.ts'
import type { RackLayout } from '#shared/scan/rack/layout.ts'
import type { RackSourceFault } from '#shared/scan/rack/server.ts'
import { MOST_RACK_BYTES } from '#shared/scan/rack/text.ts'
import { readMicronicRack } from '../devices/micronic.ts'
import { readVisionMateRack } from '../devices/visionmate.ts'
import {
  type FolderTimes,
  hashOf,
  type TakenFile,
  type WatchedFolder,
  watchFolder,
} from '../devices/watched-folder.ts'
import type { Timers } from '../sync/ports.ts'
import { openRackSettings } from './rack-settings.ts'

export interface RacksOptions {
  /** The bench's data folder. */
  readonly folder: string
  readonly timers: Timers
  /** UTC milliseconds. */
  now(): number
  /** Milliseconds, only forward. */
  monotonic(): number
  newId(): string
  /** Something stands otherwise now. */
  tell(): void
  arrived(arrival: RackArrival): void
  readonly times?: FolderTimes
  readonly say?: (line: string) => void
}

/** Where whole racks come from, and what came. */
export interface Racks {
  view(): RacksView
  setSource(id: string, source: RackSource): RackSettingAnswer
  removeSource(id: string): RackSettingAnswer
  saveLayout(id: string, layout: RackLayout): RackSettingAnswer
  removeLayout(id: string): RackSettingAnswer
  /** Reads a rack by a scanner's server. */
  read(id: string): Promise<Result<RackFileRead, RackSourceFault>>
  cancel(id: string): void
  readFile(bytes: Uint8Array): Result<RackFileRead, RackFault>
  /** What came in the last minutes, oldest first. */
  arrivals(): readonly RackArrival[]
  picture(id: string): Promise<Uint8Array | null>
  stop(): Promise<void>
}

const MOST_SOURCES = 12
const MOST_LAYOUTS = 40
/** For so long a page that loads anew is told of what came. Milliseconds. */
const RECENT = 10 * 60_000
const MOST_RECENT = 50

/** How a source stands, beside what is set. */
interface Line {
  message: string | null
  isFault: boolean
  lastAt: number | null
  watched: WatchedFolder | null
  reading: AbortController | null
}

export function createRacks(options: RacksOptions): Racks {
  const file = openRackSettings(options.folder, options.say)
  const lines = new Map<string, Line>()
  let came: readonly { readonly arrival: RackArrival; readonly hash: string }[] = []
  const ended: Promise<unknown>[] = []
  let isStopped = false

  const layouts = () => file.read().layouts.map(({ layout }) => layout)
  const sourceOf = (id: string) => file.read().sources.find((one) => one.id === id)?.source

  function start(id: string, source: RackSource): void {
    const line: Line = {
      ...{ message: null, isFault: false, lastAt: null, watched: null, reading: null },
    }
    lines.set(id, line)
    if (source.kind !== 'folder') return
    line.watched = watchFolder({
      folder: source.folder,
      memory: file.memory(id, source.folder),
      timers: options.timers,
      now: options.monotonic,
      most: { picture: MOST_RACK_PICTURE, file: MOST_RACK_BYTES },
      ...(options.times && { times: options.times }),
      onFile: (taken) => arrive(id, line, taken),
      onMemory: (memory) => file.remember(id, source.folder, memory),
      onStanding: (why) => stand(line, why),
    })
  }
  function end(id: string): void {
    const line = lines.get(id)
    line?.reading?.abort()
    if (line?.watched) ended.push(line.watched.stop())
    lines.delete(id)
  }
  function stand(line: Line, why: string | null): void {
    if (line.message === why && line.isFault === (why !== null)) return
    line.message = why
    line.isFault = why !== null
    options.tell()
  }

  function arrive(id: string, line: Line, { name, size, hash, isPicture, bytes }: TakenFile): void {
    const at = options.now()
    const of = { id: options.newId(), source: id, file: name, at }
    const isLarge = isPicture ? size > MOST_RACK_PICTURE : bytes === null
    const arrival: RackArrival = isLarge
      ? {
          ...of,
          kind: 'rack',
          read: err({ type: 'TooLarge', most: isPicture ? MOST_RACK_PICTURE : MOST_RACK_BYTES }),
        }
      : bytes === null
        ? { ...of, kind: 'picture', bytes: size }
        : { ...of, kind: 'rack', read: readRackBytes(bytes, layouts()) }
    line.lastAt = at
    came = [...recent(), { arrival, hash }].slice(-MOST_RECENT)
    options.arrived(arrival)
    options.tell()
  }
  const recent = () => came.filter(({ arrival }) => options.now() - arrival.at < RECENT)

  const viewOf = (id: string, source: RackSource): RackSourceView => {
    const line = lines.get(id)
    const standing = line?.reading ? 'busy' : line?.isFault ? 'fault' : 'ready'
    return { id, source, standing, message: line?.message ?? null, lastAt: line?.lastAt ?? null }
  }
  const view = (): RacksView => ({
    sources: file.read().sources.map(({ id, source }) => viewOf(id, source)),
    layouts: file.read().layouts,
    damaged: file.damaged,
  })
  const saved = (next: ReturnType<typeof file.read>): RackSettingAnswer => {
    file.write(next)
    options.tell()
    return ok(view())
  }

  async function read(id: string): Promise<Result<RackFileRead, RackSourceFault>> {
    const [source, line] = [sourceOf(id), lines.get(id)]
    if (!source || !line || source.kind === 'folder') return err({ type: 'NoSuchSource' })
    if (line.reading) return err({ type: 'SourceBusy' })
    const reading = new AbortController()
    line.reading = reading
    options.tell()
    try {
      const done = await readFrom(source, reading.signal)
      if (done.ok) line.lastAt = options.now()
      line.isFault = !done.ok && LASTING.has(done.error.type)
      line.message = done.ok ? null : messageOf(done.error)
      return done
    } finally {
      line.reading = null
      if (!isStopped) options.tell()
    }
  }

  for (const { id, source } of file.read().sources) start(id, source)
  return {
    view,
    setSource(id, source) {
      const others = file.read().sources.filter((one) => one.id !== id)
      if (others.length >= MOST_SOURCES) return err({ type: 'TooMany', most: MOST_SOURCES })
      // First what may fail, as on a full disk: then all goes on as it was.
      file.write({ ...file.read(), sources: [...others, { id, source }] })
      end(id)
      start(id, source)
      options.tell()
      return ok(view())
    },
    removeSource(id) {
      file.write({
        ...file.read(),
        sources: file.read().sources.filter((one) => one.id !== id),
      })
      end(id)
      options.tell()
      file.forget(id)
      return ok(view())
    },
    saveLayout(id, layout) {
      const others = file.read().layouts.filter((one) => one.id !== id)
      if (others.length >= MOST_LAYOUTS) return err({ type: 'TooMany', most: MOST_LAYOUTS })
      return saved({ ...file.read(), layouts: [...others, { id, layout }] })
    },
    removeLayout: (id) =>
      saved({ ...file.read(), layouts: file.read().layouts.filter((one) => one.id !== id) }),
    read,
    cancel: (id) => lines.get(id)?.reading?.abort(),
    readFile: (bytes) => readRackBytes(bytes, layouts()),
    arrivals: () => recent().map(({ arrival }) => arrival),
    async picture(id) {
      const one = recent().find(({ arrival }) => arrival.id === id && arrival.kind === 'picture')
      const source = one && sourceOf(one.arrival.source)
      if (!one || source?.kind !== 'folder') return null
      const bytes = await readFile(join(source.folder, one.arrival.file)).catch(() => null)
      // Another picture may have come under its name: that one is told by itself.
      return bytes && hashOf(bytes) === one.hash ? bytes : null
    },
    async stop() {
      isStopped = true
      for (const id of [...lines.keys()]) end(id)
      await Promise.all(ended)
    },
  }
}

/** Faults that stay with a source until it answers again; the others are of one reading. */
const LASTING: ReadonlySet<RackSourceFault['type']> = new Set([
  ...(['SourceUnreachable', 'SourceRefused', 'NotAScanner', 'SourceTimeout'] as const),
])

function messageOf(fault: RackSourceFault): string | null {
  if ('message' in fault) return fault.message
  return 'text' in fault ? fault.text : null
}

function readFrom(
  source: Exclude<RackSource, { kind: 'folder' }>,
  signal: AbortSignal,
): Promise<Result<RackFileRead, RackSourceFault>> {
  switch (source.kind) {
    case 'micronic':
      return readMicronicRack({ url: source.url, signal })
    case 'visionmate': {
      const { host, port, ...settings } = source
      return readVisionMateRack({ host, port, settings, signal })
    }
    default:
      return never(source)
  }
}
