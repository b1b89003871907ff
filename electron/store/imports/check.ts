import type { ImportFinding, ImportFindingType, ImportMapping } from '#shared/contract/imports.ts'
import type { ClaimOf } from '#shared/domain/claims.ts'
import type { CommandOf } from '#shared/domain/commands.ts'
import { entity } from '#shared/domain/entities.ts'
import { readTime, readVolume } from '#shared/domain/imports/values.ts'
import { readMaterial, readTubeType } from '#shared/domain/imports/words.ts'
import { readPositionName } from '#shared/domain/position/names.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { mayHold } from '#shared/domain/tube/rules.ts'
import { code as codeForm, type Material, type Place } from '#shared/domain/words.ts'
import type { World } from '#shared/domain/world.ts'
import type { Clock } from '#shared/lib/clock.ts'
import type { NewId } from '#shared/lib/ids.ts'
import type { Donors } from './donors.ts'
import { parentsFirst } from './order.ts'
import type { Table } from './table.ts'

type Specimens = CommandOf<'importSpecimens'>['specimens']
type Descent = Pick<Specimens[number], 'origin' | 'parent' | 'parentCode'>
type Field = keyof ImportMapping['columns']

export interface Checked {
  readonly specimens: Specimens
  readonly errors: readonly ImportFinding[]
  readonly notes: readonly ImportFinding[]
  /** Rows with at least one error. */
  readonly rejected: number
  /** Distinct donors who were given a new pseudonym. */
  readonly donorsReplaced: number
}

export interface Checking {
  readonly table: Table
  readonly mapping: ImportMapping
  readonly world: World
  readonly clock: Clock
  readonly newId: NewId
  readonly donors: Donors
  /** Whether a code means something else at the bench. */
  readonly isReserved: (code: string) => boolean
}

/** Checks every row against the record and against the other rows. Writes nothing. IMP-1, IMP-2 */
export function checkRows(given: Checking, each?: (done: number) => void): Checked {
  const run = new Run(given)
  const cells = (field: Field) => given.table.rows.map((_, i) => cellOf(given, i, field))
  parentsFirst(cells('code'), cells('parent')).forEach((row, n) => {
    run.row(row)
    each?.(n + 1)
  })
  return run.result()
}

function cellOf({ mapping, table }: Checking, i: number, field: Field): string {
  const column = mapping.columns[field]
  return column === undefined ? '' : (table.rows[i]![column] ?? '').normalize('NFC')
}

/** One pass over a table. Rows see the codes and positions of the rows before them. */
class Run {
  readonly #given: Checking
  readonly #specimens: Specimens = []
  readonly #errors: ImportFinding[] = []
  readonly #notes: ImportFinding[] = []
  readonly #byCode = new Map<string, Specimens[number]>()
  readonly #byId = new Map<string, Specimens[number]>()
  readonly #places = new Set<string>()
  readonly #replaced = new Set<string>()
  #rejected = 0

  constructor(given: Checking) {
    this.#given = given
  }

  result(): Checked {
    return {
      specimens: this.#specimens,
      errors: this.#errors.sort(byLine),
      notes: this.#notes.sort(byLine),
      rejected: this.#rejected,
      donorsReplaced: this.#replaced.size,
    }
  }

  row(i: number): void {
    const before = this.#errors.length
    this.#surplus(i)
    const code = this.#code(i)
    const material = this.#material(i)
    const collectedAt = this.#collected(i)
    const descent = this.#descent(i, code, collectedAt, material)
    const at = material ? this.#place(i, code, material) : null
    const specimen = {
      specimen: this.#given.newId(),
      code,
      study: this.#given.mapping.study,
      material: material ?? 'other',
      tubeType: this.#tubeType(i),
      collectedAt,
      donor: this.#donor(i),
      ...descent,
      nanolitres: this.#volume(i),
      at,
    }
    if (this.#errors.length > before) this.#rejected++
    else this.#specimens.push(specimen)
    if (!code || this.#byCode.has(code)) return
    this.#byCode.set(code, specimen)
    this.#byId.set(specimen.specimen, specimen)
  }

  #cell(i: number, field: Field): string {
    return cellOf(this.#given, i, field)
  }

  #find(list: ImportFinding[], i: number, field: Field, type: ImportFindingType): void {
    const line = this.#given.table.lines[i]!
    list.push({ line, field, value: this.#cell(i, field).slice(0, 80), type })
  }

  /** A delimiter within a cell that is not quoted moves all that follows: nothing of such a row is sure. */
  #surplus(i: number): void {
    const { columns, rows, lines } = this.#given.table
    if (rows[i]!.length <= columns.length) return
    const value = rows[i]!.slice(columns.length).join(' ').trim().slice(0, 80)
    if (value) this.#errors.push({ line: lines[i]!, field: null, value, type: 'wrong-columns' })
  }

  #code(i: number): string {
    const code = this.#cell(i, 'code')
    const form = codeForm.safeParse(code)
    if (code === '') this.#find(this.#errors, i, 'code', 'missing-code')
    else if (!form.success) this.#find(this.#errors, i, 'code', 'bad-code')
    else if (this.#byCode.has(code)) this.#find(this.#errors, i, 'code', 'code-twice')
    else if (this.#isBound(code)) this.#find(this.#errors, i, 'code', 'code-taken')
    else if (this.#given.isReserved(code)) this.#find(this.#errors, i, 'code', 'code-reserved')
    return code
  }

  #isBound(code: string): boolean {
    return inUse(this.#given.world, code).length > 0
  }

  #material(i: number): Material | null {
    const material = readMaterial(this.#cell(i, 'material'))
    if (!material) this.#find(this.#errors, i, 'material', 'unknown-material')
    return material
  }

  #collected(i: number): number | null {
    const text = this.#cell(i, 'collectedAt')
    if (text === '') return null
    const { clock } = this.#given
    const at = readTime(text, clock.offset)
    if (at === null) this.#find(this.#errors, i, 'collectedAt', 'bad-date')
    else if (at > clock.now() + DAY) this.#find(this.#errors, i, 'collectedAt', 'future-date')
    return at
  }

  /** What is known of where a specimen comes from: nothing is made up. IMP-6, IMP-9 */
  #descent(
    i: number,
    code: string,
    collectedAt: number | null,
    material: Material | null,
  ): Descent {
    const text = this.#cell(i, 'parent')
    if (this.#given.mapping.columns.parent === undefined) return { origin: 'unknown', parent: null }
    if (text === '' || text === code) return { origin: 'primary', parent: null }
    const parent = this.#byCode.get(text) ?? this.#known(text)
    if (!parent) {
      this.#find(this.#notes, i, 'parent', 'unknown-parent')
      const parentCode = codeForm.safeParse(text).data
      return { origin: 'unknown', parent: null, ...(parentCode !== undefined && { parentCode }) }
    }
    if (collectedAt !== null && parent.collectedAt !== null && collectedAt < parent.collectedAt)
      this.#find(this.#errors, i, 'parent', 'older-than-parent')
    if (this.#comesFrom(parent.specimen, code))
      this.#find(this.#errors, i, 'parent', 'own-ancestor')
    const origin = parent.material === material ? 'aliquot' : 'derivative'
    return { origin, parent: parent.specimen }
  }

  /** The one specimen on the record that a code names. */
  #known(code: string): ClaimOf['specimen'] | null {
    const [bound, another] = inUse(this.#given.world, code)
    return bound?.of === 'specimen' && !another ? this.#given.world.specimen(bound.id) : null
  }

  /** Whether a parent comes from the specimen that this row takes up again. SPE-6 */
  #comesFrom(parent: string, code: string): boolean {
    const { world } = this.#given
    const again = world.code(code)[0]?.id
    const seen = new Set<string>()
    let next: string | null = again === undefined ? null : parent
    while (next !== null && !seen.has(next)) {
      if (next === again) return true
      seen.add(next)
      next = (this.#byId.get(next) ?? world.specimen(next))?.parent ?? null
    }
    return false
  }

  #donor(i: number): string | null {
    const text = this.#cell(i, 'donor')
    if (text === '') return null
    const { donor, isReplaced } = this.#given.donors.of(text)
    if (isReplaced && !this.#replaced.has(text)) {
      this.#replaced.add(text)
      this.#find(this.#notes, i, 'donor', 'donor-replaced')
    }
    return donor
  }

  #tubeType(i: number) {
    const text = this.#cell(i, 'tubeType')
    if (text === '') return this.#given.mapping.tubeType
    const type = readTubeType(text)
    if (!type) this.#find(this.#errors, i, 'tubeType', 'unknown-tube-type')
    return type ?? this.#given.mapping.tubeType
  }

  #volume(i: number): number | null {
    const text = this.#cell(i, 'volume')
    const volume = text === '' ? null : readVolume(text)
    if (text !== '' && volume === null) this.#find(this.#errors, i, 'volume', 'bad-volume')
    return volume
  }

  #place(i: number, code: string, material: Material): Place | null {
    const box = this.#cell(i, 'box')
    if (box === '') return null
    const bound = this.#given.world.code(box)[0]
    const container = bound?.of === 'container' ? this.#given.world.container(bound.id) : null
    if (!container?.layout || container.kind !== 'box') {
      this.#find(this.#errors, i, 'box', 'unknown-box')
      return null
    }
    const index = readPositionName(container.layout, this.#cell(i, 'position'))
    if (index === null) {
      this.#find(this.#errors, i, 'position', 'bad-position')
      return null
    }
    return this.#free(i, { container: container.container, index }, code, material)
  }

  #free(i: number, at: Place, code: string, material: Material): Place {
    const name = entity.position(at)
    const fits = mayHold(this.#given.world, at, { code, material })
    if (this.#places.has(name)) this.#find(this.#errors, i, 'position', 'position-twice')
    else if (!fits.ok)
      this.#find(
        this.#errors,
        i,
        'position',
        fits.error.type === 'WrongKind' ? 'wrong-kind' : 'position-taken',
      )
    this.#places.add(name)
    return at
  }
}

const byLine = (a: ImportFinding, b: ImportFinding): number => a.line - b.line

const DAY = 24 * 3_600_000
