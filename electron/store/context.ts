import type { Clock } from '#shared/lib/clock.ts'
import type { NewId } from '#shared/lib/ids.ts'
import type { DonorKeys } from './donor-keys/keys.ts'
import type { BenchKey } from './key.ts'
import type { WriteDb } from './open.ts'

/** What a store works with. */
export interface StoreContext {
  readonly db: WriteDb
  readonly clock: Clock
  readonly newId: NewId
  /** What the bench signs with; without one, as while it is locked, nothing is sealed. */
  readonly key?: BenchKey | undefined
  /** The donors' keys; without them no text about a donor is written or read. */
  readonly donorKeys?: DonorKeys | undefined
}
