import { withoutBranch } from './chain.ts'
import { toHex } from './envelope.ts'
import type { SealFinding } from './findings.ts'
import { PROTECTIONS, type Protection, sealBytes, type VerifySignature } from './seal.ts'
import { type ChainState, mayHaveNamed, sameBytes } from './verify-chain.ts'

/** A seal as it is kept, with the hash of the event that it speaks for; null where that is not here. */
export interface KeptSeal {
  /** The name of its chain; null where nothing names it. */
  readonly chain: string | null
  readonly seq: number
  readonly hash: Uint8Array
  readonly key: Uint8Array
  readonly at: number
  readonly protection: string
  readonly sig: Uint8Array
  readonly event: Uint8Array | null
}

/** What does not hold of a seal, or null; then it is the last that holds of its chain. */
export function checkSeal(
  given: { readonly verifySignature: VerifySignature; readonly anyKey?: boolean },
  chain: ChainState | undefined,
  seal: KeptSeal,
): SealFinding | null {
  const bad = (fault: SealFinding['fault']): SealFinding => ({
    type: 'seal',
    fault,
    chain: seal.chain ?? '?',
    seq: seal.seq,
    key: seal.key instanceof Uint8Array ? toHex(seal.key) : '?',
  })
  if (!isWellFormed(seal)) return bad('form')
  const { seq, at, protection } = seal
  const [hash, key] = [toHex(seal.hash), toHex(seal.key)]
  const message = sealBytes({ chain: withoutBranch(seal.chain), seq, hash, key, at, protection })
  if (!given.verifySignature(seal.key, message, seal.sig)) return bad('signature')
  if (!chain) return bad('missing')
  if (!given.anyKey && !mayHaveNamed(chain, key)) return bad('key')
  // Events of another bench may have come under another envelope; then this one speaks for none here.
  if (!seal.event) return chain.isDense ? bad('missing') : null
  if (!sameBytes(seal.event, seal.hash)) return bad('event')
  if (seq >= (chain.sealed?.seq ?? 0)) chain.sealed = { seq, at, key, protection }
  return null
}

const isWellFormed = (
  seal: KeptSeal,
): seal is KeptSeal & { readonly chain: string; readonly protection: Protection } =>
  seal.chain !== null &&
  Number.isSafeInteger(seal.seq) &&
  Number.isSafeInteger(seal.at) &&
  [seal.hash, seal.key].every((one) => one instanceof Uint8Array && one.length === 32) &&
  seal.sig instanceof Uint8Array &&
  (PROTECTIONS as readonly string[]).includes(seal.protection)
