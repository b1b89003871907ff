import type { Envelope } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import { sealFault } from '#shared/sync/seals.ts'
import { verifySignature } from '../../ed25519.ts'
import type { WriteDb } from '../open.ts'
import { sumOf } from '../row-sum.ts'
import { hasSeal, insertSeal, mayHaveNamed } from '../seals.ts'
import { statement } from '../sql.ts'
import type { Line } from './lines.ts'

/**
 * Keeps the seal that came with an event, or, where it does not hold, keeps it as evidence of that: the
 * event itself is no worse for it. A seal that is known is not asked for again.
 */
export function takeSeal(db: WriteDb, line: Line, envelope: Envelope, seal: Seal): void {
  if (hasSeal(db, line.id, envelope.seq)) return
  const holds =
    sealFault(verifySignature, [envelope], seal) === null && mayHaveNamed(db, line.id, seal.key)
  if (holds) insertSeal(db, line.id, seal)
  else keepBadSeal(db, line.id, envelope.seq, seal)
}

/** The first that came for an event is enough. */
function keepBadSeal(db: WriteDb, line: number, seq: number, seal: Seal): void {
  const known = 'SELECT 1 FROM bad_seal WHERE chain = ? AND seq = ?'
  if (statement(db, known).get(line, seq)) return
  const last = statement(db, 'SELECT coalesce(max(id), 0) FROM bad_seal').pluck().get() as number
  const row = [last + 1, line, seq, JSON.stringify(seal)] as const
  statement(db, 'INSERT INTO bad_seal(id, chain, seq, seal, sum) VALUES (?, ?, ?, ?, ?)').run(
    ...row,
    sumOf('bad_seal', ...row),
  )
}
