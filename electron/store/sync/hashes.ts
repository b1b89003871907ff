import { hash } from 'node:crypto'
import { type Envelope, envelopeHash } from '#shared/ledger/envelope.ts'
import { receiptHash } from '#shared/ledger/seal.ts'
import { sha256, sha256Text } from '../../sha256.ts'

/*
 * The hashes of `shared/ledger` over bytes that are at hand, for what a bench does with millions of events.
 * A test holds them to those.
 */

const LINK = Buffer.alloc(512)
LINK.write('evt1')
const LONGEST_NAME = 400

/** The hash of an envelope, as 64 digits. */
export function hashOfEnvelope(envelope: Envelope): string {
  const { chain, seq, prev, body } = envelope
  const length = Buffer.byteLength(chain)
  if (length > LONGEST_NAME) return envelopeHash(sha256, envelope)
  LINK.writeUInt16BE(length, 4)
  LINK.write(chain, 6)
  let at = writePos(LINK, seq, 6 + length)
  if (LINK.write(prev, at, 'hex') !== 32) return envelopeHash(sha256, envelope)
  LINK.set(sha256Text(body), at + 32)
  at += 64
  return hash('sha256', LINK.subarray(0, at), 'hex')
}

const RUN = Buffer.alloc(4 + 32 + 8 + 32)
RUN.write('run1')

/** The running hash after the envelope with this hash at a position. */
export function hashOfOrder(before: Uint8Array, pos: number, envelope: string): Uint8Array {
  RUN.set(before, 4)
  RUN.write(envelope, writePos(RUN, pos, 36), 'hex')
  return hash('sha256', RUN, 'buffer')
}

const RECEIPT = Buffer.alloc(4 + 32 + 8 + 8)
RECEIPT.write('rcv1')

/** The receipt of a position. */
export function hashOfReceipt(
  before: Uint8Array,
  pos: number,
  receivedAt: number,
  quarantine: string | null,
): Uint8Array {
  if (quarantine !== null) {
    const digits = receiptHash(sha256, toDigits(before), pos, receivedAt, quarantine)
    return Buffer.from(digits, 'hex')
  }
  RECEIPT.set(before, 4)
  RECEIPT.writeBigInt64BE(BigInt(receivedAt), writePos(RECEIPT, pos, 36))
  return hash('sha256', RECEIPT, 'buffer')
}

export const toDigits = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

/** Eight bytes, big-endian; answers where they end. */
function writePos(bytes: Buffer, pos: number, at: number): number {
  return bytes.writeUInt32BE(pos % 2 ** 32, bytes.writeUInt32BE(Math.floor(pos / 2 ** 32), at))
}
