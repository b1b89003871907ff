import { joined, measured, u64, utf8 } from './bytes.ts'
import { canonical, type Json } from './canonical.ts'
import { fromHex, type Sha256, toHex } from './envelope.ts'

/** Whether an Ed25519 signature (64 bytes) of a message is by this key (32 bytes). Injected. */
export type VerifySignature = (key: Uint8Array, message: Uint8Array, sig: Uint8Array) => boolean

/** What keeps a private key from others: nothing but the file's mode, the system's keychain, a passphrase. */
export const PROTECTIONS = ['file', 'keychain', 'passphrase'] as const
export type Protection = (typeof PROTECTIONS)[number]

/**
 * What a bench says of its own chain: that `hash` is its event at `seq`, and so, through `prev`, all
 * before it. Hashes and keys are lower-case hexadecimal; `at` is UTC milliseconds.
 */
export interface SealClaim {
  readonly chain: string
  readonly seq: number
  readonly hash: string
  readonly key: string
  readonly at: number
  readonly protection: Protection
}

export interface Seal extends SealClaim {
  readonly sig: string
}

const SEAL = utf8('seal1')
const ACT = utf8('act1')
const EXPORT = utf8('exp1')
const RECEIPT = utf8('rcv1')

/** The bytes that a seal's signature is over; see docs/ledger-format.md. */
export const sealBytes = (claim: SealClaim): Uint8Array =>
  joined(
    SEAL,
    measured(claim.chain),
    u64(claim.seq),
    fromHex(claim.hash),
    fromHex(claim.key),
    u64(claim.at),
    Uint8Array.of(PROTECTIONS.indexOf(claim.protection)),
  )

/** The single signature of a regulated act, as it stands in its body's member `sig`. */
export interface ActSignature {
  readonly key: string
  readonly sig: string
}

/** The bytes that an act's signature is over: its whole body but the member `sig`. */
export function actBytes(sha256: Sha256, body: { readonly [member: string]: Json }): Uint8Array {
  const { sig: _, ...signed } = body
  return joined(ACT, sha256(utf8(canonical(signed))))
}

/** The bytes that an export's signature is over; `sha256` is that of every byte before its last line. */
export const exportBytes = (sha256: Uint8Array): Uint8Array => joined(EXPORT, sha256)

/**
 * When the service had received what stands at `pos`, and why it had marked it, where it had; chained to
 * every position before.
 */
export const receiptHash = (
  sha256: Sha256,
  before: string,
  pos: number,
  receivedAt: number,
  quarantine: string | null = null,
): string =>
  toHex(sha256(joined(RECEIPT, fromHex(before), u64(pos), u64(receivedAt), utf8(quarantine ?? ''))))

export type Cell = string | number | null | Uint8Array

/** The bytes of which a row's sum is the hash: of a table of this bench alone, its other columns in their order. */
export function rowBytes(table: string, cells: readonly Cell[]): Uint8Array {
  const texts = cells.map((cell) => (cell instanceof Uint8Array ? toHex(cell) : cell))
  return utf8(`row1${table}\0${JSON.stringify(texts)}`)
}

/** The sum of a row, as 64 digits. */
export const rowSum = (sha256: Sha256, table: string, cells: readonly Cell[]): string =>
  toHex(sha256(rowBytes(table, cells)))
