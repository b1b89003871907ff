import { type Envelope, NO_HASH } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import type { Result } from '#shared/lib/result.ts'
import { type ChainState, NO_CHAIN } from '#shared/sync/chain-state.ts'
import { NAMES_KEY } from '#shared/sync/seals.ts'
import type { Addition, Ask, KeptAlias, KeptEvent, Link, Shelf } from '#shared/sync/shelf.ts'
import type { Decided, Log, LogEntry, Naming } from '../log.ts'
import { withinPage } from './page.ts'

/** A kept event with its time of receipt, UTC milliseconds. */
export interface MemoryEvent extends KeptEvent {
  readonly receivedAt: number
}

interface Stream {
  readonly events: MemoryEvent[]
  readonly aliases: KeptAlias[]
  readonly chains: Map<string, ChainState>
  readonly links: Map<string, readonly Link[]>
  readonly facts: Map<string, MemoryEvent>
  readonly seals: Map<string, Seal>
  /** By chain: the bodies that seem to name a key, and where it is first told under another envelope. */
  readonly naming: Map<string, Naming>
}

const noStream = (): Stream => ({
  events: [],
  aliases: [],
  chains: new Map(),
  links: new Map(),
  facts: new Map(),
  seals: new Map(),
  naming: new Map(),
})

/** The log in memory: for tests and the simulation, which also take copies of it as of a backup. */
export class MemoryLog implements Log {
  epoch: string
  /** Null: all of it. */
  durable: number | null = 0
  #streams = new Map<string, Stream>()

  constructor(epoch: string, streams: readonly string[]) {
    this.epoch = epoch
    for (const stream of streams) this.found(stream)
  }

  /** Begins a stream, unless it is there. */
  found(stream: string): void {
    if (!this.#streams.has(stream)) this.#streams.set(stream, noStream())
  }

  async look(stream: string, _: Ask): Promise<Shelf | null> {
    return this.#shelf(stream)
  }

  async keep<Answer, Refusal>(
    stream: string,
    at: number,
    _: Ask,
    decide: (shelf: Shelf) => Result<Decided<Answer>, Refusal>,
  ): Promise<Result<Answer, Refusal> | null> {
    const shelf = this.#shelf(stream)
    if (!shelf) return null
    const decided = decide(shelf)
    if (!decided.ok) return decided
    add(this.#streams.get(stream)!, decided.value.addition, at)
    return { ok: true, value: decided.value.answer }
  }

  async entriesAfter(stream: string, pos: number, limit: number): Promise<LogEntry[]> {
    const { events, seals } = this.#streams.get(stream) ?? noStream()
    const page = events.slice(pos, pos + limit).map((event) => {
      const seal = seals.get(event.envelope.hash)
      return { event, seal, bytes: event.bytes, isSealed: seal !== undefined }
    })
    return withinPage(page).map(({ event, seal }) => ({
      entry: entryOf(event, seal),
      running: event.running,
    }))
  }

  async naming(stream: string, chain: string): Promise<Naming> {
    const { chains, naming } = this.#streams.get(stream) ?? noStream()
    return { ...(naming.get(chain) ?? NO_NAMING), seq: chains.get(chain)?.seq ?? 0 }
  }

  async durablePos(stream: string): Promise<number> {
    const end = this.eventsOf(stream).length
    return this.durable === null ? end : Math.min(this.durable, end)
  }

  eventsOf(stream: string): readonly MemoryEvent[] {
    return this.#streams.get(stream)?.events ?? []
  }

  aliasesOf(stream: string): readonly KeptAlias[] {
    return this.#streams.get(stream)?.aliases ?? []
  }

  chainsOf(stream: string): ReadonlyMap<string, ChainState> {
    return this.#streams.get(stream)?.chains ?? new Map()
  }

  /** The log as it is now, which goes on by itself. */
  copy(): MemoryLog {
    const copy = new MemoryLog(this.epoch, [])
    copy.restore(this)
    return copy
  }

  /** Puts a copy in the place of all that is here. The epoch is the copy's, unless one is given. */
  restore(from: MemoryLog, epoch = from.epoch): void {
    this.epoch = epoch
    this.durable = from.durable
    this.#streams = new Map([...from.#streams].map(([name, stream]) => [name, copyOf(stream)]))
  }

  #shelf(stream: string): Shelf | null {
    const there = this.#streams.get(stream)
    return there ? shelfOf(there, this.epoch) : null
  }
}

const copyOf = (stream: Stream): Stream => ({
  events: [...stream.events],
  aliases: [...stream.aliases],
  chains: new Map(stream.chains),
  links: new Map(stream.links),
  facts: new Map(stream.facts),
  seals: new Map(stream.seals),
  naming: new Map(stream.naming),
})

const placeKey = (chain: string, seq: number): string => `${chain} ${seq}`

function shelfOf({ events, chains, links, facts }: Stream, epoch: string): Shelf {
  const last = events.at(-1)
  return {
    head: { epoch, pos: last?.pos ?? 0, hash: last?.running ?? NO_HASH },
    chain: (chain) => chains.get(chain) ?? NO_CHAIN,
    links: (chain, seq) => links.get(placeKey(chain, seq)) ?? [],
    fact: (uid) => {
      const fact = facts.get(uid)
      return fact ? { pos: fact.pos, body: fact.envelope.body } : null
    },
    running: (pos) => (pos === 0 ? NO_HASH : (events[pos - 1]?.running ?? null)),
  }
}

function add(stream: Stream, { events, aliases, chains, seals }: Addition, at: number): void {
  for (const event of events) {
    const kept = { ...event, receivedAt: at }
    stream.events.push(kept)
    if (event.uid !== null) stream.facts.set(event.uid, kept)
  }
  stream.aliases.push(...aliases)
  for (const { envelope, pos, fork } of [...events, ...aliases]) {
    const key = placeKey(envelope.chain, envelope.seq)
    stream.links.set(key, [...(stream.links.get(key) ?? []), { hash: envelope.hash, pos, fork }])
  }
  for (const { envelope } of events)
    if (envelope.body.includes(NAMES_KEY)) addName(stream, envelope)
  for (const { envelope } of aliases) addAlias(stream, envelope)
  for (const { chain, state } of chains) stream.chains.set(chain, state)
  for (const seal of seals) if (!stream.seals.has(seal.hash)) stream.seals.set(seal.hash, seal)
}

const NO_NAMING: Naming = { bodies: [], firstAlias: null, seq: 0 }

function addName({ naming }: Stream, { chain, body }: Envelope): void {
  const said = naming.get(chain) ?? NO_NAMING
  naming.set(chain, { ...said, bodies: [...said.bodies, body] })
}

function addAlias({ naming }: Stream, { chain, seq }: Omit<Envelope, 'body'>): void {
  const said = naming.get(chain) ?? NO_NAMING
  naming.set(chain, { ...said, firstAlias: Math.min(seq, said.firstAlias ?? seq) })
}

const entryOf = ({ pos, envelope, receivedAt, mark }: MemoryEvent, seal: Seal | undefined) => ({
  pos,
  envelope,
  receivedAt,
  ...(mark === null ? {} : { quarantined: mark }),
  ...(seal ? { seal } : {}),
})
