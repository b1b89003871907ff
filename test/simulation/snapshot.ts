import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { join } from '../../electron/store/found.ts'
import { setMeta } from '../../electron/store/meta.ts'
import { makeSnapshot } from '../../electron/store/snapshot/make.ts'
import { SITE } from '../support/domain/facts.ts'
import type { Bench } from './bench.ts'
import { imageOf, noFuse, openMemory } from './memory-ledger.ts'
import { installOfBench, keyOfBench } from './template.ts'

/**
 * The ledger of bench `n` that begins with a snapshot of what another one has received, or null where that
 * has received nothing. I12: from then on it is a bench like any other, and must become the same.
 */
export function ledgerFromSnapshot(of: Bench, n: number): Uint8Array | null {
  const folder = mkdtempSync(path(tmpdir(), 'frostkeep-snapshot-'))
  try {
    const ledger = path(folder, 'ledger.db')
    const target = path(folder, 'made', 'ledger.db')
    writeFileSync(ledger, of.image())
    const made = makeSnapshot(ledger, target, { progress: () => {}, isCancelled: () => false })
    return made.ok ? joined(readFileSync(target), of, n) : null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function joined(snapshot: Uint8Array, of: Bench, n: number): Uint8Array {
  const db = openMemory(snapshot, noFuse())
  const newId = of.site.random.fork(`snapshot for ${n}`).id
  setMeta(db, 'install', installOfBench(n))
  join({ db, clock: of.site.serviceClock(n), newId, key: keyOfBench(n) }, SITE, n, `Bench ${n}`)
  const image = imageOf(db)
  db.close()
  return image
}
