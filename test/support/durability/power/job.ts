// A bench at work in a folder that the shim watches: scans, imports, moves, exchanges with the service, moves
// its log and starts again; it says what was acknowledged the moment that it was.
//   node job.ts FOLDER SEED STEPS [normal]
// `normal` lets SQLite acknowledge a commit that is not flushed: what a campaign must find.
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { seeded } from '../../../../electron/store/demo/random.ts'
import { IDA, STUDY } from '../../domain/facts.ts'
import { CommonOrder } from '../../store/common-order.ts'
import { TestBench } from '../../store/test-bench.ts'
import { testKey } from '../../store/test-key.ts'
import { testId } from '../../sync/events.ts'
import type { Acknowledgement } from './acknowledged.ts'

const BOXES = 12

const [folder, seed, steps, mode] = process.argv.slice(2)
if (mode === 'normal') flushLess()
const random = seeded(Number(seed))
const said = openSync(join(folder!, 'said'), 'w')
const bench = new TestBench('1', folder!, testKey('file')).found()
const order = new CommonOrder()
let tubes = 0
let tables = 0

for (let n = 1; n <= BOXES; n++) bench.box(testId('b', n), `BX-${n}`)
acknowledge()
const batch = { study: STUDY, material: 'plasma', tubeType: 'cryotube', collectedAt: null } as const
bench.writer.startIntake({ box: testId('b', 1), ...batch })
acknowledge()
for (let n = 0; n < Number(steps); n++) {
  bench.clock.at += 1_000
  step(random.below(100))
  acknowledge()
}
bench.close()

function step(choice: number): void {
  if (choice < 50) scan()
  else if (choice < 55) importSome()
  else if (choice < 65) move()
  else if (choice < 70) checkOut()
  else if (choice < 75) bench.writer.undoInto(bench.by())
  else if (choice < 82) order.exchange(bench)
  else if (choice < 92) bench.writer.checkpoint()
  else bench.restart()
}

function scan(): void {
  const code = `FX${String(++tubes).padStart(8, '0')}`
  const { outcome, session } = bench.writer.scanInto(code, bench.by())
  if (outcome.type !== 'full') return
  bench.writer.scanInto(`BX-${Number(session.box.code.slice(3)) + 1}`, bench.by())
}

function importSome(): void {
  const id = bench.newId()
  const rows = Array.from({ length: 1 + random.below(20) }, (_, n) => `IM${++tables}-${n};plasma\n`)
  bench.writer.openImport(id, 'table', ['code;material\n', ...rows].join(''))
  const mapping = { columns: { code: 0, material: 1 }, study: STUDY, tubeType: 'cryotube' } as const
  bench.writer.checkImport(id, mapping)
  const done = bench.writer.runImport(id, bench.newId(), IDA)
  if (done.type !== 'done') throw new Error(JSON.stringify(done))
}

function move(): void {
  const specimen = anyOf("SELECT specimen FROM tube_claim WHERE state = 'stored'")
  const at = { container: testId('b', BOXES), index: random.below(81) }
  if (specimen) bench.act('move', { specimen, at })
}

function checkOut(): void {
  const specimen = anyOf("SELECT specimen FROM tube_claim WHERE state = 'stored'")
  if (specimen) bench.act('checkOut', { specimen, reason: null })
}

function anyOf(sql: string): string | undefined {
  const all = bench.column<string>(`${sql} ORDER BY 1`)
  return all[random.below(all.length)]
}

/** All that was asked for so far is now known to be saved. */
function acknowledge(): void {
  const intake = bench.column<string>('SELECT session FROM intake')[0] ?? null
  const acknowledged: Acknowledgement = {
    events: bench.writer.facts().position,
    commands: bench.column<number>('SELECT count(*) FROM command_done')[0]!,
    order: bench.writer.cursor()?.pos ?? 0,
    intake,
  }
  writeSync(said, JSON.stringify(acknowledged))
}

function flushLess(): void {
  const { pragma } = Database.prototype
  Database.prototype.pragma = function (this: Database.Database, source, options) {
    if (source === 'synchronous') return 2
    return pragma.call(this, source.replace('synchronous = FULL', 'synchronous = NORMAL'), options)
  }
}
