import type {
  ImportCheck,
  ImportFault,
  ImportMapping,
  ImportPreview,
  ImportProgress,
} from '#shared/contract/imports.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { execute } from '../execute.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { type Checked, checkRows } from './check.ts'
import { Donors, type RandomBelow } from './donors.ts'
import { donorList, stringify } from './findings.ts'
import { reservedCodes } from './reserved.ts'
import { guessColumns, readTable, type Table } from './table.ts'

interface Open {
  readonly table: Table
  /** The donors of the rows that are in the ledger; null before the import. */
  imported: Donors | null
  /** Pseudonyms are given out with a check, so that the import has those that the check spoke of. */
  checked: { mapping: ImportMapping; result: Checked; donors: Donors } | null
}

const SHOWN = 500
/** How often a long piece of work says how far it is and looks whether it should stop. */
const EVERY = 250

/** Thrown inside the transaction of an import so that it is rolled back whole. */
class Cancelled extends Error {}

/** The tables that are open for import. They live here only until they are imported or closed. */
export function createImports(store: StoreContext, random: RandomBelow) {
  const open = new Map<string, Open>()

  return {
    open(id: string, name: string, text: string): Result<ImportPreview, ImportFault> {
      const table = readTable(text)
      if (!table.ok) return table
      const { delimiter, columns, rows } = table.value
      open.clear()
      open.set(id, { table: table.value, checked: null, imported: null })
      const sample = rows.slice(0, 5)
      return ok({
        import: id,
        name,
        delimiter,
        columns,
        rows: rows.length,
        sample,
        guess: guessColumns(table.value),
      })
    },

    check(id: string, mapping: ImportMapping): Result<ImportCheck, ImportFault> {
      const known = open.get(id)
      if (!known) return err(GONE)
      const { clock, newId } = store
      const world = createWorld(store.db)
      const { table } = known
      const donors = new Donors(random, knownDonors(store.db))
      const result = checkRows({
        table,
        mapping,
        world,
        clock,
        newId,
        donors,
        isReserved: reservedCodes(store.db),
      })
      known.checked = { mapping, result, donors }
      return ok(summary(known.table, result))
    },

    /** All findings of the last check as a table for a spreadsheet. */
    errors(id: string): Result<string, ImportFault> {
      const known = open.get(id)
      if (!known?.checked) return err(GONE)
      return ok(stringify(known.table, known.checked))
    },

    /** The donors of an imported table with their pseudonyms, once: then they are known here no more. IMP-8 */
    donors(id: string): Result<string, ImportFault> {
      const known = open.get(id)
      if (!known?.imported) return err(GONE)
      open.delete(id)
      return ok(donorList(known.imported))
    },

    /** Imports all rows in one transaction, or none. The record may have changed since the check. IMP-1 */
    run(
      id: string,
      command: string,
      actor: string,
      say: (done: number, total: number) => void,
      isCancelled: () => boolean,
    ): ImportProgress {
      const known = open.get(id)
      const before = importedBy(store.db, command, known?.checked?.result.donorsReplaced ?? 0)
      if (before) return before
      if (!known?.checked) return { type: 'cancelled' }
      const { mapping, donors } = known.checked
      const step = (done: number, total: number) => {
        if (done % EVERY !== 0) return
        if (isCancelled()) throw new Cancelled()
        say(done, total)
      }
      try {
        const done = importAll(store, known.table, mapping, donors, command, actor, step)
        if (done.type === 'done') known.imported = donors
        return done
      } catch (fault) {
        if (fault instanceof Cancelled) return { type: 'cancelled' }
        throw fault
      }
    },
  }
}

const knownDonors = (db: ReadDb): ReadonlySet<string> =>
  new Set(
    statement(db, 'SELECT DISTINCT donor FROM specimen WHERE donor IS NOT NULL')
      .pluck()
      .all() as string[],
  )

/** An import that is done already answers as it did: its answer may have been lost on the way. */
function importedBy(db: ReadDb, command: string, donorsReplaced: number): ImportProgress | null {
  const row = statement(
    db,
    `SELECT d.last_event AS position,
       (SELECT count(*) FROM event e WHERE e.id BETWEEN d.first_event AND d.last_event
         AND json_extract(e.body, '$.type') = 'specimen.accessioned') AS imported
     FROM command_done d WHERE d.id = ?`,
  ).get(command) as { position: number; imported: number } | undefined
  return row ? { type: 'done', ...row, donorsReplaced } : null
}

const GONE: ImportFault = { type: 'Gone', detail: '' }

function importAll(
  store: StoreContext,
  table: Table,
  mapping: ImportMapping,
  donors: Donors,
  id: string,
  actor: string,
  step: (done: number, total: number) => void,
): ImportProgress {
  const { clock, newId, db } = store
  const isReserved = reservedCodes(db)
  const given = { table, mapping, world: createWorld(db), clock, newId, donors, isReserved }
  const total = table.rows.length * 2
  const result = checkRows(given, (done) => step(done, total))
  const refused = (refusal: Refusal | null): ImportProgress => ({
    type: 'refused',
    check: summary(table, result),
    refusal,
  })
  if (result.rejected > 0) return refused(null)
  const { specimens } = result
  const events = specimens.length + specimens.filter(({ at }) => at).length
  const via = { source: 'import', device: '' } as const
  const saved = execute(store, actor, { type: 'importSpecimens', id, via, specimens }, (done) =>
    step(table.rows.length + Math.floor((done / events) * table.rows.length), total),
  )
  if (!saved.ok) return refused(saved.error)
  const { donorsReplaced } = result
  return {
    type: 'done',
    imported: specimens.length,
    position: saved.value.position,
    donorsReplaced,
  }
}

function summary(table: Table, { errors, notes, rejected, donorsReplaced }: Checked): ImportCheck {
  return {
    rows: table.rows.length,
    accepted: table.rows.length - rejected,
    rejected,
    errors: errors.slice(0, SHOWN),
    errorCount: errors.length,
    notes: notes.slice(0, SHOWN),
    noteCount: notes.length,
    donorsReplaced,
  }
}
