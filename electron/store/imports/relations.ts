import { entity } from '#shared/domain/entities.ts'
import type { Read } from './reading.ts'

/** Which rows have to do with each other: by code, by label, by place, by parent and by donor. */
export class Relations {
  readonly #codes = new Index()
  readonly #labels = new Index()
  readonly #places = new Index()
  readonly #children = new Index()
  readonly #donors = new Index()
  /** Those whose parent is left out because their line of parents closes in a circle. */
  readonly #cut = new Set<Read>()

  add(one: Read): void {
    for (const [index, key] of this.#keysOf(one)) index.add(key, one)
  }

  remove(one: Read): void {
    for (const [index, key] of this.#keysOf(one)) index.remove(key, one)
    this.#cut.delete(one)
  }

  isFirstWithCode(one: Read): boolean {
    return this.#codes.first(one.code) === one
  }

  isFirstInPlace(one: Read): boolean {
    return one.at === null || this.#places.first(entity.position(one.at)) === one
  }

  isFirstOfDonor(one: Read): boolean {
    return this.#donors.first(one.donor) === one
  }

  /** How many different texts stand for donors that get a pseudonym. */
  donorsReplaced(): number {
    let count = 0
    for (const one of this.#donors.firsts()) if (one.isDonorReplaced) count++
    return count
  }

  /** The row that another one names as its parent, also where it is cut; undefined where none is of the table. */
  named(one: Read): Read | undefined {
    if (one.parent === '' || isOwn(one)) return undefined
    return this.#codes.first(one.parent) ?? this.#labels.first(one.parent)
  }

  /** The same without the one link of each circle that is cut. IMP-6 */
  parent(one: Read): Read | undefined {
    return this.#cut.has(one) ? undefined : this.named(one)
  }

  /** All rows, each behind its parent, and otherwise as they stand. */
  parentsFirst(all: Iterable<Read>): Read[] {
    const seen = new Set<Read>()
    const order: Read[] = []
    for (const one of all) {
      const line: Read[] = []
      let next: Read | undefined = one
      while (next && !seen.has(next)) {
        seen.add(next)
        line.push(next)
        next = this.parent(next)
      }
      for (const ancestor of line.reverse()) order.push(ancestor)
    }
    return order
  }

  /** Finds every circle of the table. */
  cutAll(all: Iterable<Read>): void {
    this.#cut.clear()
    const settled = new Set<Read>()
    for (const start of all) {
      const path = new Set<Read>()
      let next: Read | undefined = start
      while (next && !settled.has(next) && !path.has(next)) {
        path.add(next)
        next = this.named(next)
      }
      if (next && path.has(next)) this.#cutAt(this.circleOf(next))
      for (const one of path) settled.add(one)
    }
  }

  /** Cuts, or with `mend` joins again, the circles in which some rows stand. Returns all rows of these. */
  cutCircles(of: Iterable<Read>, mend = false): Set<Read> {
    const inCircles = new Set<Read>()
    for (const one of of) {
      if (inCircles.has(one)) continue
      const circle = this.circleOf(one)
      for (const member of circle) inCircles.add(member)
      if (mend) for (const member of circle) this.#cut.delete(member)
      else this.#cutAt(circle)
    }
    return inCircles
  }

  /** The rows of the circle in which a row stands, or none. */
  circleOf(one: Read): Read[] {
    const path = new Set<Read>()
    let next: Read | undefined = one
    while (next && !path.has(next)) {
      path.add(next)
      next = this.named(next)
    }
    return next === one ? [...path] : []
  }

  /**
   * The rows whose findings may change with what one row says, or has said: whoever is first with its code,
   * its place and its donor, who comes next, and its children.
   */
  neighbours(one: Read): Read[] {
    return [
      ...this.#codes.all(one.code).slice(0, 2),
      ...this.#places.all(one.at ? entity.position(one.at) : '').slice(0, 2),
      ...this.#donors.all(one.donor).slice(0, 2),
      ...this.childrenOf(one),
    ]
  }

  /** Those that name a row, or would, as their parent. */
  childrenOf(one: Read): Read[] {
    return [...this.#children.all(one.code), ...this.#children.all(one.label)]
  }

  /** The link to the first row of a circle is the one that is left out. */
  #cutAt(circle: readonly Read[]): void {
    if (circle.length === 0) return
    const first = circle.reduce((best, one) => (isBefore(one, best) ? one : best))
    const last = circle.find((one) => this.named(one) === first)
    if (last) this.#cut.add(last)
  }

  #keysOf(one: Read): [Index, string][] {
    return [
      [this.#codes, one.code],
      [this.#labels, one.label],
      [this.#places, one.at ? entity.position(one.at) : ''],
      [this.#children, isOwn(one) ? '' : one.parent],
      [this.#donors, one.donor],
    ]
  }
}

/** A row that names itself has no parent. */
export const isOwn = (one: Read): boolean => one.parent === one.code || one.parent === one.label

export const isBefore = (a: Read, b: Read): boolean =>
  a.row < b.row || (a.row === b.row && a.nth < b.nth)

/** Rows by a text, in the order of the table. Most texts stand in one row alone. */
class Index {
  readonly #rows = new Map<string, Read | Read[]>()

  add(key: string, one: Read): void {
    if (key === '') return
    const known = this.#rows.get(key)
    if (known === undefined) return void this.#rows.set(key, one)
    const list = Array.isArray(known) ? known : [known]
    const at = list.findLastIndex((other) => isBefore(other, one)) + 1
    list.splice(at, 0, one)
    this.#rows.set(key, list)
  }

  remove(key: string, one: Read): void {
    const known = this.#rows.get(key)
    if (known === one) return void this.#rows.delete(key)
    if (!Array.isArray(known)) return
    const at = known.indexOf(one)
    if (at >= 0) known.splice(at, 1)
    if (known.length === 0) this.#rows.delete(key)
  }

  first(key: string): Read | undefined {
    const known = this.#rows.get(key)
    return Array.isArray(known) ? known[0] : known
  }

  all(key: string): readonly Read[] {
    const known = this.#rows.get(key)
    if (known === undefined) return []
    return Array.isArray(known) ? known : [known]
  }

  *firsts(): Iterable<Read> {
    for (const known of this.#rows.values()) yield Array.isArray(known) ? known[0]! : known
  }
}
