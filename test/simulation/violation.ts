/** What does not hold, by the invariant's id. */
export class Violation extends Error {
  override readonly name = 'Violation'
  readonly invariant: string
  constructor(invariant: string, what: string) {
    super(what)
    this.invariant = invariant
  }
}
