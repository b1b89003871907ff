import { z } from 'zod'
import { IMPORT_FIELDS, type ImportField } from '../domain/imports/fields.ts'
import type { Refusal } from '../domain/refusals.ts'
import { id, tubeType } from '../domain/words.ts'

/** The longest text of a table, in UTF-16 units: 200,000 rows with room to spare. */
export const MOST_IMPORT_TEXT = 64_000_000

export { IMPORT_FIELDS, type ImportField }
export const importField = z.enum(IMPORT_FIELDS)

/** Which column (index from 0) holds which field, and what holds for every row. */
export const importMapping = z.object({
  columns: z.partialRecord(importField, z.int().min(0).max(999)),
  study: id,
  tubeType,
})
export type ImportMapping = z.infer<typeof importMapping>

export interface ImportPreview {
  readonly import: string
  readonly name: string
  readonly delimiter: string
  readonly columns: readonly string[]
  readonly rows: number
  /** The first rows, one text for each column. */
  readonly sample: readonly (readonly string[])[]
  readonly guess: Partial<Record<ImportField, number>>
}

/** A finding in one row; `line` is the line of the file, from 1, as an editor counts. */
export interface ImportFinding {
  readonly line: number
  readonly field: ImportField | null
  readonly value: string
  readonly type: ImportFindingType
}

export type ImportFindingType =
  | 'missing-code'
  | 'bad-code'
  | 'code-taken'
  | 'code-reserved'
  | 'code-twice'
  | 'unknown-material'
  | 'bad-date'
  | 'future-date'
  | 'unknown-parent'
  | 'older-than-parent'
  | 'unknown-tube-type'
  | 'unknown-box'
  | 'bad-position'
  | 'position-taken'
  | 'position-twice'
  | 'wrong-kind'
  | 'bad-volume'
  | 'own-ancestor'
  /** A note: what stood there was no pseudonym, so a new one stands in its place. */
  | 'donor-replaced'
  | 'wrong-columns'

export interface ImportCheck {
  readonly rows: number
  readonly accepted: number
  readonly rejected: number
  /** At most 500; `errorCount` counts all. */
  readonly errors: readonly ImportFinding[]
  readonly errorCount: number
  /** What was noticed but does not stop a row, e.g. a parent that is not known here. */
  readonly notes: readonly ImportFinding[]
  readonly noteCount: number
  /** Distinct donors who were given a new pseudonym. */
  readonly donorsReplaced: number
}

export type ImportProgress =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | {
      readonly type: 'done'
      readonly imported: number
      readonly position: number
      /** As in the check. Where there are any, `imports.donors` gives the list of them, once. */
      readonly donorsReplaced: number
    }
  | { readonly type: 'cancelled' }
  /** `refusal`: what stood in the way where no row is to blame for it. */
  | { readonly type: 'refused'; readonly check: ImportCheck; readonly refusal: Refusal | null }

export interface ImportFault {
  readonly type: 'Empty' | 'NoHeader' | 'TooLarge' | 'NotATable' | 'Gone'
  readonly detail: string
}
