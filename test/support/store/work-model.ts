import fc from 'fast-check'
import { expect } from 'vitest'
import type { WorkOutcome, WorkView } from '#shared/contract/work.ts'

/** A bench's open batch of registrations, as a test drives it. A faulty one may take its place. */
export interface WorkSubject {
  /** Opens a batch, or goes on with the open one. */
  start(): void
  /** Opens another batch, whatever stands open. */
  startAnew(): void
  scan(text: string, id: string): WorkOutcome
  undo(id: string): WorkOutcome
  release(): WorkOutcome
  pause(paused: boolean): WorkOutcome
  resolve(code: string, as: 'tube' | 'aside', id: string): WorkOutcome
  finish(id: string): WorkOutcome
  /** Takes an act back from another screen. */
  undoElsewhere(command: string): void
  /** An end of the program at any moment between two acts. */
  crash(): void
  view(): WorkView | null
  /** How many events the ledger has. */
  events(): number
  newId(): string
}

/** Codes that a bench knows from the start, by what the batch has to say of them. */
export const KNOWN_CODES = {
  fine: 'FX900001',
  'wrong-study': 'FX900002',
  quarantined: 'FX900003',
} as const
const HOLDS: ReadonlySet<string> = new Set([KNOWN_CODES['wrong-study'], KNOWN_CODES.quarantined])

interface ModelRow {
  readonly code: string
  readonly command: string
  state: 'done' | 'undone' | 'gone'
}

/** A batch of registrations in the fewest words: what it must show after whatever was done with it. */
class Model {
  isOpen = false
  /** Newest first. */
  rows: ModelRow[] = []
  parked: string[] = []
  hold: string | null = null
  paused = false
  events = 0
  /** Codes that name a tube now, and all that ever did. */
  readonly live = new Set<string>()
  readonly bound = new Set<string>()
  last: { readonly text: string; readonly id: string } | null = null
  /** Stands in the codes, so that each run has tubes of its own. */
  readonly run: string
  constructor(run: number) {
    this.run = String(run).padStart(3, '0')
  }

  /** `?a` is parked, `+4` is a free code of the site's form, all else is as it stands. */
  codeOf(written: string): string {
    if (written.startsWith('?')) return `?${this.run}${written.slice(1)}`
    return written.startsWith('+') ? `FX${this.run}${written.slice(1).padStart(3, '0')}` : written
  }

  begin(): void {
    if (this.isOpen) {
      this.paused = false
      return
    }
    Object.assign(this, {
      isOpen: true,
      rows: [],
      parked: [],
      hold: null,
      paused: false,
      last: null,
    })
  }

  scan(text: string, id: string): WorkOutcome['type'] {
    if (!this.isOpen) return 'finished'
    if (this.rows.some(({ command }) => command === id)) return 'done'
    if (text.startsWith('FK:')) return this.command(text, id)
    if (this.hold !== null) return 'waits'
    if (this.paused) return 'paused'
    return this.tube(text, id)
  }

  tube(code: string, id: string): WorkOutcome['type'] {
    if (this.parked.includes(code) || this.inBatch(code)) return 'warned'
    if (HOLDS.has(code)) {
      this.hold = code
      return 'held'
    }
    if (code === KNOWN_CODES.fine || this.live.has(code)) return 'warned'
    if (!code.startsWith('FX') && !this.bound.has(code)) {
      this.parked.push(code)
      return 'parked'
    }
    return this.register(code, id)
  }

  inBatch(code: string): boolean {
    return this.rows.some((row) => row.code === code && row.state === 'done')
  }

  register(code: string, id: string): 'done' {
    this.rows.unshift({ code, command: id, state: 'done' })
    this.live.add(code)
    this.bound.add(code)
    this.events += 1
    return 'done'
  }

  command(text: string, id: string): WorkOutcome['type'] {
    const goesOn = text === 'FK:NEXT' || text === 'FK:CANCEL'
    if (this.hold !== null) {
      if (!goesOn) return 'waits'
      this.hold = null
      return 'released'
    }
    if (text === 'FK:UNDO') return this.undo(id)
    if (this.paused) return 'paused'
    return text === 'FK:NEXT' ? 'not-here' : this.finish()
  }

  readonly undone = new Map<string, ModelRow>()

  undo(id: string): WorkOutcome['type'] {
    if (!this.isOpen) return 'finished'
    if (this.hold !== null) return 'waits'
    if (this.undone.has(id)) return 'undone'
    const row = this.rows.slice(0, 10).find(({ state }) => state === 'done')
    if (!row) return 'refused'
    this.takeBack(row, 'undone')
    this.undone.set(id, row)
    return 'undone'
  }

  takeBack(row: ModelRow, state: 'undone' | 'gone'): void {
    row.state = state
    this.live.delete(row.code)
    this.events += 1
  }

  resolve(code: string, as: 'tube' | 'aside', id: string): WorkOutcome['type'] {
    if (!this.isOpen) return 'finished'
    const isParked = this.parked.includes(code)
    this.parked = this.parked.filter((one) => one !== code)
    return as === 'aside' || !isParked ? 'resolved' : this.register(code, id)
  }

  finish(): WorkOutcome['type'] {
    if (!this.isOpen) return 'finished'
    if (this.parked.length > 0) return 'refused'
    this.isOpen = false
    return 'finished'
  }
}

/** The batch shows what the model says, and the ledger has what its rows say. */
function compare(model: Model, real: WorkSubject): void {
  const view = real.view()
  expect(real.events()).toBe(model.events)
  if (!model.isOpen) {
    expect(view).toBeNull()
    return
  }
  expect(view).toMatchObject({
    rows: model.rows.map(({ code, state }) => ({ code, state })),
    rowCount: model.rows.length,
    parked: model.parked.map((code) => ({ code })),
    paused: model.paused,
    count: { done: model.rows.filter(({ state }) => state !== 'undone').length },
  })
  expect(view?.hold?.code ?? null).toBe(model.hold)
}

class Step implements fc.Command<Model, WorkSubject> {
  readonly name: string
  readonly act: (model: Model, real: WorkSubject) => void
  constructor(name: string, act: Step['act']) {
    this.name = name
    this.act = act
  }
  readonly check = (): boolean => true
  run(model: Model, real: WorkSubject): void {
    this.act(model, real)
    compare(model, real)
  }
  readonly toString = (): string => this.name
}

/** What a person does, and what the model says must come of it. */
const step = (
  name: string,
  real: (subject: WorkSubject, id: string) => WorkOutcome,
  model: (model: Model, id: string) => WorkOutcome['type'],
): Step =>
  new Step(name, (known, subject) => {
    const id = subject.newId()
    expect(real(subject, id).type).toBe(model(known, id))
  })

const scanning = (written: string): Step =>
  new Step(`scan ${written}`, (model, real) => {
    const id = real.newId()
    const text = model.codeOf(written)
    model.last = { text, id }
    expect(real.scan(text, id).type).toBe(model.scan(text, id))
  })

/** The line was lost after the act was done: the same scan comes once more, under the same id. */
const again = (): Step =>
  new Step('the same scan again', (model, real) => {
    if (!model.last || !model.isOpen) return
    const { text, id } = model.last
    expect(real.scan(text, id).type).toBe(model.scan(text, id))
  })

/** WRK-8, WRK-10: nothing that was confirmed is lost, and the batch says so. */
const crash = (): Step =>
  new Step('crash', (model, real) => {
    const before = real.view()
    real.crash()
    const after = real.view()
    const done = model.rows.filter(({ state }) => state === 'done').length
    const kept = { found: done, of: done }
    expect(after).toEqual(before && { ...before, restored: true, kept })
  })

const elsewhere = (): Step =>
  new Step('undo on another screen', (model, real) => {
    const row = model.rows.find(({ state }) => state === 'done')
    if (!row || !model.isOpen) return
    real.undoElsewhere(row.command)
    model.takeBack(row, 'gone')
  })

const pausing = (paused: boolean): Step =>
  step(
    paused ? 'pause' : 'go on',
    (real) => real.pause(paused),
    (model) => {
      if (!model.isOpen) return 'finished'
      model.paused = paused
      return paused ? 'paused' : 'released'
    },
  )

const resolving = (written: string, as: 'tube' | 'aside'): Step =>
  new Step(`${written} is ${as}`, (model, real) => {
    const id = real.newId()
    const code = model.codeOf(written)
    expect(real.resolve(code, as, id).type).toBe(model.resolve(code, as, id))
  })

const undoing = (): Step =>
  step(
    'undo',
    (real, id) => real.undo(id),
    (model, id) => model.undo(id),
  )

const releasing = (): Step =>
  step(
    'put aside',
    (real) => real.release(),
    (model) => {
      if (!model.isOpen) return 'finished'
      model.hold = null
      return 'released'
    },
  )

const beginning = (): Step =>
  new Step('start', (model, real) => {
    real.start()
    model.begin()
  })

const free = fc.integer({ min: 0, max: 13 }).map((n) => `+${n}`)
const odd = fc.constantFrom('?a', '?b')
const known = fc.constantFrom(...Object.values(KNOWN_CODES))
const commands = fc.constantFrom('FK:UNDO', 'FK:NEXT', 'FK:NEXT', 'FK:CANCEL', 'FK:DONE')

/** Said as often as it should come about. */
const STEPS: fc.Arbitrary<fc.Command<Model, WorkSubject>>[] = [
  ...Array.from({ length: 8 }, () => free.map(scanning)),
  ...[odd, known, known, commands, commands, commands].map((texts) => texts.map(scanning)),
  ...[undoing, undoing, again, again, crash, elsewhere, releasing, beginning, beginning].map(
    (make) => fc.constant(make()),
  ),
  fc.constantFrom(true, false, false).map(pausing),
  fc.tuple(odd, fc.constantFrom('tube', 'aside')).map(([code, as]) => resolving(code, as)),
]

/** No two runs have a tube in common. */
let run = 0

/**
 * Drives a subject and the model alike through many batches; throws where they are first seen to differ. Gives
 * back how often each thing came of a scan.
 */
export function runWorkModel(
  real: WorkSubject,
  { numRuns, seed }: { readonly numRuns: number; readonly seed: number },
): Map<string, number> {
  const seen = new Map<string, number>()
  const counted = { ...real, scan: (text: string, id: string) => count(seen, real.scan(text, id)) }
  const setup = () => {
    const model = new Model(++run)
    real.startAnew()
    model.begin()
    model.events = real.events()
    return { model, real: counted }
  }
  fc.assert(
    fc.property(fc.commands(STEPS, { maxCommands: 40, size: 'max' }), (commands) =>
      fc.modelRun(setup, commands),
    ),
    { numRuns, seed, endOnFailure: true },
  )
  return seen
}

function count(seen: Map<string, number>, outcome: WorkOutcome): WorkOutcome {
  seen.set(outcome.type, (seen.get(outcome.type) ?? 0) + 1)
  return outcome
}
