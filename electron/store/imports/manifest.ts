import type { ImportFault } from '#shared/contract/imports.ts'
import { findDateForms, isPartialDate, readDate } from '#shared/domain/imports/dates.ts'
import type { ImportColumns, ImportField } from '#shared/domain/imports/fields.ts'
import { isNoRead } from '#shared/domain/imports/sniff.ts'
import { readVolume } from '#shared/domain/imports/values.ts'
import { readMaterial, readTubeType } from '#shared/domain/imports/words.ts'
import { code as codeForm, type Material, type TubeType } from '#shared/domain/words.ts'
import { ok, type Result } from '#shared/lib/result.ts'
import { guessColumns, readTable, type Table } from './table.ts'

/** One tube that a supplier says it sends. What is null the list does not say, or not in a way that is certain. */
export interface ManifestRow {
  /** Line of the file, from 1, as an editor counts. */
  readonly line: number
  readonly code: string
  readonly material: Material | null
  readonly tubeType: TubeType | null
  /** UTC milliseconds. */
  readonly collectedAt: number | null
  readonly nanolitres: number | null
  /** The supplier's own name of the box and the place in it; nothing of ours. */
  readonly box: string | null
  readonly position: string | null
}

export interface ManifestFinding {
  readonly line: number
  readonly field: ImportField
  readonly value: string
  readonly type:
    | 'missing-code'
    | 'bad-code'
    | 'code-twice'
    | 'unknown-material'
    | 'unknown-tube-type'
    | 'bad-date'
    /** The day could be read in more than one way, or says no day at all. */
    | 'ambiguous-date'
    | 'bad-volume'
}

export interface Manifest {
  /** Names of the table's columns; `#1`, `#2` ... where it has no header. */
  readonly columns: readonly string[]
  /** Which column was taken for what. Never one of a donor. */
  readonly taken: ImportColumns
  readonly rows: readonly ManifestRow[]
  /** A row without a readable code, or with one that stands above already, is not in `rows`. */
  readonly findings: readonly ManifestFinding[]
}

/**
 * Reads a supplier's list of what it sends, as text that is already decoded: delimiter, header and columns
 * are found as for an import, and no question is asked. It writes nothing, looks nothing up and never takes
 * anything that stands for a donor or names a person (IMP-8, IMP-12): the rows are what is expected, to be
 * compared with what is scanned. Without a column of codes `rows` is empty and `taken.code` is missing.
 *
 * In the thread of the store: `readManifest(text, clock.offset)`, then one expected item for each row. What
 * the list says wrongly of a tube (`findings`) holds nothing up; it is shown beside the shipment.
 * `offset` gives the bench's minutes east of UTC at an instant.
 */
export function readManifest(
  text: string,
  offset: (at: number) => number,
): Result<Manifest, ImportFault> {
  const table = readTable(text)
  if (!table.ok) return table
  const { donor: _, ...taken } = guessColumns(table.value)
  const reading = new Reading(table.value, taken, offset)
  const rows = table.value.rows.flatMap((_row, i) => reading.row(i) ?? [])
  return ok({ columns: table.value.columns, taken, rows, findings: reading.findings })
}

class Reading {
  readonly findings: ManifestFinding[] = []
  readonly #table: Table
  readonly #taken: ImportColumns
  readonly #offset: (at: number) => number
  readonly #codes = new Set<string>()
  readonly #form

  constructor(table: Table, taken: ImportColumns, offset: (at: number) => number) {
    this.#table = table
    this.#taken = taken
    this.#offset = offset
    const { forms } = findDateForms(table.rows.map((_, i) => this.#cell(i, 'collectedAt')))
    this.#form = forms.length === 1 ? forms[0]! : null
  }

  row(i: number): ManifestRow | null {
    const code = this.#code(i)
    if (code === null) return null
    return {
      line: this.#table.lines[i]!,
      code,
      material: this.#word(i, 'material', readMaterial, 'unknown-material'),
      tubeType: this.#word(i, 'tubeType', readTubeType, 'unknown-tube-type'),
      collectedAt: this.#collectedAt(i),
      nanolitres: this.#word(i, 'volume', readVolume, 'bad-volume'),
      box: this.#cell(i, 'box') || null,
      position: this.#position(i),
    }
  }

  #cell(i: number, field: ImportField): string {
    const column = this.#taken[field]
    return column === undefined ? '' : (this.#table.rows[i]![column] ?? '').normalize('NFC')
  }

  #find(i: number, field: ImportField, type: ManifestFinding['type']): null {
    const value = this.#cell(i, field).slice(0, 80)
    this.findings.push({ line: this.#table.lines[i]!, field, value, type })
    return null
  }

  #code(i: number): string | null {
    if (this.#taken.code === undefined) return null
    const code = this.#cell(i, 'code')
    // An empty place of a rack that was read as a whole.
    if (isNoRead(code)) return null
    if (code === '') return this.#find(i, 'code', 'missing-code')
    if (!codeForm.safeParse(code).success) return this.#find(i, 'code', 'bad-code')
    if (this.#codes.has(code)) return this.#find(i, 'code', 'code-twice')
    this.#codes.add(code)
    return code
  }

  #word<T>(
    i: number,
    field: ImportField,
    read: (text: string) => T | null,
    type: ManifestFinding['type'],
  ): T | null {
    const text = this.#cell(i, field)
    return text === '' ? null : (read(text) ?? this.#find(i, field, type))
  }

  #collectedAt(i: number): number | null {
    const text = this.#cell(i, 'collectedAt')
    if (text === '') return null
    if (isPartialDate(text)) return this.#find(i, 'collectedAt', 'ambiguous-date')
    const at = readDate(text, this.#form ?? 'iso', this.#offset)
    if (at !== null) return at
    return this.#find(i, 'collectedAt', this.#form === null ? 'ambiguous-date' : 'bad-date')
  }

  #position(i: number): string | null {
    return this.#cell(i, 'position') || this.#cell(i, 'row') + this.#cell(i, 'column') || null
  }
}
