import fc from 'fast-check'
import type { Envelope } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import type { Ask } from '#shared/sync/shelf.ts'
import { Centre } from './centre.ts'
import { EPOCH, TestChain, testBody, testId } from './events.ts'
import type { KeptLog } from './kept-logs.ts'
import { namingBody, sealFor, someKey } from './seals.ts'

/** Few uids, chains and places, so that uids, causes, forks and holes meet. */
const uid = fc.nat(11)
const chain = fc.nat(5)

const write = fc.record({
  op: fc.constant('write' as const),
  chain,
  uid,
  causes: fc.oneof(
    fc.constant<number[]>([]),
    fc.constant<number[]>([]),
    fc.array(uid, { maxLength: 2 }),
  ),
  note: fc.constantFrom('', '', '', '', 'other', 'bad', 'names'),
})
const push = fc.record({
  op: fc.constant('push' as const),
  chain,
  from: fc.oneof(fc.nat(6), fc.constant('next' as const), fc.constant('next' as const)),
  count: fc.integer({ min: 1, max: 6 }),
  spoil: fc.constantFrom('no', 'no', 'no', 'no', 'no', 'first', 'second', 'skip'),
  lost: fc.array(uid, { maxLength: 3 }),
  seal: fc.constantFrom('no', 'no', 'good', 'good', 'other'),
})
const giveBack = fc.record({
  op: fc.constant('return' as const),
  picks: fc.array(fc.record({ chain, nth: fc.nat(9) }), { minLength: 1, maxLength: 6 }),
  spoil: fc.constantFrom('no', 'no', 'no', 'first'),
  lost: fc.array(uid, { maxLength: 4 }),
  seal: fc.constantFrom('no', 'good', 'other'),
})
const others = fc.oneof(
  fc.record({ op: fc.constant('copy' as const), chain, length: fc.nat(4) }),
  fc.record({ op: fc.constant('hello' as const), chain, nth: fc.nat(9), pos: fc.nat(20) }),
  fc.record({
    op: fc.constant('chain' as const),
    positions: fc.array(fc.nat(30), { minLength: 1 }),
  }),
  fc.record({
    op: fc.constant('pull' as const),
    pos: fc.nat(20),
    limit: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ op: fc.constant('backup' as const) }),
  fc.record({ op: fc.constant('restore' as const), epoch: fc.boolean() }),
)

export const step = fc.oneof(
  { weight: 6, arbitrary: write },
  { weight: 5, arbitrary: push },
  { weight: 3, arbitrary: giveBack },
  { weight: 3, arbitrary: others },
)
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const keys = [someKey(), someKey()] as const

/** Runs one history against a log and tells every answer in turn, and at the end all that is kept. */
export class History {
  readonly answers: unknown[] = []
  readonly #kept: KeptLog
  readonly #centre: Centre<KeptLog['log']>
  readonly #chains: TestChain[]
  #backup: ((epoch: string) => Promise<void>) | null = null
  #epochs = 1

  constructor(kept: KeptLog, stream: string) {
    this.#kept = kept
    this.#centre = new Centre(kept.log, stream)
    this.#chains = [1, 2, 3].map((n) => new TestChain(testId('b', n), 1, stream))
  }

  async run(steps: readonly Step[]): Promise<unknown[]> {
    await this.#kept.found(this.#centre.stream)
    await this.#kept.setEpoch(EPOCH)
    for (const one of steps) {
      this.#centre.now += 1
      this.answers.push(await this.#step(one))
    }
    for (const { events } of this.#chains) if (events.length > 0) await this.#centre.push(events)
    this.answers.push(await this.#everything())
    return this.answers
  }

  async #step(one: Step): Promise<unknown> {
    switch (one.op) {
      case 'write':
        return this.#chainOf(one.chain).write(bodyOf(one))
      case 'copy':
        return this.#chains.push(this.#chainOf(one.chain).copy(one.length))
      case 'push':
        return this.#push(one)
      case 'return':
        return this.#giveBack(one)
      case 'hello': {
        const { name, events } = this.#chainOf(one.chain)
        const { seq, hash } = events[one.nth] ?? { seq: 1, hash: '' }
        const head = hash === '' ? null : { seq, hash }
        return this.#centre.hello([{ chain: name, head }], await this.#cursorAt(one.pos))
      }
      case 'pull':
        return this.#centre.pull(await this.#cursorAt(one.pos), one.limit)
      case 'chain':
        return this.#centre.chain(one.positions)
      case 'backup':
        this.#backup = await this.#kept.backUp(this.#centre.stream)
        return null
      default:
        return this.#backup?.(one.epoch ? testId('e', ++this.#epochs) : EPOCH)
    }
  }

  async #push(one: Step & { op: 'push' }): Promise<unknown> {
    const chain = this.#chainOf(one.chain)
    const shelf = await this.#look({ chains: [chain.name] })
    const start = one.from === 'next' ? shelf.chain(chain.name).seq : one.from
    const run = spoilt(chain.events.slice(start, start + one.count), one.spoil)
    const last = run.at(-1)
    if (!last) return null
    const seal = sealOf(last, one.seal)
    return this.#centre.push(run, { lost: one.lost.map(uidOf), ...(seal ? { seal } : {}) })
  }

  async #giveBack(one: Step & { op: 'return' }): Promise<unknown> {
    const picked = one.picks.flatMap(({ chain, nth }) => this.#chainOf(chain).events[nth] ?? [])
    if (picked.length === 0) return null
    const entries = spoilt(picked, one.spoil).map((envelope, i) => {
      const seal = i === 0 ? sealOf(envelope, one.seal) : undefined
      return { envelope, ...(seal ? { seal } : {}) }
    })
    return this.#centre.giveBack(entries, one.lost.map(uidOf))
  }

  async #cursorAt(pos: number) {
    const shelf = await this.#look({ positions: [pos] })
    const hash = shelf.running(pos)
    return hash === null ? { ...shelf.head, pos } : { ...shelf.head, pos, hash }
  }

  async #look(ask: Ask) {
    return (await this.#kept.log.look(this.#centre.stream, ask))!
  }

  /** All that is kept, asked for by the log's own means. */
  async #everything(): Promise<unknown> {
    const names = [...new Set(this.#chains.map(({ name }) => name))]
    const places = names.flatMap((name) => range(12).map((seq) => ({ chain: name, seq })))
    const uids = range(12).map((n) => uidOf(n - 1))
    const shelf = await this.#look({ chains: names, places, facts: uids })
    return {
      entries: await this.#kept.log.entriesAfter(this.#centre.stream, 0, 5_000),
      chains: names.map((name) => shelf.chain(name)),
      links: places.map(({ chain, seq }) => byHash(shelf.links(chain, seq))),
      facts: uids.map((id) => shelf.fact(id)),
    }
  }

  #chainOf(n: number): TestChain {
    return this.#chains[n % this.#chains.length]!
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)
const uidOf = (n: number): string => testId('a', n)
const byHash = <Link extends { readonly hash: string }>(links: readonly Link[]): Link[] =>
  [...links].sort((one, other) => (one.hash < other.hash ? -1 : 1))

function bodyOf({ uid, causes, note }: Step & { op: 'write' }): string {
  if (note === 'bad') return `no JSON ${uid}`
  if (note === 'names') return namingBody(uidOf(uid), keys[0])
  return testBody(uidOf(uid), causes.map(uidOf), note)
}

function spoilt(run: readonly Envelope[], spoil: string): Envelope[] {
  const nth = { first: 0, second: 1 }[spoil]
  if (spoil === 'skip') return run.filter((_, i) => i !== 1)
  return run.map((e, i) => (i === nth ? { ...e, body: `${e.body} ` } : e))
}

const sealOf = (envelope: Envelope, which: 'no' | 'good' | 'other'): Seal | undefined =>
  which === 'no' ? undefined : sealFor(envelope, keys[which === 'good' ? 0 : 1])
