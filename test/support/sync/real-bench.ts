import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Clock } from '#shared/lib/clock.ts'
import { err, ok } from '#shared/lib/result.ts'
import { migrate } from '../../../electron/store/migrations/index.ts'
import { openWriter, type WriteDb } from '../../../electron/store/open.ts'
import { RolledBack } from '../../../electron/store/sync/apply.ts'
import { createWriter, type Writer } from '../../../electron/store/writer.ts'
import type { SyncStore } from '../../../electron/sync/ports.ts'
import { derivedOf } from '../store/derived.ts'

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

  get syncStore(): SyncStore {
    const { writer } = this
    return {
      identity: async () => {
        const { chain, install, stream } = writer.facts()
        return chain && stream ? { chain, install, stream } : null
      },
      cursor: async () => writer.cursor(),
      outbox: async (limit, except) => writer.outbox(limit, except),
      waiting: async () => writer.waiting(),
      sealWithin: async (chain, from, to) => writer.sealWithin(chain, from, to),
      acknowledge: async (chain, seq) => writer.acknowledge(chain, seq),
      applyPage: async (page) => {
        try {
          writer.applyPage(page)
          return ok(null)
        } catch (error) {
          if (!(error instanceof RolledBack)) throw error
          return err({ type: 'RolledBack', why: error.message })
        }
      },
    }
  }

  /** Every derived row that two benches must agree on: none names a row number of its own. */
  derived(): unknown {
    const { entity: _, entity_event: __, ...shown } = derivedOf(this.db)
    return shown
  }

  rows<Row>(sql: string): Row[] {
    return this.db.prepare(sql).all() as Row[]
  }
}
