import type { AnchorFault } from './anchor.ts'
import type { Protection } from './seal.ts'

/** Which event: its place in its chain, its row (line) in the order of arrival, its identity. */
export interface EventRef {
  readonly chain: string
  readonly seq: number
  readonly event: number
  readonly uid: string
  /** It is another envelope of that event: `chain` and `seq` are where this one stands. */
  readonly isAlias?: boolean
}

/**
 * What does not hold of an event.
 * - `form`: it lacks a part, or a part has a wrong form
 * - `row`: rows are missing before it, or it stands at another row than it arrived at
 * - `chain`: nothing names the chain that it is of
 * - `seq`: it does not come after the last of its chain
 * - `missing`: links of the bench's own chain are missing before it
 * - `link`: its `prev` is not the hash of the event before it: one of the two is not what was recorded
 * - `hash`: its chain, number, `prev` and body do not give its hash
 * - `uid`: its identity is not the one that its body names
 * - `act`: the signature in its body is not by the key that it names, or that key is not the chain's
 * - `place`: it is another bench's, and has no place in the common order, by which alone such events come,
 *   nor one that a restored service has lost
 * - `fact`: it is another envelope of an event that is not there
 */
export type EventFault =
  | 'form'
  | 'row'
  | 'chain'
  | 'seq'
  | 'missing'
  | 'link'
  | 'hash'
  | 'uid'
  | 'act'
  | 'place'
  | 'fact'

/** An event that rests on a bad one: it names it as what it saw. */
export interface Dependent extends EventRef {
  readonly type: string
  readonly entities: readonly string[]
}

/** The first bad event of a chain, and what depends on it. */
export interface EventFinding extends EventRef {
  readonly type: 'event'
  readonly fault: EventFault
  /** What its body says, where it can be read: none of it is proven. */
  readonly says: {
    readonly type: string
    readonly at: number
    readonly actor: string
    readonly entities: readonly string[]
  } | null
  /** With `missing` and `row`: the first that is missing; they go up to the one before this. */
  readonly from: number | null
  /** Later events of the chain that no unbroken line of hashes connects with its beginning. */
  readonly unproven: number
  /** Later events of the chain that are bad by themselves. */
  readonly alsoBad: number
  /** Later events that name it in their `base`, at most `MOST_DEPENDENTS` of `dependentCount`. */
  readonly dependents: readonly Dependent[]
  readonly dependentCount: number
}

export const MOST_DEPENDENTS = 20
export const MOST_TUBES = 100

/**
 * The first position at which the common order does not hold.
 * - `gap`: positions are missing before it
 * - `event`: it names an event that is not there
 * - `twice`: it names an event that has a place already
 * - `running`: the running hash is not the one that the service gave for these events
 * - `receipt`: the times at which the service received them are not the ones that were noted
 */
export interface OrderFinding {
  readonly type: 'order'
  readonly fault: 'gap' | 'event' | 'twice' | 'running' | 'receipt'
  readonly pos: number
  readonly event: EventRef | null
  readonly alsoBad: number
}

/**
 * A position that a restored service has lost, and that is not what was received.
 * - `form`: a part of it has a wrong form
 * - `event`: the envelope that it names is not there
 * - `running`: the running hash is not the one that the service gave for it
 */
export interface LostFinding {
  readonly type: 'lost'
  readonly fault: 'form' | 'event' | 'running'
  readonly epoch: string
  readonly pos: number
  readonly event: EventRef | null
}

/**
 * A seal that does not hold.
 * - `form`: a part of it has a wrong form
 * - `signature`: it was not signed by the key that it names
 * - `key`: that key is not one that the chain has named
 * - `event`: it speaks for another event than the one that is there
 * - `missing`: it speaks for an event of the bench's own that is not there
 */
export interface SealFinding {
  readonly type: 'seal'
  readonly fault: 'form' | 'signature' | 'key' | 'event' | 'missing'
  readonly chain: string
  readonly seq: number
  readonly key: string
}

/** What the ledger lacks of what its anchor names. */
export interface AnchorFinding {
  readonly type: 'anchor'
  readonly fault: AnchorFault
}

/** A row of this bench's own tables whose sum is not that of its columns. */
export interface RowFinding {
  readonly type: 'row'
  readonly table: string
  readonly key: string
  readonly what: string
}

/** The file itself: its mark, a statement of its schema, a part that cannot be read. */
export interface FileFinding {
  readonly type: 'file'
  readonly fault: 'mark' | 'schema' | 'unreadable' | 'structure'
  readonly what: string
}

/** A derived table whose rows are not those that the events give. */
export interface DerivedFinding {
  readonly type: 'derived'
  readonly table: string
}

/** Something about an export as a whole: its lines, its counts, its heads, its signature. */
export interface ExportFinding {
  readonly type: 'export'
  readonly fault: 'line' | 'count' | 'heads' | 'end' | 'sha256' | 'signature' | 'key' | 'unsigned'
  readonly line: number
  readonly what: string
}

export type Finding =
  | EventFinding
  | OrderFinding
  | LostFinding
  | SealFinding
  | AnchorFinding
  | RowFinding
  | FileFinding
  | DerivedFinding
  | ExportFinding

/** What limits a proof without being damage. */
export type Note =
  /** There is no anchor: the loss of the end of the ledger would not be noticed. */
  | 'no-anchor'
  /** One slot of the anchor is not whole, as after a crash while it was written. */
  | 'anchor-slot'
  /** No seal speaks for any event: they are proven to be whole, and by nobody to be theirs. */
  | 'no-seal'
  /** A key lies in a file that only its mode protects. */
  | 'key-unprotected'
  | 'export-unsigned'
  /** A later version of the program has changed the ledger's form; its schema was not compared. */
  | 'newer-format'

export interface ChainReport {
  readonly name: string
  readonly own: boolean
  readonly events: number
  /** Its last event. */
  readonly seq: number
  readonly hash: string
  /** The last seal that holds, or null where there is none. */
  readonly sealed: {
    readonly seq: number
    readonly at: number
    readonly key: string
    readonly protection: Protection
  } | null
  /** The public keys that the chain has named. */
  readonly keys: readonly string[]
}

/** What was checked and found. It is sound when nothing was found. */
export interface VerifyReport {
  readonly level: 'quick' | 'full'
  readonly kind: 'ledger' | 'export'
  /** Of an export: when it was made, of whose ledger, signed with which key. */
  readonly made: {
    readonly at: number
    readonly bench: string
    readonly key: string | null
  } | null
  readonly sound: boolean
  /** Events that were checked; with `quick` the last ones only. */
  readonly events: number
  readonly chains: readonly ChainReport[]
  /** Positions of the common order that were checked. */
  readonly order: number
  readonly seals: number
  readonly acts: number
  /** Rows of the bench's own tables that were checked. */
  readonly rows: number
  readonly findings: readonly Finding[]
  readonly notes: readonly Note[]
  /** The codes of tubes that a bad event speaks of, or an event that rests on one; at most `MOST_TUBES`. */
  readonly tubes: readonly string[]
  /** The names of the people whom bad events name as who acted, by identifier, as far as they are known. */
  readonly people: Readonly<Record<string, string>>
  readonly seconds: number
}
