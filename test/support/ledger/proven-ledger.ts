import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MATERIALS } from '#shared/domain/words.ts'
import {
  type AnchorKeeper,
  anchorFile,
  anchorOf,
  keepAnchor,
} from '../../../electron/store/anchor.ts'
import type { StoreContext } from '../../../electron/store/context.ts'
import { exportLedger } from '../../../electron/store/export/export.ts'
import { type BenchKey, benchKey, newKey } from '../../../electron/store/key.ts'
import { sealNow } from '../../../electron/store/seals.ts'
import { at, BOX, OTHER_BOX, STUDY, specimenData } from '../domain/facts.ts'
import { CommonOrder } from '../store/common-order.ts'
import { TestBench } from '../store/test-bench.ts'
import { testId } from '../sync/events.ts'
import { liveThrough } from './eventful.ts'
import { keepWork } from './own-work.ts'

export const KEY: BenchKey = benchKey({ pkcs8: newKey(), protection: 'file' })

/** Not in the bench itself, whose ledger is open before it has fields of its own. */
const keepers = new WeakMap<SignedBench, AnchorKeeper>()

/** A test bench that signs, seals and keeps its anchor, as the product's own does. */
export class SignedBench extends TestBench {
  override get context(): StoreContext {
    return { ...super.context, key: KEY }
  }

  override open(): void {
    super.open()
    const fail = (why: string) => {
      throw new Error(why)
    }
    keepers.set(this, keepAnchor(this.db, fail))
  }

  seal(): void {
    sealNow(this.context)
  }

  override close(): void {
    keepers.get(this)?.close()
    super.close()
  }
}

const OTHER_KEY = benchKey({ pkcs8: newKey(), protection: 'file' })

/** Another bench of the site, with a key of its own. */
class OtherBench extends SignedBench {
  override get context(): StoreContext {
    return { ...super.context, key: OTHER_KEY }
  }
}

/** Where a whole ledger lies with all that proves it, closed and checkpointed. */
export interface ProvenLedger {
  readonly folder: string
  readonly ledger: string
  readonly anchor: string
  readonly backup: string
  readonly exported: string
  /** The ledger as it lay while the bench was at work: with a log, and with an anchor of its own beside it. */
  readonly atWork: string
  remove(): void
}

export interface ProvenSize {
  readonly specimens: number
  /** With all that a restored service, a new life and a fork leave behind. */
  readonly eventful?: boolean
}

/**
 * A bench's ledger with everything in it that can be proven: own events and those of another bench, a
 * common order, seals of both, signed acts, a PIN, an open batch; and beside it its anchor, a backup and an export.
 */
export function provenLedger(
  { specimens, eventful = false }: ProvenSize = { specimens: 12 },
): ProvenLedger {
  const a = new SignedBench('1')
  const b = new OtherBench('2')
  try {
    const order = fill(a, b, specimens)
    if (eventful) {
      liveThrough(a, b, order)
      a.seal()
      // The anchor names the end of the chain: what comes after the last event in a log, as a seal, may be lost with it.
      a.act('checkOut', { specimen: testId('7', 5), reason: 'RQ-119' })
    }
    return keep(a)
  } finally {
    b.remove()
    a.remove()
  }
}

function fill(a: SignedBench, b: OtherBench, specimens: number): CommonOrder {
  const order = new CommonOrder()
  a.found()
  a.writer.setPin(testId('9', 1), '4711')
  a.box(BOX, 'BX-1').box(OTHER_BOX, 'BX-2')
  for (let n = 1; n <= specimens; n++) takeIn(a, n)
  a.seal()
  a.db.pragma('wal_checkpoint(TRUNCATE)')
  b.writer.join(a.writer.facts().stream!, 2, 'Storage')
  order.exchange(a, b)
  order.exchange(a, b)
  a.act('move', { specimen: testId('7', 1), at: at('I1') })
  b.act('move', { specimen: testId('7', 2), at: at('I2') })
  b.seal()
  order.exchange(a, b)
  order.exchange(a, b)
  a.act('checkOut', { specimen: testId('7', 3), reason: 'RQ-118' })
  a.seal()
  a.act('returnTube', { specimen: testId('7', 3), at: null })
  const batch = { material: 'plasma', tubeType: 'cryotube', collectedAt: null } as const
  a.writer.startIntake({ box: OTHER_BOX, study: STUDY, ...batch })
  for (const code of ['FX00090001', 'FX00090002']) a.writer.scanInto(code, a.by())
  keepWork(a.db, ['00000000-0000-7000-8000-000000000001'])
  return order
}

function takeIn(a: SignedBench, n: number): void {
  a.clock.at += 61_000
  const material = MATERIALS[n % MATERIALS.length]!
  const parent = n > 6 ? testId('7', n - 6) : null
  a.act('takeIn', {
    ...specimenData(testId('7', n), { material, parent }),
    at: { container: BOX, index: n },
  })
}

function keep(a: SignedBench): ProvenLedger {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-proven-'))
  const files = {
    ledger: join(folder, 'ledger.db'),
    anchor: join(folder, 'ledger.anchor'),
    backup: join(folder, 'backup.db'),
    exported: join(folder, 'ledger.jsonl'),
    atWork: join(folder, 'at-work', 'ledger.db'),
  }
  mkdirSync(join(folder, 'at-work'))
  for (const end of ['.db', '.db-wal', '.anchor'])
    cpSync(a.file.replace('.db', end), files.atWork.replace('.db', end))
  const anchor = anchorOf(a.file).newest
  exportLedger(a.readDb, files.exported, { now: a.clock.now(), anchor, signer: KEY })
  a.db.prepare('VACUUM INTO ?').run(files.backup)
  a.close()
  cpSync(a.file, files.ledger)
  cpSync(anchorFile(a.file), files.anchor)
  a.open()
  return { folder, ...files, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
