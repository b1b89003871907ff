import { z } from 'zod'
import { utf8 } from '../ledger/bytes.ts'
import { canonical, type Json } from '../ledger/canonical.ts'
import { fromHex, type Sha256 } from '../ledger/envelope.ts'
import type { VerifySignature } from '../ledger/seal.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const id = z.string().regex(/^[0-9a-f-]{36}$/)
const count = z.int().min(0)

/**
 * What a bench says of a snapshot that it has made: the whole common order up to `pos`, with the tables
 * that are derived from it, as one SQLite database that belongs to no bench, under gzip. `hash` and `bytes`
 * are those of the file as it is sent, `size` those of the database. `derived` has a hash of each derived table.
 */
export const snapshotManifest = z.object({
  v: z.literal(1),
  hash,
  bytes: z.int().min(1),
  size: z.int().min(1),
  stream: id,
  epoch: id,
  pos: z.int().min(1),
  running: hash,
  format: count,
  projections: count,
  derived: z.record(z.string().max(60), hash),
  madeAt: z.int(),
  program: z.string().max(60),
  key: hash,
  sig: z.string().regex(/^[0-9a-f]{128}$/),
})
export type SnapshotManifest = z.infer<typeof snapshotManifest>

/** Those that the service keeps, the newest first. */
export const snapshotsAnswer = z.object({ snapshots: z.array(snapshotManifest).max(8) })

/** What the maker's signature (Ed25519) is over: `snp1` and SHA-256 of the manifest without it. */
export function snapshotBytes(
  sha256: Sha256,
  { sig: _, ...said }: Omit<SnapshotManifest, 'sig'> & { readonly sig?: string },
): Uint8Array {
  const digest = sha256(utf8(canonical(said as unknown as Json)))
  const bytes = new Uint8Array(4 + digest.length)
  bytes.set(utf8('snp1'))
  bytes.set(digest, 4)
  return bytes
}

/** Whether the key that a manifest names has signed it. Whose key that is says the ledger in the snapshot. */
export const isSigned = (
  {
    sha256,
    verifySignature,
  }: { readonly sha256: Sha256; readonly verifySignature: VerifySignature },
  manifest: SnapshotManifest,
): boolean =>
  verifySignature(fromHex(manifest.key), snapshotBytes(sha256, manifest), fromHex(manifest.sig))
