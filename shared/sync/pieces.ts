import { z } from 'zod'

/**
 * Files that go over the line apart from events, piece by piece, each way resumable: photographs and
 * documents (`/v1/blob/HASH`) and snapshots of the ledger (`/v1/snapshot/HASH`). A file is named by the SHA-256 of its
 * bytes. `HEAD` says how much of it is there; `PUT` with `Content-Range` adds the next piece; `GET` with
 * `Range` fetches one.
 */
export const PIECES = {
  /** The most that one piece has. */
  bytes: 1024 * 1024,
  /** A blob as it is encrypted: the largest file that may be attached, and what encryption adds. */
  blobBytes: 20 * 1024 * 1024 + 64 * 1024,
  snapshotBytes: 256 * 1024 ** 3,
} as const

/** Whose key a blob's key is sealed to, so that the service knows what to remove with whom. */
export const HOLDER_HEADER = 'frostkeep-holder'

/** Bytes `from` up to and without `to`, of `of`. */
export interface PieceRange {
  readonly from: number
  readonly to: number
  readonly of: number
}

/** As RFC 9110 writes it: the last byte is named. */
export const contentRange = ({ from, to, of }: PieceRange): string =>
  `bytes ${from}-${to - 1}/${of}`

/** Null for anything but a piece that lies within its file. */
export function readContentRange(text: string | undefined): PieceRange | null {
  const found = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(text ?? '')
  if (!found) return null
  const [from, last, of] = found.slice(1).map(Number) as [number, number, number]
  return from <= last && last < of ? { from, to: last + 1, of } : null
}

/** How much of a file is there; `whole`: under its name, and checked. */
export const pieceAnswer = z.object({ have: z.int().min(0), whole: z.boolean() })
export type PieceAnswer = z.infer<typeof pieceAnswer>

/** Which of these blobs the service has not. */
export const missingRequest = z.object({
  blobs: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(500),
})
export const missingAnswer = missingRequest
/** Why a file is not taken or not given. */
export const PIECE_REFUSALS = {
  /** The service has no room. */
  QUOTA: 507,
  /** Its donor was erased: it is nowhere any more, and comes nowhere again. */
  ERASED: 410,
  /** The next piece begins elsewhere; the answer says where. */
  OFFSET: 409,
  /** All pieces are there, and are not what the name says: begin again. */
  BAD_HASH: 422,
  TOO_LARGE: 413,
  BAD_FORM: 422,
  NOT_FOUND: 404,
} as const
export type PieceRefusal = keyof typeof PIECE_REFUSALS

/** What a refusal of any call has in common, as far as the sender of pieces needs it. */
export const pieceRefusal = z.object({
  error: z.object({ type: z.string(), message: z.string(), have: z.int().optional() }),
})
