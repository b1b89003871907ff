import type { ImportFinding, ImportFindingType } from '#shared/contract/imports.ts'
import type { ClaimOf } from '#shared/domain/claims.ts'
import type { CommandOf } from '#shared/domain/commands.ts'
import type { ImportField } from '#shared/domain/imports/fields.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { code as codeForm } from '#shared/domain/words.ts'
import type { NewId } from '#shared/lib/ids.ts'
import type { Donors } from './donors.ts'
import { type Given, type Read, Reader } from './reading.ts'
import { isOwn, Relations } from './relations.ts'

type Specimens = CommandOf<'importSpecimens'>['specimens']
type Descent = Pick<Specimens[number], 'origin' | 'parent' | 'parentCode'>
type Record = ClaimOf['specimen']

interface Found {
  readonly errors: readonly ImportFinding[]
  readonly notes: readonly ImportFinding[]
}

export interface Checked {
  readonly errors: readonly ImportFinding[]
  readonly notes: readonly ImportFinding[]
  /** Rows with at least one error. */
  readonly rejected: number
  /** Of the rows without one. */
  readonly specimens: number
  /** Distinct donors who get a new pseudonym. */
  readonly donorsReplaced: number
}

/**
 * A checked table. Every row is looked at by itself and against the others and the record; when some are
 * changed, only those are looked at again that may read otherwise by it, and what is found is the same as
 * if all had been (IMP-16). The record may change meanwhile: an import checks everything once more.
 * Writes nothing. IMP-1, IMP-2
 */
export class Check {
  readonly #given: Given
  readonly #reader: Reader
  readonly #relations = new Relations()
  /** By row. A row that is left out has none. */
  readonly #reads: (readonly Read[])[]
  /** Those that take up a specimen whose accession was undone: its descendants may be among their parents. */
  readonly #again = new Set<Read>()
  readonly #found = new Map<Read, Found>()

  /** `each` hears how many rows are read; it may throw, and then there is no check. */
  constructor(given: Given, each?: (done: number) => void) {
    this.#given = given
    this.#reader = new Reader(given)
    this.#reads = []
    for (const row of given.table.rows.keys()) {
      this.#keep(row, this.#reader.row(row))
      each?.(row + 1)
    }
    const all = this.#reads.flat()
    this.#relations.cutAll(all)
    for (const one of all) this.#judge(one)
  }

  /** Looks again at rows that read otherwise now, or are left out, or no longer. */
  again(rows: readonly number[]): void {
    const relations = this.#relations
    const before = this.#standing(rows)
    const after = new Map(rows.map((row) => [row, this.#reader.row(row)]))
    const changed = [...before, ...[...after.values()].flat()]
    const touched = new Set<Read>()
    const touch = (all: Iterable<Read>) => {
      for (const one of all) touched.add(one)
    }
    const children = () => changed.flatMap((one) => relations.childrenOf(one))
    // Who is first now, and may not be any more; and the circles that are about to open.
    for (const one of changed) touch(relations.neighbours(one))
    touch(relations.cutCircles([...before, ...children()], true))
    for (const one of before) this.#forget(one)
    for (const [row, reads] of after) this.#keep(row, reads)
    // Who is first from now on, and the circles that have closed.
    for (const one of changed) touch(relations.neighbours(one))
    touch(relations.cutCircles([...this.#standing(rows), ...children()]))
    touch(this.#again)
    touch(this.#standing(rows))
    for (const one of before) touched.delete(one)
    for (const one of touched) this.#judge(one)
  }

  /** In the order of the table. */
  result(): Checked {
    const errors: ImportFinding[] = []
    const notes: ImportFinding[] = []
    let rejected = 0
    let specimens = 0
    for (const reads of this.#reads) {
      const before = errors.length
      for (const one of reads) {
        const found = this.#found.get(one)
        if (found) errors.push(...found.errors)
        if (found) notes.push(...found.notes)
      }
      if (errors.length > before) rejected++
      else specimens += reads.length
    }
    const donorsReplaced = this.#relations.donorsReplaced()
    return { errors, notes, rejected, specimens, donorsReplaced }
  }

  /** What is to be recorded, each parent before its children. Of a check without errors. */
  specimens(newId: NewId, donors: Donors): Specimens {
    const ids = new Map<Read, string>()
    return this.#relations.parentsFirst(this.#reads.flat()).map((one) => {
      const specimen = newId()
      ids.set(one, specimen)
      return {
        ...{ specimen, code: one.code, study: one.study, tubeType: one.tubeType },
        material: one.material ?? 'other',
        collectedAt: one.collectedAt,
        donor: one.donor === '' ? null : donors.of(one.donor).donor,
        ...this.#descent(one, ids),
        nanolitres: one.nanolitres,
        at: one.at,
      }
    })
  }

  #keep(row: number, reads: readonly Read[]): void {
    const kept = this.#given.repairs.isLeftOut(row) ? [] : reads
    this.#reads[row] = kept
    for (const one of kept) {
      this.#relations.add(one)
      if (one.again !== null) this.#again.add(one)
    }
  }

  #standing(rows: readonly number[]): readonly Read[] {
    return rows.flatMap((row) => this.#reads[row]!)
  }

  #forget(one: Read): void {
    this.#relations.remove(one)
    this.#again.delete(one)
    this.#found.delete(one)
  }

  #judge(one: Read): void {
    const errors = [...one.errors]
    const notes = [...one.notes]
    const fail = (field: ImportField, type: ImportFindingType, part?: string) =>
      errors.push(this.#reader.finding(one.row, field, type, part))
    const codeFault = this.#codeFault(one)
    if (codeFault) fail('code', codeFault, one.code)
    const placeFault = this.#relations.isFirstInPlace(one) ? one.placeFault : 'position-twice'
    if (placeFault) fail(this.#reader.placeField(one.row), placeFault)
    for (const type of this.#parentFaults(one)) fail('parent', type)
    if (this.#isParentUnknown(one))
      notes.push(this.#reader.finding(one.row, 'parent', 'unknown-parent'))
    if (one.isDonorReplaced && this.#relations.isFirstOfDonor(one))
      notes.push(this.#reader.finding(one.row, 'donor', 'donor-replaced'))
    if (errors.length + notes.length > 0) this.#found.set(one, { errors, notes })
    else this.#found.delete(one)
  }

  #codeFault(one: Read): ImportFindingType | null {
    if (one.codeFault === 'missing-code' || one.codeFault === 'bad-code') return one.codeFault
    return this.#relations.isFirstWithCode(one) ? one.codeFault : 'code-twice'
  }

  /** The parent: another row of the table, or the one specimen on the record that its name is the code of. */
  #parentOf(one: Read): { read: Read } | { record: Record } | null {
    const read = this.#relations.parent(one)
    if (read) return { read }
    if (one.parent === '' || isOwn(one) || this.#relations.named(one)) return null
    const { world } = this.#given
    const [bound, another] = inUse(world, one.parent)
    const record = bound?.of === 'specimen' && !another ? world.specimen(bound.id) : null
    return record ? { record } : null
  }

  #isParentUnknown(one: Read): boolean {
    return one.parent !== '' && !isOwn(one) && this.#parentOf(one) === null
  }

  #parentFaults(one: Read): ImportFindingType[] {
    const parent = this.#parentOf(one)
    if (!parent) return []
    const faults: ImportFindingType[] = []
    const older = ('read' in parent ? parent.read : parent.record).collectedAt
    if (one.collectedAt !== null && older !== null && one.collectedAt < older)
      faults.push('older-than-parent')
    if (this.#comesFromItself(one)) faults.push('own-ancestor')
    return faults
  }

  /** Whether a row's parents lead to the specimen that it takes up again. SPE-6 */
  #comesFromItself(one: Read): boolean {
    if (one.again === null) return false
    let next = this.#parentOf(one)
    while (next && 'read' in next) next = this.#parentOf(next.read)
    const { world } = this.#given
    const seen = new Set<string>()
    let id = next?.record.specimen ?? null
    while (id !== null && !seen.has(id)) {
      if (id === one.again) return true
      seen.add(id)
      id = world.specimen(id)?.parent ?? null
    }
    return false
  }

  /** What is known of where a specimen comes from: nothing is made up. IMP-6, IMP-9 */
  #descent(one: Read, ids: ReadonlyMap<Read, string>): Descent {
    if (this.#given.mapping.columns.parent === undefined) return { origin: 'unknown', parent: null }
    if (one.parent === '' || isOwn(one)) return { origin: 'primary', parent: null }
    const parent = this.#parentOf(one)
    if (!parent) {
      const parentCode = codeForm.safeParse(one.parent).data
      return { origin: 'unknown', parent: null, ...(parentCode !== undefined && { parentCode }) }
    }
    const { material } = 'read' in parent ? parent.read : parent.record
    const origin = material === one.material ? 'aliquot' : 'derivative'
    return { origin, parent: 'read' in parent ? ids.get(parent.read)! : parent.record.specimen }
  }
}
