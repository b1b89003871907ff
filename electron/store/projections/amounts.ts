import { amountOf } from '#shared/domain/discrepancy/amounts.ts'
import type { Fact } from '#shared/domain/facts.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { amountFacts } from './situations.ts'

/** What was used of a specimen, and how often it was thawed. What was taken back leaves no row behind. */
export function projectAmount(
  db: WriteDb,
  specimen: string,
  fact: Fact | null,
  isStraight: boolean,
): void {
  const added = isStraight ? plain(fact) : null
  if (added) {
    statement(
      db,
      `INSERT INTO amount(specimen, used, thaws) VALUES (?, ?, ?)
       ON CONFLICT (specimen) DO UPDATE SET used = used + excluded.used, thaws = thaws + excluded.thaws`,
    ).run(specimen, added.used, added.thaws)
    return
  }
  const { used, thaws } = amountOf(amountFacts(db, specimen))
  if (used === 0 && thaws === 0)
    statement(db, 'DELETE FROM amount WHERE specimen = ?').run(specimen)
  else
    statement(db, 'INSERT OR REPLACE INTO amount(specimen, used, thaws) VALUES (?, ?, ?)').run(
      specimen,
      used,
      thaws,
    )
}

/** What an event adds that saw everything before it; null where more has to be looked at. */
function plain(fact: Fact | null): { used: number; thaws: number } | null {
  if (fact === null || ('undoes' in fact.data && fact.data.undoes !== undefined)) return null
  if (fact.type === 'specimen.used') return { used: fact.data.nanolitres, thaws: 0 }
  return fact.type === 'specimen.thawed' ? { used: 0, thaws: 1 } : null
}
