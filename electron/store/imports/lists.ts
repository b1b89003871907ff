import type { ImportFinding, ImportMapping, ImportRepaired } from '#shared/contract/imports.ts'
import type { Checked } from './check.ts'
import type { Donors } from './donors.ts'
import type { Table } from './table.ts'

/** The findings as CSV: line, column, what was found, the value, and whether it stops the row. */
export function findingList(table: Table, mapping: ImportMapping, checked: Checked): string {
  const row = (finding: ImportFinding, kind: string) => {
    const column = finding.field === null ? undefined : mapping.columns[finding.field]
    const name = column === undefined ? '' : (table.columns[column] ?? '')
    return [String(finding.line), name, finding.type, finding.value, kind]
  }
  return csv([
    ['line', 'column', 'finding', 'value', 'kind'],
    ...checked.errors.map((finding) => row(finding, 'error')),
    ...checked.notes.map((finding) => row(finding, 'note')),
  ])
}

/** What a person has changed, as CSV: where, what stood there, what is imported in its place, and how. */
export function repairList(table: Table, repaired: readonly ImportRepaired[]): string {
  const row = (one: ImportRepaired): string[] => {
    switch (one.type) {
      case 'cell':
        return [String(one.line), table.columns[one.column] ?? '', one.was, one.now, 'cell']
      case 'everywhere':
        return ['', table.columns[one.column] ?? '', one.was, one.now, 'everywhere']
      case 'left-out':
        return [String(one.line), '', '', one.reason, 'left out']
    }
  }
  return csv([['line', 'column', 'was', 'now', 'kind'], ...repaired.map(row)])
}

/** Who is who, as CSV: what the table had, and the pseudonym that stands in the ledger for it. */
export const donorList = (donors: Donors): string => csv([['donor', 'pseudonym'], ...donors.list()])

const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`

/**
 * A cell that a spreadsheet shows and never computes: scans and tables are text, not formulas. Some skip spaces
 * before the sign, and take its fullwidth form for it.
 */
function cell(text: string): string {
  const inert = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
