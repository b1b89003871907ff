import type { ImportFinding, ImportFindingType, ImportMapping } from '#shared/contract/imports.ts'
import { isQuantity } from '#shared/domain/imports/columns.ts'
import {
  type DateForm,
  findDateForms,
  isPartialDate,
  readDate,
} from '#shared/domain/imports/dates.ts'
import type { ImportField } from '#shared/domain/imports/fields.ts'
import { readPlace } from '#shared/domain/imports/place.ts'
import { codesIn, isBareNumber, isFluid, readCount } from '#shared/domain/imports/portions.ts'
import { readVolume } from '#shared/domain/imports/values.ts'
import { readMaterial, readTubeType } from '#shared/domain/imports/words.ts'
import { pseudonym } from '#shared/domain/specimen/facts.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { refuseForm } from '#shared/domain/study/identifiers.ts'
import { mayHold } from '#shared/domain/tube/rules.ts'
import { code as codeForm, type Material, type Place, type TubeType } from '#shared/domain/words.ts'
import type { World } from '#shared/domain/world.ts'
import type { Clock } from '#shared/lib/clock.ts'
import type { Repairs } from './repairs.ts'
import type { Table } from './table.ts'

/** What a check looks things up in. Nothing in it is written to. */
export interface Given {
  readonly table: Table
  readonly repairs: Repairs
  readonly mapping: ImportMapping
  readonly world: World
  readonly clock: Clock
  /** The identifier of the study with a code, or null. */
  readonly studyOf: (code: string) => string | null
  /** Whether a code means something else at the bench. */
  readonly isReserved: (code: string) => boolean
}

/** One specimen of a table, as its own row alone says it; what other rows have to do with it comes later. */
export interface Read {
  readonly row: number
  /** Which of the tubes that its row stands for, from 0. */
  readonly nth: number
  readonly code: string
  /** The other name that parents go by, or ''. */
  readonly label: string
  readonly study: string
  readonly material: Material | null
  readonly tubeType: TubeType
  readonly collectedAt: number | null
  readonly donor: string
  readonly isDonorReplaced: boolean
  readonly nanolitres: number | null
  readonly at: Place | null
  readonly parent: string
  /** The specimen whose accession was undone and that has this code, or null. */
  readonly again: string | null
  /** Why the code or the place cannot be taken, whatever other rows say. */
  readonly codeFault: ImportFindingType | null
  readonly placeFault: ImportFindingType | null
  readonly errors: readonly ImportFinding[]
  readonly notes: readonly ImportFinding[]
}

const DAY = 24 * 3_600_000
const NONE: readonly ImportFinding[] = []

/** Reads rows one by one, each by itself. The order in which it is asked does not matter. */
export class Reader {
  readonly #given: Given
  readonly #form: DateForm | null
  readonly #isQuantity: boolean

  constructor(given: Given) {
    this.#given = given
    const { mapping, table } = given
    this.#form = mapping.dateForm ?? this.#certainForm()
    const volume = mapping.columns.volume
    this.#isQuantity = volume !== undefined && isQuantity(table.columns[volume] ?? '')
  }

  /** The specimens of a row: one, or as many as it stands for. */
  row(row: number): Read[] {
    const count = this.cell(row, 'count')
    if (count === '') return [this.#read(row, 0, this.cell(row, 'code'), NONE)]
    return this.#portions(row, count)
  }

  cell(row: number, field: ImportField): string {
    const column = this.#given.mapping.columns[field]
    return column === undefined ? '' : this.#given.repairs.cell(row, column)
  }

  finding(row: number, field: ImportField | null, type: ImportFindingType, part?: string) {
    const cell = field === null ? '' : this.cell(row, field)
    const value = (part ?? cell).slice(0, 80)
    const line = this.#given.table.lines[row]!
    return { line, field, value, ...(cell !== value && field !== null && { cell }), type }
  }

  /** As the file has it, not as repaired: what a person types in later moves no other row's day. IMP-15 */
  #certainForm(): DateForm | null {
    const { mapping, table } = this.#given
    const column = mapping.columns.collectedAt
    if (column === undefined) return 'iso'
    const { forms } = findDateForms(table.rows.map((row) => row[column] ?? ''))
    return forms.length === 1 ? forms[0]! : null
  }

  /** The aliquots of one row: their codes stand in one cell, their places follow each other. IMP-11 */
  #portions(row: number, text: string): Read[] {
    const count = readCount(text)
    const codes = codesIn(this.cell(row, 'code'))
    const wrong =
      count === null
        ? [this.finding(row, 'count', 'bad-count')]
        : codes.length !== count
          ? [this.finding(row, 'count', 'count-differs')]
          : NONE
    const all = codes.length > 0 ? codes : ['']
    return all.map((code, nth) => this.#read(row, nth, code, nth === 0 ? wrong : NONE))
  }

  #read(row: number, nth: number, code: string, before: readonly ImportFinding[]): Read {
    const errors = [...before]
    const notes: ImportFinding[] = []
    const fail = (field: ImportField | null, type: ImportFindingType, part?: string) =>
      errors.push(this.finding(row, field, type, part))
    const note = (field: ImportField, type: ImportFindingType) =>
      notes.push(this.finding(row, field, type))
    if (nth === 0) this.#surplus(row, fail)
    const material = readMaterial(this.cell(row, 'material'))
    if (!material) fail('material', 'unknown-material')
    const { at, placeFault } = this.#place(row, nth, code, material, fail)
    const donor = this.cell(row, 'donor')
    const study = this.#study(row, fail)
    return {
      ...{ row, nth, code, material, donor, at, placeFault },
      label: this.cell(row, 'label'),
      study,
      tubeType: this.#tubeType(row, fail),
      collectedAt: this.#collectedAt(row, fail, note),
      isDonorReplaced: donor !== '' && !pseudonym.safeParse(donor.toUpperCase()).success,
      nanolitres: this.#volume(row, material, fail, note),
      parent: this.cell(row, 'parent'),
      ...this.#code(code, study),
      errors: errors.length > 0 ? errors : NONE,
      notes: notes.length > 0 ? notes : NONE,
    }
  }

  /** A delimiter within a cell that is not quoted moves all that follows: nothing of such a row is sure. IMP-2 */
  #surplus(row: number, fail: Fail): void {
    const { columns, rows } = this.#given.table
    if (rows[row]!.length <= columns.length) return
    const value = rows[row]!.slice(columns.length).join(' ').trim()
    if (value) fail(null, 'wrong-columns', value)
  }

  #code(code: string, study: string): Pick<Read, 'again' | 'codeFault'> {
    const { world, isReserved } = this.#given
    if (code === '') return { again: null, codeFault: 'missing-code' }
    if (!codeForm.safeParse(code).success) return { again: null, codeFault: 'bad-code' }
    if (inUse(world, code).length > 0) return { again: null, codeFault: 'code-taken' }
    if (isReserved(code)) return { again: null, codeFault: 'code-reserved' }
    const no = refuseForm(world, study, code)
    if (no) return { again: null, codeFault: no.type === 'CheckDigit' ? 'code-check' : 'code-form' }
    return { again: world.code(code)[0]?.id ?? null, codeFault: null }
  }

  #study(row: number, fail: Fail): string {
    const { mapping, studyOf } = this.#given
    const text = this.cell(row, 'study')
    if (text === '') return mapping.study
    const study = studyOf(text)
    if (study === null) fail('study', 'unknown-study')
    return study ?? mapping.study
  }

  #tubeType(row: number, fail: Fail): TubeType {
    const text = this.cell(row, 'tubeType')
    if (text === '') return this.#given.mapping.tubeType
    const type = readTubeType(text)
    if (!type) fail('tubeType', 'unknown-tube-type')
    return type ?? this.#given.mapping.tubeType
  }

  #collectedAt(row: number, fail: Fail, note: Note): number | null {
    const text = this.cell(row, 'collectedAt')
    if (text === '') return null
    if (isPartialDate(text)) {
      note('collectedAt', 'partial-date')
      return null
    }
    const { clock } = this.#given
    const at = readDate(text, this.#form ?? 'iso', clock.offset)
    if (at === null) fail('collectedAt', this.#form === null ? 'ambiguous-date' : 'bad-date')
    else if (at > clock.now() + DAY) fail('collectedAt', 'future-date')
    return at
  }

  #volume(row: number, material: Material | null, fail: Fail, note: Note): number | null {
    const text = this.cell(row, 'volume')
    if (text === '') return null
    if (this.#isQuantity && isBareNumber(text) && material && !isFluid(material)) {
      note('volume', 'not-a-volume')
      return null
    }
    const volume = readVolume(text)
    if (volume === null) fail('volume', 'bad-volume')
    return volume
  }

  #place(
    row: number,
    nth: number,
    code: string,
    material: Material | null,
    fail: Fail,
  ): Pick<Read, 'at' | 'placeFault'> {
    const box = this.cell(row, 'box')
    if (box === '') return NOWHERE
    const { world } = this.#given
    const bound = world.code(box)[0]
    const container = bound?.of === 'container' ? world.container(bound.id) : null
    if (!container?.layout || container.kind !== 'box') {
      fail('box', 'unknown-box')
      return NOWHERE
    }
    const [position, placeRow, column] = (['position', 'row', 'column'] as const).map((field) =>
      this.cell(row, field),
    )
    const text = { position: position!, row: placeRow!, column: column! }
    const index = readPlace(container.layout, text, nth)
    if (index === null) {
      fail(this.placeField(row), 'bad-position')
      return NOWHERE
    }
    const at = { container: container.container, index }
    // Of an unknown material only the position itself is looked at.
    const fits = mayHold(world, at, { code, material: material ?? container.holds[0] ?? 'other' })
    if (fits.ok) return { at, placeFault: null }
    return { at, placeFault: fits.error.type === 'WrongKind' ? 'wrong-kind' : 'position-taken' }
  }

  /** The field that says the place of a row. */
  placeField(row: number): ImportField {
    const isSplit = this.cell(row, 'row') !== '' && this.cell(row, 'column') !== ''
    const { columns } = this.#given.mapping
    return isSplit || columns.position === undefined ? 'row' : 'position'
  }
}

const NOWHERE = { at: null, placeFault: null } as const

type Fail = (field: ImportField | null, type: ImportFindingType, part?: string) => void
type Note = (field: ImportField, type: ImportFindingType) => void
