import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Clock } from '#shared/lib/clock.ts'
import { migrate } from '../../../electron/store/migrations/index.ts'
import { openWriter, type WriteDb } from '../../../electron/store/open.ts'
import { createWriter, type Writer } from '../../../electron/store/writer.ts'
import { derivedOf } from '../store/derived.ts'
import { syncStoreOf } from './sync-store.ts'

const clock: Clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  zone: () => 'UTC',
  offset: () => 0,
}

/** A bench's real store over a folder of its own, without a window and without threads. */
export class RealBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'frostkeep-bench-'))
  readonly db: WriteDb
  readonly writer: Writer

  constructor() {
    this.db = openWriter(join(this.folder, 'ledger.db'))
    migrate(this.db)
    this.writer = createWriter(
      { db: this.db, clock, newId: v7 },
      { say: () => {}, isCancelled: () => false },
    )
  }

  remove(): void {
    this.writer.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  readonly syncStore = syncStoreOf(() => this.writer)

  /** Every derived row that two benches must agree on: none names a row number of its own. */
  derived(): unknown {
    const { entity: _, entity_event: __, ...shown } = derivedOf(this.db)
    return shown
  }

  rows<Row>(sql: string): Row[] {
    return this.db.prepare(sql).all() as Row[]
  }
}
