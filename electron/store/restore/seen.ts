import { createHash } from 'node:crypto'
import { existsSync, rmSync, statSync } from 'node:fs'
import { anchorOf } from '../anchor.ts'
import { position } from '../ledger.ts'
import type { ReadDb } from '../open.ts'
import { tolerant, withPresent } from './present.ts'

/**
 * What a ledger holds that another one in its place would lack, in a few words to compare: the end of its
 * anchor and of its events, and what belongs to this bench alone, such as who has which PIN. Where part of
 * a damaged ledger cannot be read, that part stays the same.
 */
export function seenOf(ledger: string): string {
  const before = indexOf(ledger).filter((file) => existsSync(file))
  try {
    return withPresent(ledger, (present) =>
      JSON.stringify([
        anchorOf(ledger).newest?.n ?? 0,
        // Without a transaction, which cannot be ended where a page is damaged: what changes in between
        // makes it unlike what is there later, as it should.
        present ? contentOf(present) : null,
      ]),
    )
  } finally {
    // Who only reads a ledger that was closed leaves an empty log beside it.
    if (sizeOf(`${ledger}-wal`) === 0)
      for (const file of indexOf(ledger)) if (!before.includes(file)) rmSync(file, { force: true })
  }
}

const indexOf = (ledger: string): string[] => [`${ledger}-wal`, `${ledger}-shm`]

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const contentOf = (db: ReadDb): unknown[] => [
  tolerant(() => position(db), -1),
  ...CONTENT.map((sql) => tolerant(() => digest(db, sql), '')),
]

/** Which version the derived tables are of is written at any time, and says nothing that could be lost. */
const CONTENT = [
  "SELECT key, value FROM meta WHERE key <> 'projections' ORDER BY key",
  'SELECT count(*), max(last_event), count(undone_by) FROM command_done',
  'SELECT person, hex(salt), hex(hash), wrong FROM pin ORDER BY person',
  'SELECT * FROM intake ORDER BY id',
  'SELECT * FROM intake_row ORDER BY id',
  'SELECT * FROM work ORDER BY kind',
  'SELECT * FROM work_row ORDER BY kind, n',
  'SELECT * FROM printer ORDER BY id',
  'SELECT * FROM label_job ORDER BY id',
] as const

function digest(db: ReadDb, sql: string): string {
  const hash = createHash('sha256')
  for (const row of db.prepare(sql).raw().iterate()) hash.update(`${JSON.stringify(row)}\n`)
  return hash.digest('hex')
}
