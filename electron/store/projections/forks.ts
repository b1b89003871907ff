import { capped } from '#shared/domain/discrepancy/merges.ts'
import type { Situation } from '#shared/domain/discrepancy/state.ts'
import type { BenchIncarnated } from '#shared/domain/keeping/facts.ts'
import { headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

/**
 * Whether a chain was gone on with twice. The bench that found it so says it in its next life; where no
 * bench is left to say it, the two events at the first place that has two of them in the common order do.
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

/** Rows of `chain`: the chain itself and its branches, `<chain>#2`, `#3`, … */
const LINES =
  "SELECT id FROM chain WHERE name = :chain OR (name > :chain || '#' AND name < :chain || '$')"

/** What stands in the common order under a place of these rows: all benches have that alike. */
const STANDS = `
SELECT e.chain, e.seq, e.uid FROM event e JOIN stream_order o ON o.event = e.id
WHERE o.alias IS NULL AND e.chain IN (${LINES})
UNION ALL
SELECT a.chain, a.seq, e.uid FROM alias a JOIN event e ON e.id = a.event JOIN stream_order o ON o.event = e.id
WHERE o.alias = a.id AND a.chain IN (${LINES})`

const FIRST = `
WITH stands AS (${STANDS})
SELECT min(b.seq) FROM stands b JOIN chain c ON c.id = b.chain
WHERE c.name <> :chain AND EXISTS (SELECT 1 FROM stands m WHERE m.chain <> b.chain AND m.seq = b.seq)`

function firstPair(db: ReadDb, chain: string): string[] {
  const seq = statement(db, FIRST).pluck().get({ chain }) as number | null
  if (seq === null) return []
  return statement(db, `SELECT uid FROM (${STANDS}) WHERE seq = :seq`)
    .pluck()
    .all({ chain, seq }) as string[]
}
