import type { KeyStore } from './keys-store.ts'
import type { Log } from './log.ts'
import type { Pokes } from './pokes.ts'
import type { RandomBytes } from './secrets.ts'
import type { Bench } from './store/benches.ts'
import type { Database } from './store/database.ts'

/** What the calls of sync work with. */
export interface Context {
  readonly log: Log
  /** UTC milliseconds. */
  readonly now: () => number
}

/** What the whole service works with. */
export interface ServiceContext extends Context {
  readonly database: Database
  /** Where the log is kept, and files beside it. */
  readonly folder: string
  /** Who listens for news. */
  readonly pokes: Pokes
  /** The donors' keys of the site. */
  readonly keys: KeyStore
  readonly random: RandomBytes
  /** One line for the person who runs the service. */
  readonly say: (line: string) => void
}

/** The bench that calls. It writes the chains of its installation, and sees its own stream only. SYN-15 */
export type Caller = Pick<Bench, 'install' | 'stream'>
