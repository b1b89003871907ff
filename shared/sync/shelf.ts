import type { Envelope } from '../ledger/envelope.ts'
import type { Seal } from '../ledger/seal.ts'
import type { ChainState } from './chain-state.ts'
import type { Mark } from './examine.ts'
import type { Cursor } from './protocol.ts'

/** What a call wants to know of a stream. A shelf knows this and nothing else. */
export interface Ask {
  /** By name. */
  readonly chains?: readonly string[]
  /** Which events stand at these places. */
  readonly places?: readonly { readonly chain: string; readonly seq: number }[]
  /** Facts by `uid`, with their bodies. */
  readonly facts?: readonly string[]
  /** Facts by `uid`, of which it is only asked whether they are there. */
  readonly causes?: readonly string[]
  /** The running hash after these positions. */
  readonly positions?: readonly number[]
}

/** An event at a place of a chain. At one place there may be several: one is the chain's, the others its forks. */
export interface Link {
  readonly hash: string
  /** Where its fact stands in the stream. */
  readonly pos: number
  readonly fork: boolean
}

/** What is kept of a stream, as far as it was asked for. All answers are of one moment. */
export interface Shelf {
  /** The end of the stream. */
  readonly head: Cursor
  chain(chain: string): ChainState
  links(chain: string, seq: number): readonly Link[]
  /** Where the fact stands, and its exact body (null when only its presence was asked for). */
  fact(uid: string): { readonly pos: number; readonly body: string | null } | null
  /** Null beyond the end. */
  running(pos: number): string | null
}

/** An event as it stands in the stream. `uid` is its identity there; `running` the hash after it. */
export interface KeptEvent {
  readonly pos: number
  readonly envelope: Envelope
  readonly uid: string | null
  readonly mark: Mark | null
  readonly fork: boolean
  /** The size of its envelope as sent. */
  readonly bytes: number
  readonly running: string
}

/** Another envelope of the fact that stands at `pos`. */
export interface KeptAlias {
  readonly pos: number
  readonly envelope: Omit<Envelope, 'body'>
  readonly fork: boolean
}

/** What a message adds to a stream, decided to the last digit: a store only writes it. */
export interface Addition {
  /** In order; the last one is the stream's new end. */
  readonly events: readonly KeptEvent[]
  readonly aliases: readonly KeptAlias[]
  readonly chains: readonly { readonly chain: string; readonly state: ChainState }[]
  /** Checked; of an event that has one already the first stays. */
  readonly seals: readonly Seal[]
}
