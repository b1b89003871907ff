import { seeded } from '../../../../electron/store/demo/random.ts'
import { IDA, STUDY } from '../../domain/facts.ts'
import { TestBench } from '../../store/test-bench.ts'
import { testId } from '../../sync/events.ts'
import { derivedFaults, faultsOf } from '../sound.ts'
import { type Acknowledged, scanAndKill } from './kill.ts'

export interface KillTally {
  readonly kills: number
  readonly acknowledged: number
  /** Codes of scans that were acknowledged and are not where they were said to be. */
  readonly lost: readonly string[]
  /** What is not as it should be in the file itself. */
  readonly broken: readonly string[]
}

/** A bench with two batches open, an intake and registrations, ready to be killed. The caller removes it. */
export function batchBench(boxes = 40): TestBench {
  const bench = new TestBench().found()
  for (let n = 1; n <= boxes; n++) bench.box(testId('b', n), `BX-${n}`)
  const given = { study: STUDY, material: 'plasma', tubeType: 'cryotube' } as const
  bench.writer.startIntake({ box: testId('b', 1), ...given, collectedAt: null })
  const plain = { collectedAt: null, donor: null, nanolitres: null, visit: null, planned: null }
  bench.writer.startWork({ kind: 'accession', ...given, ...plain }, IDA)
  return bench
}

/** Kills a scanning bench again and again, at points that follow from the seed, and looks what is left. */
export async function killCampaign(kills: number, seed: number): Promise<KillTally> {
  // No more than 31 scans come before a kill, and a box holds 81 tubes.
  const bench = batchBench(Math.max(40, Math.ceil((kills * 32) / 81) + 1))
  const random = seeded(seed)
  const tally = { kills: 0, acknowledged: 0, lost: [] as string[], broken: [] as string[] }
  let next = 1
  for (let n = 0; n < kills; n++) {
    bench.close()
    const point = { scans: 1 + random.below(30), ms: random.below(4) }
    const acknowledged = await scanAndKill(bench.file, next, point)
    bench.open()
    tally.kills++
    tally.acknowledged += acknowledged.length
    tally.lost.push(...lost(bench, acknowledged))
    tally.broken.push(...broken(bench))
    // One more than was acknowledged may be on the disk: it was saved and nobody could say so.
    next += acknowledged.length + 1
  }
  bench.remove()
  return tally
}

/** What is missing of what was acknowledged. */
export function lost(bench: TestBench, acknowledged: readonly Acknowledged[]): string[] {
  return acknowledged
    .filter(({ code, position }) => {
      const identity = bench.reader.resolve(code, null)
      const view = identity.kind === 'specimen' ? bench.reader.specimen(identity.specimen) : null
      if (position === '-') return view?.state !== 'unplaced'
      return view?.state !== 'stored' || view.places[0]?.position !== position
    })
    .map(({ code }) => code)
}

function broken(bench: TestBench): string[] {
  const faults = [...faultsOf(bench.db), ...derivedFaults(bench.db)]
  const rows = bench.writer.intake()!.rows
  const stored = bench.column<number>(
    'SELECT count(*) FROM tube_claim WHERE container = ?',
    bench.writer.intake()!.box.container,
  )
  if (rows.length !== stored[0]) faults.push('the session is not where the ledger is')
  const work = bench.writer.work('accession')!
  const [specimens] = bench.column<number>(
    'SELECT count(*) - (SELECT count(*) FROM tube_claim WHERE container IS NOT NULL) FROM specimen',
  )
  const { found, of } = work.kept
  if (found !== of || work.rowCount !== specimens)
    faults.push(`the batch has ${work.rowCount} rows, ${found} of ${of} in the ledger`)
  return faults
}
