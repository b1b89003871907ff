import { statSync } from 'node:fs'
import { join } from 'node:path'
import { asideFolder } from '../aside.ts'
import { backupFolder } from '../backup/backups.ts'
import { namesIn } from '../restore/known.ts'
import type { LedgerFiles } from './pages.ts'

/** Where events of this bench may be found. */
export interface Source extends LedgerFiles {
  readonly name: string
}

/**
 * The present ledger first, with the log that was beside it when it was found damaged; then what was put
 * aside and what was copied, the newest first.
 */
export function sourcesOf(ledger: string): Source[] {
  const asides = newestFirst(namesIn(asideFolder(ledger)))
  const before = asides.findIndex((name) => !isDamage(name))
  const present = before < 0 ? asides : asides.slice(0, before)
  return [
    ...present.map((name) => ({ ...asideSource(ledger, name), db: ledger })),
    { name: 'ledger.db', db: ledger, wal: `${ledger}-wal` },
    ...asides.slice(present.length).map((name) => asideSource(ledger, name)),
    ...backups(ledger),
  ].filter(({ name, db, wal }) => isThere(wal) || (isThere(db) && !isDamage(name)))
}

const isThere = (file: string | null): boolean =>
  file !== null && (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0

/** What was put aside when damage was found is only a log: its database was left where it is. */
const isDamage = (name: string): boolean => /(^|\/)damaged-/.test(name)

const asideSource = (ledger: string, name: string): Source => ({
  name: `aside/${name}`,
  db: isDamage(name) ? null : join(asideFolder(ledger), name, 'ledger.db'),
  wal: join(asideFolder(ledger), name, 'ledger.db-wal'),
})

const backups = (ledger: string): Source[] =>
  newestFirst(namesIn(backupFolder(ledger)))
    .filter((name) => name.endsWith('.db'))
    .map((name) => ({ name: `backups/${name}`, db: join(backupFolder(ledger), name), wal: null }))

/** Their names end with the moment at which they were made. */
const newestFirst = (names: readonly string[]): string[] =>
  names.toSorted((a, b) => momentOf(b).localeCompare(momentOf(a)))

const momentOf = (name: string): string => /\d{4}-\d\d-\d\dT[-\dZ]+/.exec(name)?.[0] ?? ''
