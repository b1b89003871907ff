import type { ImportPreview } from '#shared/contract/imports.ts'
import type { Say } from '../../i18n/use-t.ts'

const SHOWN = 2

/** What a column is called: its name, or its number and what stands in it where the table has no header. */
export function nameOfColumn(t: Say, preview: ImportPreview, column: number): string {
  const name = preview.columns[column] ?? ''
  if (preview.firstRow === 'header') return name
  const cells = [...new Set(preview.sample.map((row) => row[column] ?? ''))].filter(Boolean)
  const sample = cells.slice(0, SHOWN).map(short).join(', ')
  const n = column + 1
  return sample === '' ? t('import.columnNumber', { n }) : t('import.columnSample', { n, sample })
}

/** The same where there is little room: its name, or its number. */
export const shortNameOfColumn = (t: Say, preview: ImportPreview, column: number): string =>
  preview.firstRow === 'header'
    ? (preview.columns[column] ?? '')
    : t('import.columnNumber', { n: column + 1 })

const LONGEST = 24
const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
