import { z } from 'zod'
import { id } from '../words.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const chain = z.string().max(120)
const seq = z.int().min(1)

/** What keeps a bench's private key from others. */
export const protection = z.enum(['file', 'keychain', 'passphrase'])

/** The public key with which a bench signs from here on: Ed25519, 64 hexadecimal digits. */
export const keyAdded = z.object({ bench: id, key: hash, protection })

export const chainEnd = z.object({ chain, seq, hash })

/**
 * A bench that goes on from an older state of its ledger begins a new chain and names the one before,
 * whose later events it does not know: two events at one place of a chain would be a lie.
 */
export const benchIncarnated = z.object({
  bench: id,
  chain,
  /** `forked`: somebody else has written other events of the chain before. */
  reason: z.enum(['restored', 'salvaged', 'rolled-back', 'forked']),
  previous: chainEnd.nullable(),
})

/** Own events that were acknowledged once and are gone; `to` is null where nobody can say how many. */
export const lostRun = z.object({ chain, from: seq, to: seq.nullable() })

/**
 * Damage to a ledger, and what became of it. `found` are the kinds of findings; `aside` is the name of
 * the folder in which the damaged files are kept; `proven` how far each chain verifies, `lost` what was
 * acknowledged beyond it. `sources` says where the proven events came from.
 */
export const incidentRecorded = z.object({
  incident: id,
  kind: z.enum(['damage', 'restore', 'anchor-missing', 'rolled-back']),
  found: z.array(z.string().max(80)).max(40),
  aside: z.string().max(120).nullable(),
  sources: z.array(z.string().max(160)).max(20),
  proven: z.array(chainEnd).max(40),
  lost: z.array(lostRun).max(40),
  /** The person who decided what to go on from; nobody where nobody could sign in, or nobody decided. */
  by: id.optional(),
})

export type KeyAdded = z.infer<typeof keyAdded>
export type ChainEnd = z.infer<typeof chainEnd>
export type LostRun = z.infer<typeof lostRun>
export type BenchIncarnated = z.infer<typeof benchIncarnated>
export type IncidentRecorded = z.infer<typeof incidentRecorded>
