import type { ClaimOf } from '#shared/domain/claims.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { addToTally, SPECIMENS } from './tally.ts'
import { forget, indexed, learn } from './text.ts'

const COLUMNS = [
  'id',
  'code',
  'accession',
  'study',
  'material',
  'tube_type',
  'collected_at',
  'donor',
  'origin',
  'parent',
  'nanolitres',
  'undone',
  'received_at',
  'received_by',
]

const ADD = `
INSERT INTO specimen(n, ${COLUMNS.join(', ')}) VALUES (?${', ?'.repeat(COLUMNS.length)})`

const CHANGE = `UPDATE specimen SET (${COLUMNS.join(', ')}) = (${COLUMNS.map(() => '?').join(', ')}) WHERE n = ?`

/** The record of a specimen, as its last head has it. `n` is the number of its entity. */
export function projectSpecimen(db: WriteDb, id: string, n: number, heads: readonly Head[]): void {
  const claim = heads.at(-1)?.claim as ClaimOf['specimen'] | null | undefined
  if (!claim) return
  const isIndexed = indexed(db) >= n
  const known = statement(db, 'SELECT code, accession FROM specimen WHERE n = ?').get(n) as
    | { code: string; accession: string }
    | undefined
  if (known) {
    if (isIndexed) forget(db, { n, ...known })
    statement(db, CHANGE).run(...valuesOf(id, claim), n)
  } else {
    statement(db, ADD).run(n, ...valuesOf(id, claim))
    addToTally(db, SPECIMENS, 1)
  }
  if (isIndexed) learn(db, { n, code: claim.code, accession: claim.accession })
}

const valuesOf = (id: string, claim: ClaimOf['specimen']) => [
  id,
  claim.code,
  claim.accession,
  claim.study,
  claim.material,
  claim.tubeType,
  claim.collectedAt,
  claim.donor,
  claim.origin,
  claim.parent,
  claim.nanolitres,
  claim.undone ? 1 : 0,
  claim.receivedAt,
  claim.receivedBy,
]
