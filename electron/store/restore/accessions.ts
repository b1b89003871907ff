import { readKept } from '#shared/ledger/body.ts'
import { countAccession } from '../accessions.ts'
import { codeCounts, raiseCodes } from '../codes.ts'
import { aheadRows, takeAhead } from '../labels/ahead.ts'
import { getMeta, setMeta } from '../meta.ts'
import { type ReadDb, transact, type WriteDb } from '../open.ts'
import type { Readable } from './acts.ts'
import { isOfInstall, lackingIn } from './lacking.ts'
import { tolerant } from './present.ts'

/** An accession identifier, or a new code for a label, that the present ledger has given out is never given again. */
export function raiseAccessions(db: WriteDb, present: ReadDb | null): void {
  if (!present) return
  const given = tolerant(() => Number(getMeta(present, 'accessions') ?? '0'), 0)
  transact(db, () => {
    if (given > Number(getMeta(db, 'accessions') ?? '0')) setMeta(db, 'accessions', String(given))
    tolerant(() => raiseCodes(db, codeCounts(present)), undefined)
    tolerant(() => takeAhead(db, aheadRows(present)), undefined)
    tolerant(() => countLackingOf(db, present), undefined)
  })
}

/** The count beside the events may be lost where the events are not. */
function countLackingOf(db: WriteDb, present: ReadDb): void {
  const install = getMeta(db, 'install')
  for (const { id, chain, from } of lackingIn(present, db)) {
    if (!isOfInstall(chain, install)) continue
    const rows = present
      .prepare('SELECT body, uid FROM event WHERE chain = ? AND seq > ? ORDER BY seq')
      .iterate(id, from) as IterableIterator<Readable>
    for (const { body, uid } of rows) countAccession(db, readKept(body, uid))
  }
}
