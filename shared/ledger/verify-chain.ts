import { putU64, utf8 } from './bytes.ts'
import type { Json } from './canonical.ts'
import { readChainName, withoutBranch } from './chain.ts'
import { fromHex, type Sha256, toHex } from './envelope.ts'
import type { ChainReport, EventRef } from './findings.ts'
import { type ActSignature, actBytes, type VerifySignature } from './seal.ts'

/** An event as it is kept, in the order of arrival. Bytes, since millions of them are checked. */
export interface KeptEvent {
  /** Dense from 1. */
  readonly row: number
  /** The name of its chain; null where nothing names it. */
  readonly chain: string | null
  readonly seq: number
  readonly prev: Uint8Array
  readonly hash: Uint8Array
  readonly body: string
  /** Its identity as it is kept beside the body; null where it is not kept apart. */
  readonly uid: string | null
}

/** Another envelope of a fact that is kept as an event, with what it says. */
export interface KeptAlias extends Omit<KeptEvent, 'row' | 'uid' | 'body'> {
  /** The row of its event. */
  readonly event: number
  /** What its event says; null where that is not there. */
  readonly body: string | null
}

/** Links of a chain that follow each other: what comes beside it is held against its ends. */
interface Run {
  from: number
  to: number
  /** The `prev` of its first link, and the row of the event that this is of. */
  readonly first: Uint8Array
  readonly row: number
  /** The hash of its last link as it is kept. */
  hash: Uint8Array
  /** The hash that the last link's parts give, where that is another one. */
  given: Uint8Array
  /** Whether it may begin where it does, or was named already because it may not. */
  isBegun: boolean
}

/** What has been read of a chain so far. Its links are events and other envelopes, in any order. */
export interface ChainState {
  readonly name: string
  readonly own: boolean
  /** Whether none of its links may be missing: of others this bench has what came to it. */
  readonly isDense: boolean
  /** A branch stands beside the chain that it is of, and begins anywhere. */
  readonly isBranch: boolean
  events: number
  /** Ascending, with gaps between them. */
  readonly runs: Run[]
  /** Whether every event is connected with the first by an unbroken line of hashes. */
  isWhole: boolean
  sealed: ChainReport['sealed']
  /** Public keys that the chain has named, and those that its acts are signed with. */
  readonly named: Set<string>
  readonly signers: Map<string, EventRef>
  /** The bytes that are hashed of an event: only number, `prev` and the body's hash change. */
  readonly message: Uint8Array
}

const NONE = new Uint8Array(32)
/** Bytes of a message after the chain's name: number, `prev`, hash of the body. */
const REST = 8 + 32 + 32

export function createChain(name: string, own: boolean, isDense: boolean): ChainState {
  const chain = utf8(withoutBranch(name))
  const isBranch = withoutBranch(name) !== name
  const message = new Uint8Array(6 + chain.length + REST)
  message.set(utf8('evt1'))
  new DataView(message.buffer).setUint16(4, chain.length)
  message.set(chain, 6)
  const none = { from: 0, to: 0, first: NONE, row: 0, hash: NONE, given: NONE, isBegun: true }
  return {
    name,
    own,
    isDense,
    isBranch,
    events: 0,
    runs: isBranch ? [] : [none],
    isWhole: true,
    sealed: null,
    named: new Set(),
    signers: new Map(),
    message,
  }
}

/** Whether a chain is of that installation. */
export const isOwn = (name: string, install: string | null): boolean =>
  install !== null && readChainName(withoutBranch(name))?.install === install

/** From here on the chain goes on after a link that is not fed. */
export function resumeChain(chain: ChainState, seq: number, hash: Uint8Array): void {
  const at = runBelow(chain, seq)
  const below = chain.runs[at]
  if (below && seq <= below.to) return
  const run = { from: seq, to: seq, first: hash, row: 0, hash, given: hash, isBegun: true }
  chain.runs.splice(at + 1, 0, run)
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

export interface Hashes {
  readonly sha256: Sha256
  /** SHA-256 of a text's UTF-8, where that can be had without its bytes. */
  readonly sha256Text?: (text: string) => Uint8Array
}

/** What does not hold of the place of a link; `from` is the first that is missing before it. */
export interface PlaceFault {
  readonly fault: 'seq' | 'missing' | 'link' | 'hash'
  readonly from: number | null
}

/** Checks a link's place and hashes, and adds it to its chain, good or bad. `row` is that of its event. */
export function checkPlace(
  given: Hashes,
  chain: ChainState,
  e: Omit<KeptEvent, 'row' | 'uid'>,
  row: number,
  isAlias = false,
): PlaceFault | null {
  const { sha256 } = given
  const digest = given.sha256Text?.(e.body) ?? sha256(utf8(e.body))
  const proper = hashOf(sha256, chain, e.seq, e.prev, digest)
  const isHash = sameBytes(proper, e.hash)
  if (!isAlias) chain.events++
  const top = chain.runs[chain.runs.length - 1]
  const at = top && e.seq === top.to + 1 ? chain.runs.length - 1 : runBelow(chain, e.seq)
  const place = placeOf(given, chain, { at, e, digest, isHash, proper, isAlias })
  if (place && !(place.fault === 'link' && !isHash)) chain.isWhole = false
  if (place?.fault !== 'seq') enter(chain, at, e, proper, row, isAlias)
  else if (top && at === chain.runs.length - 1) end(top, e.hash, proper)
  return isHash ? place : { fault: 'hash', from: null }
}

/** The last run that begins at a place or before it; -1 where none does. */
function runBelow({ runs }: ChainState, seq: number): number {
  let at = runs.length - 1
  while (at >= 0 && runs[at]!.from > seq) at--
  return at
}

interface Placing {
  readonly at: number
  readonly e: Omit<KeptEvent, 'row' | 'uid'>
  readonly digest: Uint8Array
  readonly isHash: boolean
  readonly proper: Uint8Array
  readonly isAlias: boolean
}

function placeOf({ sha256 }: Hashes, chain: ChainState, placing: Placing): PlaceFault | null {
  const { at, e, digest, isHash, proper, isAlias } = placing
  const [below, above] = [chain.runs[at], chain.runs[at + 1]]
  if (below && e.seq <= below.to) return { fault: 'seq', from: null }
  const isNext = below?.to === e.seq - 1
  const isLinked =
    (!isNext ||
      isLinkedBy(below, e.prev) ||
      // Where only `prev` is damaged, the hash still speaks for the event before.
      (!isHash && isSealedAfter(sha256, chain, below, e, digest))) &&
    (above?.from !== e.seq + 1 || sameBytes(above.first, e.hash) || sameBytes(above.first, proper))
  if (!isLinked) return { fault: 'link', from: null }
  // Other envelopes come with their events, and so before what they follow.
  if (!chain.isDense || isAlias || (isNext && below.isBegun)) return null
  return { fault: 'missing', from: missingBefore(chain, isNext ? at : at + 1) }
}

/** The first place that is missing before a run. */
const missingBefore = (chain: ChainState, at: number): number => (chain.runs[at - 1]?.to ?? 0) + 1

const isLinkedBy = ({ hash, given }: Run, prev: Uint8Array): boolean =>
  sameBytes(prev, hash) || sameBytes(prev, given)

const isSealedAfter = (
  sha256: Sha256,
  chain: ChainState,
  { hash, given }: Run,
  e: Placing['e'],
  digest: Uint8Array,
): boolean =>
  [hash, given].some((prev) => sameBytes(hashOf(sha256, chain, e.seq, prev, digest), e.hash))

function enter(
  chain: ChainState,
  at: number,
  { seq, prev, hash }: Placing['e'],
  given: Uint8Array,
  row: number,
  isAlias: boolean,
): void {
  const { runs } = chain
  const [below, above] = [runs[at], runs[at + 1]]
  const isBegun = !chain.isDense || !isAlias
  if (below?.to === seq - 1) {
    below.to = seq
    end(below, hash, given)
    below.isBegun ||= isBegun
    if (above?.from === seq + 1) runs.splice(at, 2, joinedRuns(below, above))
    return
  }
  const run = { from: seq, to: seq, first: prev, row, hash, given, isBegun }
  if (above?.from === seq + 1) runs.splice(at + 1, 1, joinedRuns(run, above))
  else runs.splice(at + 1, 0, run)
}

/** Also where a second one stands at a place: what is kept of a chain ends with the last that came. */
function end(run: Run, hash: Uint8Array, given: Uint8Array): void {
  run.hash = hash
  run.given = given
}

const joinedRuns = (below: Run, { to, hash, given, isBegun }: Run): Run => ({
  ...below,
  to,
  hash,
  given,
  isBegun: below.isBegun || isBegun,
})

/** The runs of a chain that has no gaps which begin in a gap, and were not named before. */
export const unbegun = (chain: ChainState): { seq: number; row: number; from: number }[] =>
  chain.runs.flatMap(({ from, row, isBegun }, at) =>
    isBegun ? [] : { seq: from, row, from: missingBefore(chain, at) },
  )

/** As `envelopeHash`, over bytes. */
function hashOf(
  sha256: Sha256,
  chain: ChainState,
  seq: number,
  prev: Uint8Array,
  digest: Uint8Array,
): Uint8Array {
  const { message } = chain
  const at = message.length - REST
  putU64(message, at, seq)
  message.set(prev, at + 8)
  message.set(digest, at + 40)
  return sha256(message)
}

/** How every body of ours ends: so it need not be read as a whole to know what it names. */
const TAIL =
  /^,"uid":"([0-9a-f-]{36})","v":[0-9]{1,3}(?:,"via":\{"device":"[^"\\]*","source":"[^"\\]*"\})?\}$/

/**
 * The identity that a body of our form names at its end, where it is sure to carry no signature; null
 * where only reading it can tell.
 */
export function plainUid(body: string): string | null {
  // Before its colon another writer may put blanks.
  if (body.includes('"sig"') || body.includes('\\u')) return null
  return TAIL.exec(body.slice(body.lastIndexOf(',"uid":"')))?.[1] ?? null
}

/** What can be had of a body, whoever wrote it; nothing of it is believed. */
export type Said = { readonly [member: string]: unknown }

export function said(text: string): Said | null {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as Said) : null
  } catch {
    return null
  }
}

/**
 * Checks the signature that a body carries. A key counts as the chain's own once the chain has named it,
 * in an event that this key has signed.
 */
export function isSigned(
  given: { readonly sha256: Sha256; readonly verifySignature: VerifySignature },
  chain: ChainState,
  body: Said,
  ref: EventRef,
): boolean {
  const act = readSignature(body.sig)
  if (!act) return false
  const message = signedBytes(given.sha256, body)
  if (!message || !given.verifySignature(fromHex(act.key), message, fromHex(act.sig))) return false
  if (!chain.signers.has(act.key)) chain.signers.set(act.key, ref)
  if (body.type === 'bench.key_added' && (body.data as Said | null)?.key === act.key)
    chain.named.add(act.key)
  return true
}

function readSignature(sig: unknown): ActSignature | null {
  if (typeof sig !== 'object' || sig === null) return null
  const { key, sig: text } = sig as Said
  return isHex(key, 64) && isHex(text, 128) ? { key, sig: text } : null
}

export const isHex = (text: unknown, digits: number): text is string =>
  typeof text === 'string' && text.length === digits && /^[0-9a-f]*$/.test(text)

function signedBytes(sha256: Sha256, body: Said): Uint8Array | null {
  try {
    return actBytes(sha256, body as { [member: string]: Json })
  } catch {
    return null
  }
}

/** Whether a chain has named a key, or may have done so where events of it stand elsewhere, or are missing here. */
export const mayHaveNamed = (chain: ChainState, key: string): boolean =>
  chain.named.has(key) || (!chain.isDense && (chain.isBranch || chain.events < endOf(chain).to))

const endOf = ({ runs }: ChainState): Pick<Run, 'to' | 'hash'> =>
  runs[runs.length - 1] ?? { to: 0, hash: NONE }

/** The keys that acts of a chain are signed with and that it has not named, each with its first act. */
export const strangers = (chain: ChainState): EventRef[] =>
  [...chain.signers].filter(([key]) => !mayHaveNamed(chain, key)).map(([, ref]) => ref)

export function chainReport(chain: ChainState): ChainReport {
  const { name, own, events, sealed, named } = chain
  const { to: seq, hash } = endOf(chain)
  return { name, own, events, seq, hash: toHex(hash), sealed, keys: [...named] }
}
