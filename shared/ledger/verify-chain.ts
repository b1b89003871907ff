import { putU64, utf8 } from './bytes.ts'
import type { Json } from './canonical.ts'
import { readChainName } from './chain.ts'
import { fromHex, type Sha256, toHex } from './envelope.ts'
import type { ChainReport, EventFault, EventRef } from './findings.ts'
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

/** What has been read of a chain so far. */
export interface ChainState {
  readonly name: string
  readonly own: boolean
  events: number
  seq: number
  /** The hash of its last event as it is kept. */
  hash: Uint8Array
  /** The hash that the last event's parts give, where that is another one. */
  given: Uint8Array
  /** Whether every event is connected with the first by an unbroken line of hashes. */
  isWhole: boolean
  /** Whether facts of another bench are missing here, as such that are known under another envelope. */
  hasGaps: boolean
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

export function createChain(name: string, own: boolean): ChainState {
  const chain = utf8(name)
  const message = new Uint8Array(6 + chain.length + REST)
  message.set(utf8('evt1'))
  new DataView(message.buffer).setUint16(4, chain.length)
  message.set(chain, 6)
  return {
    name,
    own,
    events: 0,
    seq: 0,
    hash: NONE,
    given: NONE,
    isWhole: true,
    hasGaps: false,
    sealed: null,
    named: new Set(),
    signers: new Map(),
    message,
  }
}

/** Whether a chain is of that installation: then it has no gaps here. */
export const isOwn = (name: string, install: string | null): boolean =>
  install !== null && readChainName(name)?.install === install

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

/** Checks an event's place and hashes, and moves the chain on to it, good or bad. */
export function checkPlace(given: Hashes, chain: ChainState, e: KeptEvent): EventFault | null {
  const { sha256 } = given
  const digest = given.sha256Text?.(e.body) ?? sha256(utf8(e.body))
  const proper = hashOf(sha256, chain, e.seq, e.prev, digest)
  const isHash = sameBytes(proper, e.hash)
  const isNext = e.seq === chain.seq + 1
  const isLinked =
    isLinkedBy(chain, e.prev) ||
    // Where only `prev` is damaged, the hash still speaks for the event before.
    (!isHash && isSealedAfter(sha256, chain, e, digest))
  const fault = placeFault(chain, e.seq, isNext, isLinked)
  if (fault && !(fault === 'link' && !isHash)) chain.isWhole = false
  move(chain, e, proper)
  return isHash ? fault : 'hash'
}

const isLinkedBy = (chain: ChainState, prev: Uint8Array): boolean =>
  sameBytes(prev, chain.hash) || sameBytes(prev, chain.given)

const isSealedAfter = (
  sha256: Sha256,
  chain: ChainState,
  e: KeptEvent,
  digest: Uint8Array,
): boolean =>
  [chain.hash, chain.given].some((prev) =>
    sameBytes(hashOf(sha256, chain, e.seq, prev, digest), e.hash),
  )

function placeFault(
  chain: ChainState,
  seq: number,
  isNext: boolean,
  isLinked: boolean,
): EventFault | null {
  if (isNext) return isLinked ? null : 'link'
  if (seq <= chain.seq) return 'seq'
  if (chain.own) return 'missing'
  chain.hasGaps = true
  return null
}

function move(chain: ChainState, e: KeptEvent, given: Uint8Array): void {
  chain.events++
  chain.seq = Math.max(chain.seq, e.seq)
  chain.hash = e.hash
  chain.given = given
}

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

/** Whether a chain has named a key, or may have done so where events of it are missing here. */
export const mayHaveNamed = (chain: ChainState, key: string): boolean =>
  chain.named.has(key) || chain.hasGaps

/** The keys that acts of a chain are signed with and that it has not named, each with its first act. */
export const strangers = (chain: ChainState): EventRef[] =>
  [...chain.signers].filter(([key]) => !mayHaveNamed(chain, key)).map(([, ref]) => ref)

export function chainReport(chain: ChainState): ChainReport {
  const { name, own, events, seq, hash, sealed, named } = chain
  return { name, own, events, seq, hash: toHex(hash), sealed, keys: [...named] }
}
