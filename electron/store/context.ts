import type { Clock } from '#shared/lib/clock.ts'
import type { NewId } from '#shared/lib/ids.ts'
import type { WriteDb } from './open.ts'

/** What a store works with. */
export interface StoreContext {
  readonly db: WriteDb
  readonly clock: Clock
  readonly newId: NewId
}
