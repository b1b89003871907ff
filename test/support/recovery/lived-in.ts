import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Draft } from '#shared/domain/facts.ts'
import { runningHash } from '#shared/ledger/envelope.ts'
import { systemClock } from '../../../electron/clock.ts'
import { anchorFile } from '../../../electron/store/anchor.ts'
import { backupFolder, makeBackup } from '../../../electron/store/backup/backups.ts'
import type { Opening } from '../../../electron/store/messages.ts'
import { type OpenedLedger, openLedger } from '../../../electron/store/opening.ts'
import { beginReplacing } from '../../../electron/store/restore/replacing.ts'
import type { Staged, StageGiven } from '../../../electron/store/restore/staging.ts'
import { previewSalvage, stageSalvage } from '../../../electron/store/salvage/salvage.ts'
import { examine } from '../../../electron/store/verify/examine.ts'
import { at, BOX, specimenData } from '../domain/facts.ts'
import { CommonOrder } from '../store/common-order.ts'
import { foreignBody } from '../store/foreign.ts'
import { TestBench } from '../store/test-bench.ts'
import { testKey } from '../store/test-key.ts'
import { sha256, TestChain, testId } from '../sync/events.ts'

export const KEY = testKey('file')
export const HOOKS = { now: () => Date.UTC(2026, 10, 24, 8, 30), beforeUpgrade: () => {} }

/** What staging needs; the ledger was found sound unless it says otherwise. */
export const given = (findings: Opening['findings'] = []): StageGiven => ({
  clock: systemClock,
  newId: v7,
  key: KEY,
  findings,
})

export const copyGiven = { now: Date.UTC(2026, 10, 23, 8), program: '0.0.0' }

/** A bench that has exchanged events with another, and a copy of its files as after a kill. */
export class LivedIn {
  readonly bench = new TestBench('1', undefined, KEY)
  readonly other = new TestBench('2')
  readonly order = new CommonOrder()
  readonly folder = mkdtempSync(join(tmpdir(), 'frostkeep-recovery-'))
  readonly file = join(this.folder, 'ledger.db')
  #tubes = 0

  constructor() {
    this.bench.found().box(BOX, 'BX-1')
    this.other.writer.join(this.bench.writer.facts().stream!, 2, 'Storage')
    this.order.exchange(this.bench, this.other)
    this.order.exchange(this.bench, this.other)
  }

  /** Another bench, of a newer program, records what this one does not know. */
  hearStrange(): string {
    const chain = new TestChain(testId('3', 1), 1, this.bench.writer.facts().stream!)
    const said = { type: 'moon.landed', ents: ['moon:1'], data: { at: 'Mare Tranquillitatis' } }
    const envelope = chain.write(foreignBody(said as unknown as Draft, 77))
    const before = this.order.log.at(-1)!
    const pos = before.pos + 1
    const running = runningHash(sha256, before.running, pos, envelope.hash)
    this.order.log.push({ pos, envelope, running })
    this.order.pull(this.bench)
    return envelope.body
  }

  /** Takes in so many tubes; answers their codes. */
  takeIn(count: number): string[] {
    return Array.from({ length: count }, () => {
      const n = ++this.#tubes
      const data = { ...specimenData(testId('7', n)), code: codeOf(n) }
      const name = `${'ABCDEFGHI'[Math.floor((n - 1) / 9)]}${((n - 1) % 9) + 1}`
      const done = this.bench.act('takeIn', { ...data, at: at(name) })
      if (!done.ok) throw new Error(JSON.stringify(done.error))
      return codeOf(n)
    })
  }

  backUp(): string {
    const made = makeBackup(this.bench.readDb, copyGiven)
    if (!made.ok) throw new Error(made.error.type)
    return made.value.file
  }

  /** The bench's files as a kill would leave them: with what is only in the log. */
  kill(): string {
    for (const name of readdirSync(this.folder))
      rmSync(join(this.folder, name), { recursive: true })
    const files = [this.bench.file, `${this.bench.file}-wal`, anchorFile(this.bench.file)]
    for (const from of files)
      if (existsSync(from)) copyFileSync(from, from.replace(this.bench.folder, this.folder))
    const [from, to] = [backupFolder(this.bench.file), backupFolder(this.file)]
    if (existsSync(from)) {
      mkdirSync(to, { recursive: true })
      for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name))
    }
    return this.file
  }

  remove(): void {
    this.bench.remove()
    this.other.remove()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export const codeOf = (n: number): string => `FX${String(n).padStart(8, '0')}`

/** Opens a ledger as a start does, and closes it again. */
export function start(file: string): Opening {
  const opened: OpenedLedger = openLedger(file, [], HOOKS)
  opened.db.close()
  return opened.opening
}

/** Finds the damage, looks what can be saved, and puts that in the place of what was there. */
export function salvage(file: string) {
  const { findings } = start(file)
  const preview = previewSalvage(file, { key: KEY.public })
  if (!preview.ok) throw new Error(JSON.stringify(preview.error))
  const staged = stageSalvage(file, given(findings))
  if (!staged.ok) throw new Error(JSON.stringify(staged.error))
  place(file, staged.value)
  return { findings, preview: preview.value, staged: staged.value }
}

export function place(file: string, staged: Staged): void {
  beginReplacing(file, staged)
  const { findings } = start(file)
  if (findings.length > 0) throw new Error(JSON.stringify(findings))
}

export interface EventRow {
  readonly chain: string
  readonly seq: number
  readonly hash: string
  readonly body: string
}

/** Every event of a ledger by its place, whatever the order of arrival. */
export function eventsOf(file: string): EventRow[] {
  const { db, close } = examine(file)
  try {
    return db
      .prepare(
        `SELECT c.name AS chain, e.seq, lower(hex(e.hash)) AS hash, e.body
         FROM event e JOIN chain c ON c.id = e.chain ORDER BY c.name, e.seq`,
      )
      .all() as EventRow[]
  } finally {
    close()
  }
}
