import { setTimeout as rest } from 'node:timers/promises'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { createLabels, type Labels } from '../../../electron/bench/labels.ts'
import { PRINTER_TIMES } from '../../../electron/devices/label-printer.ts'
import { putJob } from '../../../electron/store/labels/queue.ts'
import { contentWith } from '../../support/labels/content.ts'
import { type FakePrinter, startFakePrinter } from '../../support/labels/fake-printer.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { ManualTimers } from '../../support/sync/manual-timers.ts'

const PRINTER = v7()
const times = { ...PRINTER_TIMES, connect: 200, answer: 60, look: 5, write: 200 }

/** One run of the program. */
interface Life {
  isOver: boolean
  /** The disk has no room: nothing can be written. */
  isFull?: boolean
}

/** A thread's answers come later; here they come from the same thread, and nothing once the program is over. */
const remote = <T extends object>(api: T, life: Life, forgets = '') =>
  new Proxy(api, {
    get:
      (target, name) =>
      async (...args: unknown[]) => {
        if (life.isFull && WRITES.has(String(name))) throw new Error('database or disk is full')
        if (name === forgets) return true
        if (life.isOver && WRITES.has(String(name))) return false
        return (target[name as keyof T] as (...given: unknown[]) => unknown)(...args)
      },
  }) as never

const WRITES = new Set(['setLabelJob', 'beginLabelJob', 'endLabelJob'])

/** A bench's queue over the real store, before a printer that may do anything. */
class Place {
  readonly bench = new TestBench().found()
  readonly timers = new ManualTimers()
  printer!: FakePrinter
  labels!: Labels
  #life: Life = { isOver: false }
  #codes = 0
  readonly #forgets: string

  /** `forgets`: what a queue without it is shown to do wrong. */
  constructor(forgets = '') {
    this.#forgets = forgets
  }

  async start(): Promise<this> {
    this.printer = await startFakePrinter()
    const { port } = this.printer
    this.bench.writer.savePrinter({ id: PRINTER, name: 'P', host: '127.0.0.1', port, dpi: 203 })
    this.#open()
    return this
  }

  #open(): void {
    this.labels = createLabels({
      store: {
        read: remote(this.bench.reader, this.#life),
        write: remote(this.bench.writer, this.#life, this.#forgets),
        opening: () => ({ findings: [] }) as never,
      },
      timers: this.timers,
      now: () => this.timers.now,
      newId: v7,
      tell: () => {},
      changed: () => {},
      times,
    })
    this.labels.wake()
  }

  /** Asks for some labels, each with a code of its own. */
  ask(count: number): void {
    const labels = Array.from({ length: count }, () => ({
      of: { type: 'container' as const, container: v7() },
      content: contentWith(`L${++this.#codes}`),
    }))
    putJob(this.bench.db, {
      ...{ id: v7(), madeAt: this.#codes, printer: PRINTER, copies: 1, state: 'queued' },
      ...{ template: BUILT_IN[2]!, labels, reason: null, tries: 0, trouble: null, actor: v7() },
    })
    this.labels.wake()
  }

  /** As a power cut ends it: nothing is written any more, and the next start finds what there is. */
  async crash(): Promise<void> {
    this.#life.isOver = true
    await this.labels.stop()
    this.#life = { isOver: false }
    this.#open()
  }

  fill(isFull: boolean): void {
    this.#life.isFull = isFull
  }

  async end(): Promise<void> {
    await this.labels.stop()
    await this.printer.close()
    this.bench.remove()
  }
}

const ACTS = {
  'ask for one': async (place: Place) => place.ask(1),
  'ask for three': async (place: Place) => place.ask(3),
  'switch the printer off': (place: Place) => place.printer.off(),
  'switch it on': async (place: Place) => {
    await place.printer.off()
    place.printer.set({})
    await place.printer.on()
  },
  'take its paper': async (place: Place) => place.printer.set({ paperOut: true }),
  'let it be': async (place: Place) => place.printer.set({}),
  'let its line break at the next label': async (place: Place) =>
    place.printer.set({ diesAfter: place.printer.printed.length + 1 }),
  'silence it': async (place: Place) => place.printer.set({ mute: true }),
  'let a minute pass': (place: Place) => place.timers.pass(61_000),
  'fill the disk': async (place: Place) => place.fill(true),
  'make room on it': async (place: Place) => place.fill(false),
  'end the program': (place: Place) => place.crash(),
} as const
type Act = keyof typeof ACTS

const codeOf = (zpl: string): string => /\^FD(L\d+)\^FS/.exec(zpl)![1]!

test('LAB-7 LAB-9 whatever becomes of printer and program, no label is printed twice, and what is confirmed was', async () => {
  const acts = fc.array(fc.constantFrom(...(Object.keys(ACTS) as Act[])), {
    minLength: 3,
    maxLength: 14,
  })
  await fc.assert(
    fc.asyncProperty(acts, async (story) => {
      const place = await new Place().start()
      try {
        for (const act of story) {
          await ACTS[act](place)
          await rest(12)
        }
        await place.labels.stop()
        const printed = place.printer.printed.map(codeOf)
        expect(new Set(printed).size).toBe(printed.length)
        for (const { state, codes } of place.bench.reader.labelJobs()) {
          const came = codes.filter((code) => printed.includes(code)).length
          if (state === 'confirmed') expect(came).toBe(codes.length)
          if (state === 'queued') expect(came).toBe(0)
        }
      } finally {
        await place.end()
      }
    }),
    { numRuns: 30 },
  )
})

/** Three labels of which one comes out, then a power cut, then all is well again. */
async function cutShort(place: Place): Promise<string[]> {
  place.printer.set({ paperFor: 1 })
  place.ask(3)
  await expect.poll(() => place.printer.printed.length).toBe(1)
  await place.crash()
  await ACTS['switch it on'](place)
  await rest(100)
  await place.timers.pass(61_000)
  await rest(100)
  const printed = place.printer.printed.map(codeOf)
  await place.end()
  return printed
}

test('LAB-7 a queue that did not note that it begins would print twice (negative control)', async () => {
  expect(await cutShort(await new Place().start())).toEqual(['L1'])
  const printed = await cutShort(await new Place('beginLabelJob').start())
  expect(printed.length).toBeGreaterThan(new Set(printed).size)
})

describe('LAB-7 LAB-9 on a full disk', () => {
  const states = (place: Place) => place.bench.reader.labelJobs().map(({ state }) => state)

  test('nothing is sent before it is noted that it begins, and it goes on by itself', async () => {
    const place = await new Place().start()
    place.fill(true)
    place.ask(2)
    await rest(100)
    expect(place.printer.printed).toEqual([])
    expect(states(place)).toEqual(['queued'])
    place.fill(false)
    await place.timers.pass(61_000)
    await expect.poll(() => states(place)).toEqual(['confirmed'])
    expect(place.printer.printed.map(codeOf)).toEqual(['L1', 'L2'])
    await place.end()
  })

  test('what was printed is noted once there is room, and is not printed again', async () => {
    const place = await new Place().start()
    place.printer.set({ paperFor: 1 })
    place.ask(2)
    await expect.poll(() => place.printer.printed.length).toBe(1)
    place.fill(true)
    place.printer.set({})
    await expect.poll(() => place.printer.printed.length).toBe(2)
    await rest(100)
    expect(states(place)).toEqual(['sending'])
    place.fill(false)
    await place.timers.pass(61_000)
    await expect.poll(() => states(place)).toEqual(['confirmed'])
    expect(place.printer.printed.map(codeOf)).toEqual(['L1', 'L2'])
    await place.end()
  })
})

describe('LAB-7 a printer whose setting is changed while it prints', () => {
  test('finishes what it has under a new name; what waits goes to it', async () => {
    const place = await new Place().start()
    place.printer.set({ paperFor: 1 })
    place.ask(2)
    place.ask(1)
    await expect.poll(() => place.printer.printed.length).toBe(1)
    const [setting] = place.bench.reader.printers()
    place.bench.writer.savePrinter({ ...setting!, name: 'Renamed' })
    place.printer.set({})
    await expect.poll(() => place.printer.printed.map(codeOf)).toEqual(['L1', 'L2', 'L3'])
    expect(place.bench.reader.labelJobs()).toMatchObject([{ printerName: 'Renamed' }, {}])
    await place.end()
  })

  test('finishes what it has where it was removed; what waits has failed, and nothing hangs', async () => {
    const place = await new Place().start()
    place.printer.set({ paperFor: 1 })
    place.ask(2)
    place.ask(1)
    await expect.poll(() => place.printer.printed.length).toBe(1)
    place.bench.writer.removePrinter(PRINTER)
    place.printer.set({})
    const jobs = () => place.bench.reader.labelJobs().map(({ codes, state }) => [...codes, state])
    await expect.poll(jobs).toEqual([
      ['L3', 'failed'],
      ['L1', 'L2', 'confirmed'],
    ])
    expect(place.printer.printed.map(codeOf)).toEqual(['L1', 'L2'])
    await place.end()
  })
})
