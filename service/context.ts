import type { RandomBytes } from './secrets.ts'
import type { Database } from './store/database.ts'

/** What every call of the service works with. */
export interface Context {
  readonly database: Database
  /** UTC milliseconds. */
  readonly now: () => number
  readonly random: RandomBytes
  /** One line for the person who runs the service. */
  readonly say: (line: string) => void
}
