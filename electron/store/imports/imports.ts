import type {
  CheckProgress,
  FirstRow,
  ImportCheck,
  ImportFault,
  ImportMapping,
  ImportPreview,
  ImportProgress,
  ImportRepair,
  ImportState,
} from '#shared/contract/imports.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { execute } from '../execute.ts'
import type { ReadDb } from '../open.ts'
import { studies } from '../queries/people.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { Check } from './check.ts'
import { Donors, type RandomBelow } from './donors.ts'
import { donorList, findingList, repairList } from './lists.ts'
import { type FileName, previewOf } from './preview.ts'
import { Repairs } from './repairs.ts'
import { reservedCodes } from './reserved.ts'
import { summaryOf } from './summary.ts'
import { asTable, type Records, readRecords, sniffedTable, type Table } from './table.ts'

/** The table that is open, with what has come of it so far. */
interface Open {
  readonly id: string
  readonly file: FileName
  readonly records: Records
  readonly table: Table
  readonly repairs: Repairs
  checked: { readonly mapping: ImportMapping; readonly check: Check } | null
  imported: {
    readonly command: string
    readonly count: number
    readonly donors: Donors
    isListSaved: boolean
  } | null
}

/** How often a long piece of work says how far it is and looks whether it should stop. */
const EVERY = 250

/** Thrown inside of a check, or of an import's transaction so that it is rolled back whole. */
class Cancelled extends Error {}

/** How far a long piece of work is, and whether it is still wanted. */
export interface Watch {
  say(done: number, total: number): void
  isCancelled(): boolean
}

/**
 * The one table that is open for import, with what a person has repaired in it. It lives here, and only
 * here, until it is closed or another is opened; whoever leaves the page finds it again. IMP-16
 */
export function createImports(store: StoreContext, random: RandomBelow) {
  let open: Open | null = null
  const known = (id: string): Result<Open, ImportFault> =>
    open?.id === id ? ok(open) : err({ type: 'Gone', detail: '' })

  function take(id: string, file: FileName, records: Records, table: Table): ImportPreview {
    const repairs = new Repairs(table)
    open = { id, file, records, table, repairs, checked: null, imported: null }
    return previewOf(id, table, file)
  }

  return {
    open(
      id: string,
      name: string,
      text: string,
      isOldEncoding = false,
    ): Result<ImportPreview, ImportFault> {
      if (isListWaiting(open)) return err({ type: 'DonorsWaiting', detail: open!.file.name })
      const records = readRecords(text)
      if (!records.ok) return records
      const table = sniffedTable(records.value)
      if (!table.ok) return table
      return ok(take(id, { name, isOldEncoding }, records.value, table.value))
    },

    /** What is open, or null: whoever comes to the page goes on where it was left. */
    current(): ImportState | null {
      if (!open) return null
      const { id, table, file, repairs, checked, imported } = open
      return {
        preview: previewOf(id, table, file),
        mapping: checked?.mapping ?? null,
        check: checked && !imported ? summaryOf(table, repairs, checked.check.result()) : null,
        done: imported && {
          imported: imported.count,
          donorsReplaced: imported.donors.list().length,
          isListSaved: imported.isListSaved,
        },
      }
    },

    /** Takes the first row as a header, or as a specimen. What was repaired until then is gone. IMP-14 */
    setFirstRow(id: string, firstRow: FirstRow): Result<ImportPreview, ImportFault> {
      const found = known(id)
      if (!found.ok) return found
      const { file, records, imported } = found.value
      if (imported) return err({ type: 'Gone', detail: '' })
      const table = asTable(records, firstRow)
      return table.ok ? ok(take(id, file, records, table.value)) : table
    },

    check(id: string, mapping: ImportMapping, watch: Watch): CheckProgress {
      const found = known(id)
      if (!found.ok) return { type: 'fault', fault: found.error }
      const { table, repairs } = found.value
      const chosen = Object.values(mapping.columns).find((column) => table.personal.has(column))
      if (chosen !== undefined)
        return { type: 'fault', fault: { type: 'Personal', detail: table.columns[chosen] ?? '' } }
      try {
        const check = checkOf(store, found.value, mapping, (done) =>
          step(watch, done, table.rows.length),
        )
        found.value.checked = { mapping, check }
        return { type: 'checked', check: summaryOf(table, repairs, check.result()) }
      } catch (fault) {
        if (fault instanceof Cancelled) return { type: 'cancelled' }
        throw fault
      }
    },

    /** Changes what a table says, and looks again at the rows that read otherwise by it. IMP-16 */
    repair(id: string, repair: ImportRepair): Result<ImportCheck, ImportFault> {
      const found = known(id)
      if (!found.ok) return found
      const { table, repairs, checked, imported } = found.value
      if (!checked || imported) return err({ type: 'Gone', detail: '' })
      const rows = applyRepair(table, repairs, repair)
      // Where much of a table changes, one pass over all of it is the shorter way.
      if (rows.length * 4 > table.rows.length && rows.length > 50) {
        const check = checkOf(store, found.value, checked.mapping)
        found.value.checked = { mapping: checked.mapping, check }
        return ok(summaryOf(table, repairs, check.result()))
      }
      checked.check.again(rows)
      return ok(summaryOf(table, repairs, checked.check.result()))
    },

    /** All findings of the check as it stands, as a table for a spreadsheet. */
    errors(id: string): Result<string, ImportFault> {
      const found = known(id)
      if (!found.ok) return found
      const { table, checked } = found.value
      if (!checked) return err({ type: 'Gone', detail: '' })
      return ok(findingList(table, checked.mapping, checked.check.result()))
    },

    /** All that was repaired, as a table for a spreadsheet. */
    repairs(id: string): Result<string, ImportFault> {
      const found = known(id)
      if (!found.ok) return found
      return ok(repairList(found.value.table, found.value.repairs.list()))
    },

    /** The donors of an imported table with their pseudonyms, until the table is closed. IMP-8 */
    donors(id: string): Result<string, ImportFault> {
      const found = known(id)
      if (!found.ok) return found
      const { imported } = found.value
      if (!imported) return err({ type: 'Gone', detail: '' })
      imported.isListSaved = true
      return ok(donorList(imported.donors))
    },

    /** Throws the table away, with its repairs and its list of donors. */
    close(id: string): void {
      if (open?.id === id) open = null
    },

    /** Imports all rows in one transaction, or none. The record may have changed since the check. IMP-1 */
    run(id: string, command: string, actor: string, watch: Watch): ImportProgress {
      const found = open?.id === id ? open : null
      const replaced =
        found?.imported?.command === command ? found.imported.donors.list().length : 0
      const before = importedBy(store.db, command, replaced)
      if (before) return before
      if (!found?.checked) return { type: 'cancelled' }
      try {
        return importAll(store, found, found.checked.mapping, random, { command, actor }, watch)
      } catch (fault) {
        if (fault instanceof Cancelled) return { type: 'cancelled' }
        throw fault
      }
    },
  }
}

const isListWaiting = (open: Open | null): boolean =>
  open?.imported != null && open.imported.donors.list().length > 0 && !open.imported.isListSaved

function step(watch: Watch, done: number, total: number): void {
  if (done % EVERY !== 0) return
  if (watch.isCancelled()) throw new Cancelled()
  watch.say(done, total)
}

function checkOf(
  store: StoreContext,
  { table, repairs }: Open,
  mapping: ImportMapping,
  each?: (done: number) => void,
): Check {
  const { clock, db } = store
  const byCode = new Map(studies(db).map(({ study, code }) => [code.toLowerCase(), study]))
  const studyOf = (code: string) => byCode.get(code.toLowerCase()) ?? null
  const world = createWorld(db)
  const isReserved = reservedCodes(db)
  return new Check({ table, repairs, mapping, world, clock, studyOf, isReserved }, each)
}

/** The rows that read otherwise by it. A line that the table has not, changes nothing. */
function applyRepair(table: Table, repairs: Repairs, repair: ImportRepair): number[] {
  if (repair.type === 'as-before') return repairs.asBefore(repair.column, repair.was)
  const row = table.lines.indexOf(repair.line)
  if (row < 0) return []
  switch (repair.type) {
    case 'cell':
      repairs.setCell(row, repair.column, repair.text)
      return [row]
    case 'everywhere':
      return repairs.setEverywhere(row, repair.column, repair.text)
    case 'leave-out':
      repairs.leaveOut(row, repair.reason)
      return [row]
    case 'take-in':
      repairs.takeIn(row)
      return [row]
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

function importAll(
  store: StoreContext,
  open: Open,
  mapping: ImportMapping,
  random: RandomBelow,
  { command, actor }: { command: string; actor: string },
  watch: Watch,
): ImportProgress {
  const { table, repairs } = open
  const total = table.rows.length * 2
  const check = checkOf(store, open, mapping, (done) => step(watch, done, total))
  const result = check.result()
  open.checked = { mapping, check }
  const refused = (refusal: Refusal | null): ImportProgress => ({
    type: 'refused',
    check: summaryOf(table, repairs, result),
    refusal,
  })
  const donors = new Donors(random, knownDonors(store.db))
  if (result.rejected > 0 || result.specimens === 0) return refused(null)
  const specimens = check.specimens(store.newId, donors)
  const events = specimens.length + specimens.filter(({ at }) => at).length
  const via = { source: 'import', device: '' } as const
  const given = { type: 'importSpecimens', id: command, via, specimens } as const
  const saved = execute(store, actor, given, (done) =>
    step(watch, table.rows.length + Math.floor((done / events) * table.rows.length), total),
  )
  if (!saved.ok) return refused(saved.error)
  open.imported = { command, count: specimens.length, donors, isListSaved: false }
  const donorsReplaced = donors.list().length
  return {
    type: 'done',
    imported: specimens.length,
    position: saved.value.position,
    donorsReplaced,
  }
}
