import { type Envelope, runningHash, type Sha256 } from '../ledger/envelope.ts'
import type { Seal } from '../ledger/seal.ts'
import { assert } from '../lib/assert.ts'
import { type ChainState, withEvent } from './chain-state.ts'
import type { Examined, Mark } from './examine.ts'
import type { Cursor } from './protocol.ts'
import type { Addition, KeptAlias, KeptEvent, Link, Shelf } from './shelf.ts'

/** A shelf with what a message adds to it so far: each event is decided knowing those before it. */
export class Draft implements Shelf {
  readonly #sha256: Sha256
  readonly #shelf: Shelf
  readonly #events: KeptEvent[] = []
  readonly #aliases: KeptAlias[] = []
  readonly #chains = new Map<string, ChainState>()
  readonly #links = new Map<string, Link[]>()
  readonly #facts = new Map<string, { pos: number; body: string }>()
  #head: Cursor

  constructor(sha256: Sha256, shelf: Shelf) {
    this.#sha256 = sha256
    this.#shelf = shelf
    this.#head = shelf.head
  }

  get head(): Cursor {
    return this.#head
  }

  chain(chain: string): ChainState {
    return this.#chains.get(chain) ?? this.#shelf.chain(chain)
  }

  links(chain: string, seq: number): readonly Link[] {
    const added = this.#links.get(placeKey(chain, seq))
    return added ? [...this.#shelf.links(chain, seq), ...added] : this.#shelf.links(chain, seq)
  }

  fact(uid: string): { pos: number; body: string | null } | null {
    return this.#facts.get(uid) ?? this.#shelf.fact(uid)
  }

  running(pos: number): string | null {
    return this.#events.find((event) => event.pos === pos)?.running ?? this.#shelf.running(pos)
  }

  /** Puts an event at the end of the stream and answers its position. SYN-9 */
  addEvent({ envelope, bytes }: Examined, uid: string | null, mark: Mark | null, fork: boolean) {
    const pos = this.#head.pos + 1
    const hash = runningHash(this.#sha256, this.#head.hash, pos, envelope.hash)
    this.#head = { ...this.#head, pos, hash }
    this.#events.push({ pos, envelope, uid, mark, fork, bytes, running: hash })
    if (uid !== null) this.#facts.set(uid, { pos, body: envelope.body })
    this.#link(envelope, pos, fork)
    return pos
  }

  /** Puts another envelope beside a fact that stands at `pos`. SYN-4 */
  addAlias({ body: _, ...envelope }: Envelope, pos: number, fork: boolean): void {
    this.#aliases.push({ pos, envelope, fork })
    this.#link(envelope, pos, fork)
  }

  addition(seals: readonly Seal[]): Addition {
    const chains = [...this.#chains].map(([chain, state]) => ({ chain, state }))
    return { events: this.#events, aliases: this.#aliases, chains, seals }
  }

  #link(envelope: Omit<Envelope, 'body'>, pos: number, fork: boolean): void {
    const { chain, seq, hash } = envelope
    const key = placeKey(chain, seq)
    const there = this.#links.get(key) ?? []
    assert(fork || this.links(chain, seq).every((link) => link.fork), 'one event is the chain’s')
    this.#links.set(key, [...there, { hash, pos, fork }])
    if (!fork) this.#chains.set(chain, withEvent(this.chain(chain), envelope))
  }
}

const placeKey = (chain: string, seq: number): string => `${chain} ${seq}`
