// Does one long piece of work on a ledger, and says when it begins and when it is done:
//   node job.ts JOB LEDGER [CALLS|unflushed]
// Before the file call with the number CALLS it kills itself, as a power supply does.
import fs, { writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Envelope } from '#shared/ledger/envelope.ts'
import { systemClock } from '../../../../electron/clock.ts'
import { listBackups, makeBackup } from '../../../../electron/store/backup/backups.ts'
import { openReader, openWriter } from '../../../../electron/store/open.ts'
import { openLedger } from '../../../../electron/store/opening.ts'
import { beginReplacing } from '../../../../electron/store/restore/replacing.ts'
import { stageRestore } from '../../../../electron/store/restore/stage.ts'
import { stageSalvage } from '../../../../electron/store/salvage/salvage.ts'
import { copyBeforeUpgrade } from '../../../../electron/store/upgrade-copy.ts'
import { createWriter } from '../../../../electron/store/writer.ts'
import { IDA, STUDY } from '../../domain/facts.ts'
import { copyGiven, given } from '../../recovery/lived-in.ts'
import { importTable } from './table.ts'

const [job, file, calls] = process.argv.slice(2) as [string, string, string | undefined]

const LOST = `
  SELECT p.pos, p.received_at AS received, c.name AS chain, e.seq, lower(hex(e.prev)) AS prev,
    lower(hex(e.hash)) AS hash, e.body
  FROM past_order p JOIN event e ON e.id = p.event JOIN chain c ON c.id = e.chain ORDER BY p.id`
const RUNNING = 'SELECT lower(hex(running)) FROM past_order WHERE pos = ?'

const JOBS: Readonly<Record<string, () => void>> = {
  backup,
  restore,
  salvage,
  migrate: start,
  import: importAll,
  sync,
  careless,
  torn,
}

if (calls === 'unflushed') flushNothing()
writeSync(1, 'begin\n')
const counted = countCalls(Number(calls ?? '0'))
JOBS[job]!()
sayDone()
writeSync(1, `done ${counted()}\n`)

/** Where all that is written is watched, this is the moment at which it is acknowledged. */
function sayDone(): void {
  const { FAULTS_ROOT } = process.env
  if (FAULTS_ROOT) writeSync(fs.openSync(join(FAULTS_ROOT, 'said'), 'w'), 'done')
}

/** The program's own files are not flushed: what a campaign must find. */
function flushNothing(): void {
  const { writeFileSync } = fs
  fs.fsyncSync = () => {}
  fs.writeFileSync = ((file: string, data: string) =>
    writeFileSync(file, data)) as typeof writeFileSync
  syncBuiltinESMExports()
}

/** From now on the program's own file calls are counted, and end it before the one with that number. */
function countCalls(last: number): () => number {
  let count = 0
  const names = [
    'renameSync',
    'writeFileSync',
    'fsyncSync',
    'rmSync',
    'copyFileSync',
    'mkdirSync',
    'openSync',
  ] as const
  const patched = fs as unknown as Record<string, (...args: unknown[]) => unknown>
  for (const name of names) {
    const call = patched[name]!
    patched[name] = (...args) => {
      if (++count === last) process.kill(process.pid, 'SIGKILL')
      return call(...args)
    }
  }
  syncBuiltinESMExports()
  return () => count
}

/** As a start of the program does. */
function start(): void {
  openLedger(file, [], {
    now: Date.now,
    beforeUpgrade: (db, format) => copyBeforeUpgrade(db, format, Date.now(), () => {}),
  }).db.close()
}

function backup(): void {
  const db = openReader(file)
  const made = makeBackup(db, { ...copyGiven, now: Date.now() })
  if (!made.ok) throw new Error(made.error.type)
  db.close()
}

function restore(): void {
  const staged = stageRestore(file, listBackups(file)[0]!.file, given())
  if (!staged.ok) throw new Error(JSON.stringify(staged.error))
  beginReplacing(file, staged.value)
  start()
}

function salvage(): void {
  const staged = stageSalvage(file, given())
  if (!staged.ok) throw new Error(JSON.stringify(staged.error))
  beginReplacing(file, staged.value)
  start()
}

function importAll(): void {
  const db = openWriter(file)
  const writer = createWriter(
    { db, clock: systemClock, newId: v7 },
    { say: () => {}, isCancelled: () => false },
  )
  const id = v7()
  const opened = writer.openImport(id, 'table.csv', importTable())
  if (!opened.ok) throw new Error(opened.error.type)
  const mapping = { columns: opened.value.guess, study: STUDY, tubeType: 'cryotube' } as const
  const checked = writer.checkImport(id, mapping)
  if (checked.type !== 'checked' || checked.check.errors.length > 0)
    throw new Error(JSON.stringify(checked))
  const last = writer.runImport(id, v7(), IDA)
  if (last.type !== 'done') throw new Error(JSON.stringify(last))
}

/** The service was restored; the bench goes on in a new life; what was lost comes back, page by page. */
function sync(): void {
  const db = openWriter(file)
  const writer = createWriter(
    { db, clock: systemClock, newId: v7 },
    { say: () => {}, isCancelled: () => false },
  )
  const before = Math.floor(writer.cursor()!.pos / 2)
  const epoch = v7()
  writer.diverge({ pos: before, hash: writer.runningAt([before])[0]! }, epoch)
  writer.newLife('rolled-back')
  const lost = db.prepare(LOST).all() as (Envelope & { pos: number; received: number })[]
  for (let at = 0; at < lost.length; at += 5) {
    const entries = lost.slice(at, at + 5).map(({ pos, received: receivedAt, ...envelope }) => {
      return { pos, envelope, receivedAt }
    })
    const { pos } = entries.at(-1)!
    const hash = db.prepare(RUNNING).pluck().get(pos) as string
    writer.applyPage({ epoch, entries, cursor: { epoch, pos, hash } })
  }
}

/** What must be found out: an order that is lost without a word. */
function torn(): void {
  openWriter(file).exec('DELETE FROM stream_order WHERE pos > 3')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
}

/** What must be found out: a restore that takes the old ledger away before the new one has its name. */
function careless(): void {
  const copy = `${file}.new`
  fs.copyFileSync(file, copy)
  fs.rmSync(file)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
  fs.renameSync(copy, file)
}
