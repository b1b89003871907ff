import { capped } from '#shared/domain/discrepancy/merges.ts'
import type { Situation } from '#shared/domain/discrepancy/state.ts'
import type { BenchIncarnated } from '#shared/domain/keeping/facts.ts'
import { headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

/**
 * Whether a chain was gone on with twice. The bench that found it so says it in its next life; where no
 * bench is left to say it, the two events at the first place that has two of them do.
 */
export function forksOf(db: ReadDb, chain: string): Situation {
  const said = saidBy(db, chain)
  const evidence = capped(said.length > 0 ? said : firstPair(db, chain))
  return { holds: evidence.length > 0, evidence, merges: [] }
}

function saidBy(db: ReadDb, chain: string): string[] {
  const names = statement(db, "SELECT name FROM entity WHERE name >= 'chain:' AND name < 'chain;'")
    .pluck()
    .all() as string[]
  return names.flatMap((name) =>
    headsOf(db, name).flatMap(({ uid, claim }) => {
      const life = claim as BenchIncarnated | null
      return life?.reason === 'forked' && life.previous?.chain === chain ? [uid] : []
    }),
  )
}

/** Rows of `chain` that are branches of one: `<chain>#2`, `#3`, … */
const LINES =
  "SELECT id FROM chain WHERE name = :chain OR (name > :chain || '#' AND name < :chain || '$')"

const FIRST = `
SELECT min(b.seq) FROM event b JOIN chain c ON c.id = b.chain
WHERE c.name > :chain || '#' AND c.name < :chain || '$' AND EXISTS (
  SELECT 1 FROM event m WHERE m.chain IN (${LINES}) AND m.chain <> b.chain AND m.seq = b.seq)`

function firstPair(db: ReadDb, chain: string): string[] {
  const seq = statement(db, FIRST).pluck().get({ chain }) as number | null
  if (seq === null) return []
  return statement(db, `SELECT uid FROM event WHERE chain IN (${LINES}) AND seq = :seq`)
    .pluck()
    .all({ chain, seq }) as string[]
}
