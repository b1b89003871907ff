import { z } from 'zod'
import { DATE_FORMS, type DateForm } from '../domain/imports/dates.ts'
import { IMPORT_FIELDS, type ImportColumns, type ImportField } from '../domain/imports/fields.ts'
import type { FirstRow } from '../domain/imports/sniff.ts'
import type { Refusal } from '../domain/refusals.ts'
import { id, tubeType, words } from '../domain/words.ts'

export { DATE_FORMS, type DateForm, type FirstRow, IMPORT_FIELDS, type ImportField }

/** The longest text of a table, in UTF-16 units: 200,000 rows with room to spare. */
export const MOST_IMPORT_TEXT = 64_000_000

export const importField = z.enum(IMPORT_FIELDS)
const column = z.int().min(0).max(999)
const line = z.int().min(1)

/** Which column (index from 0) holds which field, and what holds for every row. */
export const importMapping = z.object({
  columns: z.partialRecord(importField, column),
  /** Of the rows that name no study of their own. */
  study: id,
  tubeType,
  /** How the days are written. Needed where the column itself does not tell it. */
  dateForm: z.enum(DATE_FORMS).optional(),
})
export type ImportMapping = z.infer<typeof importMapping>

const cellText = z.string().max(10_000)

/**
 * What a person changes in a table before it is imported; the file stays as it is. `null` as the text
 * takes the change back. `everywhere` is every cell of the column that has what the cell of this line has.
 */
export const importRepair = z.discriminatedUnion('type', [
  z.object({ type: z.literal('cell'), line, column, text: cellText.nullable() }),
  z.object({ type: z.literal('everywhere'), line, column, text: cellText }),
  z.object({ type: z.literal('as-before'), column, was: cellText }),
  z.object({ type: z.literal('leave-out'), line, reason: words(200) }),
  z.object({ type: z.literal('take-in'), line }),
])
export type ImportRepair = z.infer<typeof importRepair>

export interface ImportPreview {
  readonly import: string
  readonly name: string
  /** It was no UTF: names with accents are to be looked at. */
  readonly isOldEncoding: boolean
  readonly delimiter: string
  /** How the first row was taken. A person may say otherwise. */
  readonly firstRow: FirstRow
  /** Names as in the header, told apart; `#1`, `#2` ... where there is none. */
  readonly columns: readonly string[]
  /** Names that stand over several columns. */
  readonly doubled: readonly string[]
  /** Columns with what is known of a person. They cannot be chosen, and their cells are not shown. */
  readonly personal: readonly number[]
  /** Columns that count thaws, which come from what was recorded here alone. */
  readonly thaws: readonly number[]
  /** The forms that the days of a column may be in, with a value as it stands there. */
  readonly dates: Readonly<Record<number, ImportDates>>
  readonly rows: number
  /** The first rows, one text for each column. */
  readonly sample: readonly (readonly string[])[]
  readonly guess: ImportColumns
}

export interface ImportDates {
  readonly forms: readonly DateForm[]
  readonly sample: string
}

/** A finding in one row; `line` is the line of the file, from 1, as an editor counts. */
export interface ImportFinding {
  readonly line: number
  readonly field: ImportField | null
  readonly value: string
  /** The whole cell, where `value` is only a part of it. */
  readonly cell?: string
  readonly type: ImportFindingType
}

export type ImportFindingType =
  | 'missing-code'
  | 'bad-code'
  | 'code-taken'
  | 'code-reserved'
  /** None of the forms of its study's codes; or its check digit does not fit. STU-4, STU-5 */
  | 'code-form'
  | 'code-check'
  | 'code-twice'
  | 'unknown-material'
  | 'bad-date'
  | 'future-date'
  /** The column does not tell whether the day or the month is first. */
  | 'ambiguous-date'
  /** A note: only a year, or a year and a month. */
  | 'partial-date'
  | 'unknown-parent'
  | 'older-than-parent'
  | 'unknown-study'
  | 'unknown-tube-type'
  | 'unknown-box'
  | 'bad-position'
  | 'position-taken'
  | 'position-twice'
  | 'wrong-kind'
  | 'bad-volume'
  /** A note: a number of cells, a weight, an amount of DNA. */
  | 'not-a-volume'
  | 'bad-count'
  /** One row stands for more or fewer tubes than it has codes. */
  | 'count-differs'
  | 'own-ancestor'
  /** A note: what stood there was no pseudonym, so a new one stands in its place. */
  | 'donor-replaced'
  | 'wrong-columns'

/** Fields whose words a person may map once for all rows. */
export const WORD_FIELDS = ['material', 'tubeType', 'study', 'box'] as const
export type WordField = (typeof WORD_FIELDS)[number]

/** A word that is not known, and how many rows have it; `line` is the first of them. */
export interface ImportWord {
  readonly field: WordField
  readonly value: string
  readonly rows: number
  readonly line: number
}

/** One change of a person, as it stands. */
export type ImportRepaired =
  | {
      readonly type: 'cell'
      readonly line: number
      readonly column: number
      readonly was: string
      readonly now: string
    }
  | {
      readonly type: 'everywhere'
      readonly column: number
      readonly was: string
      readonly now: string
    }
  | { readonly type: 'left-out'; readonly line: number; readonly reason: string }

/** Rows in are accepted, left out and rejected. */
export interface ImportCheck {
  readonly rows: number
  readonly accepted: number
  readonly rejected: number
  /** Rows that a person has left out. */
  readonly leftOut: number
  /** What the accepted rows come to: one row may stand for several tubes. */
  readonly specimens: number
  /** At most 500; `errorCount` counts all. */
  readonly errors: readonly ImportFinding[]
  readonly errorCount: number
  /** What was noticed but does not stop a row, e.g. a parent that is not known here. */
  readonly notes: readonly ImportFinding[]
  readonly noteCount: number
  /** The most frequent first, at most 100. */
  readonly words: readonly ImportWord[]
  /** At most 200, the last first; `repairedCount` counts all. */
  readonly repaired: readonly ImportRepaired[]
  readonly repairedCount: number
  /** Distinct donors who were given a new pseudonym. */
  readonly donorsReplaced: number
}

export type CheckProgress =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'checked'; readonly check: ImportCheck }
  | { readonly type: 'cancelled' }
  | { readonly type: 'fault'; readonly fault: ImportFault }

export type ImportProgress =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | {
      readonly type: 'done'
      readonly imported: number
      readonly position: number
      /** As in the check. Where there are any, `imports.donors` gives the list of them. */
      readonly donorsReplaced: number
    }
  | { readonly type: 'cancelled' }
  /** `refusal`: what stood in the way where no row is to blame for it. */
  | { readonly type: 'refused'; readonly check: ImportCheck; readonly refusal: Refusal | null }

/** The table that is open at the bench, as far as it has come. */
export interface ImportState {
  readonly preview: ImportPreview
  /** As it was last checked with. */
  readonly mapping: ImportMapping | null
  readonly check: ImportCheck | null
  readonly done: ImportDoneState | null
}

export interface ImportDoneState {
  readonly imported: number
  readonly donorsReplaced: number
  /** The list of who is who is there until the table is closed. */
  readonly isListSaved: boolean
}

export interface ImportFault {
  readonly type:
    | 'Empty'
    | 'NoHeader'
    | 'TooLarge'
    | 'NotATable'
    | 'Gone'
    /** A column of what is known of a person was chosen. */
    | 'Personal'
    /** The list of donors of the table before is not saved yet, and there is no other. */
    | 'DonorsWaiting'
  readonly detail: string
}
