import type { ImportFinding, ImportFindingType, ImportMapping } from '#shared/contract/imports.ts'
import type { CommandOf } from '#shared/domain/commands.ts'
import { entity } from '#shared/domain/entities.ts'
import { readTime, readVolume } from '#shared/domain/imports/values.ts'
import { readMaterial, readTubeType } from '#shared/domain/imports/words.ts'
import { readPositionName } from '#shared/domain/position/names.ts'
import { mayHold } from '#shared/domain/tube/rules.ts'
import { code as codeForm, type Material, type Place, words } from '#shared/domain/words.ts'
import type { World } from '#shared/domain/world.ts'
import type { Clock } from '#shared/lib/clock.ts'
import type { NewId } from '#shared/lib/ids.ts'
import { parentsFirst } from './order.ts'
import type { Table } from './table.ts'

type Specimens = CommandOf<'importSpecimens'>['specimens']
type Field = keyof ImportMapping['columns']

export interface Checked {
  readonly specimens: Specimens
  readonly errors: readonly ImportFinding[]
  readonly notes: readonly ImportFinding[]
  /** Rows with at least one error. */
  readonly rejected: number
}

export interface Checking {
  readonly table: Table
  readonly mapping: ImportMapping
  readonly world: World
  readonly clock: Clock
  readonly newId: NewId
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
  readonly #places = new Set<string>()
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
    }
  }

  row(i: number): void {
    const before = this.#errors.length
    this.#surplus(i)
    const code = this.#code(i)
    const material = this.#material(i)
    const collectedAt = this.#collected(i)
    const parent = this.#parent(i, code, collectedAt)
    const at = material ? this.#place(i, code, material) : null
    const specimen = {
      specimen: this.#given.newId(),
      code,
      study: this.#given.mapping.study,
      material: material ?? 'other',
      tubeType: this.#tubeType(i),
      collectedAt,
      donor: this.#donor(i),
      origin: parent ? ('derivative' as const) : ('primary' as const),
      parent,
      nanolitres: this.#volume(i),
      at,
    }
    if (this.#errors.length > before) this.#rejected++
    else this.#specimens.push(specimen)
    if (code && !this.#byCode.has(code)) this.#byCode.set(code, specimen)
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
    return code
  }

  #isBound(code: string): boolean {
    const bound = this.#given.world.code(code)[0]
    return bound !== undefined && !this.#given.world.specimen(bound.id)?.undone
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

  #parent(i: number, code: string, collectedAt: number | null): string | null {
    const text = this.#cell(i, 'parent')
    if (text === '' || text === code) return null
    const bound = this.#given.world.code(text)[0]
    const known = bound?.of === 'specimen' ? this.#given.world.specimen(bound.id) : null
    const parent = this.#byCode.get(text) ?? known
    if (!parent) {
      this.#find(this.#notes, i, 'parent', 'unknown-parent')
      return null
    }
    if (collectedAt !== null && parent.collectedAt !== null && collectedAt < parent.collectedAt)
      this.#find(this.#errors, i, 'parent', 'older-than-parent')
    return parent.specimen
  }

  #donor(i: number): string | null {
    const text = this.#cell(i, 'donor')
    if (text === '') return null
    const donor = DONOR.safeParse(text)
    if (!donor.success) this.#find(this.#errors, i, 'donor', 'bad-donor')
    return donor.data ?? null
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
/** Made once: to make a form costs more than to check a row against it. */
const DONOR = words(40)
