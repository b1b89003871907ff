import type { ImportFinding, ImportMapping } from '#shared/contract/imports.ts'
import type { Checked } from './check.ts'
import type { Donors } from './donors.ts'
import type { Table } from './table.ts'

/** The findings as CSV: line, column, what was found, the value, and whether it stops the row. */
export function stringify(
  table: Table,
  { mapping, result }: { mapping: ImportMapping; result: Checked },
): string {
  const row = (finding: ImportFinding, kind: string) => {
    const column = finding.field === null ? undefined : mapping.columns[finding.field]
    const name = column === undefined ? '' : (table.columns[column] ?? '')
    return [String(finding.line), name, finding.type, finding.value, kind].map(cell).join(',')
  }
  const lines = [
    'line,column,finding,value,kind',
    ...result.errors.map((finding) => row(finding, 'error')),
    ...result.notes.map((finding) => row(finding, 'note')),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** Who is who, as CSV: what the table had, and the pseudonym that stands in the ledger for it. */
export const donorList = (donors: Donors): string =>
  `${[['donor', 'pseudonym'], ...donors.list()].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`

/** A cell that a spreadsheet shows and never computes: scans and tables are text, not formulas. */
function cell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
