import type { EventBody } from '#shared/ledger/body.ts'
import type { StoreContext } from './context.ts'
import { getMeta, setMeta } from './meta.ts'
import type { ReadDb, WriteDb } from './open.ts'

const counted = (db: ReadDb): number => Number(getMeta(db, 'accessions') ?? '0')

/**
 * The lab's accession identifiers: year, number of the bench, a count that only this bench uses, so that
 * two benches without a network never give the same one: `26-1-00042`.
 */
export function accessions({ db, clock }: StoreContext): { next(): string; keep(): void } {
  const bench = getMeta(db, 'bench_number') ?? '1'
  let count = counted(db)
  const now = clock.now()
  const year = new Date(now + clock.offset(now) * 60_000).getUTCFullYear() % 100
  return {
    next: () => `${String(year).padStart(2, '0')}-${bench}-${String(++count).padStart(5, '0')}`,
    keep: () => setMeta(db, 'accessions', String(count)),
  }
}

/** An own event that comes back, as to a data folder that was restored from a copy: its number is used. */
export function countAccession(db: WriteDb, { data }: EventBody): void {
  const number = Number(ACCESSION.exec(String(data.accession ?? ''))?.[1] ?? '0')
  if (number > counted(db)) setMeta(db, 'accessions', String(number))
}

const ACCESSION = /^\d\d-\d+-(\d{5,9})$/
