import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readChainName } from '#shared/ledger/chain.ts'
import { anchorFile } from '../../../electron/store/anchor.ts'
import { hashOfFile } from '../../../electron/store/aside.ts'
import { backupFolder, listBackups, makeBackup } from '../../../electron/store/backup/backups.ts'
import { readManifest, writeManifest } from '../../../electron/store/backup/manifest.ts'
import { FORMAT } from '../../../electron/store/migrations/index.ts'
import { openDatabase, openReader } from '../../../electron/store/open.ts'
import { previewRestore } from '../../../electron/store/restore/preview.ts'
import {
  beginReplacing,
  finishReplacing,
  stagedFile,
} from '../../../electron/store/restore/replacing.ts'
import { stageRestore } from '../../../electron/store/restore/stage.ts'
import { examine } from '../../../electron/store/verify/examine.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { IDA } from '../../support/domain/facts.ts'
import {
  copyGiven,
  eventsOf,
  given,
  LivedIn,
  place,
  salvage,
  start,
} from '../../support/recovery/lived-in.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let lived: LivedIn
let backup: string

beforeEach(() => {
  lived = new LivedIn()
  lived.takeIn(3)
  lived.order.exchange(lived.bench, lived.other)
  backup = lived.backUp()
  lived.takeIn(2)
  lived.order.exchange(lived.bench, lived.other)
  lived.takeIn(2)
  lived.kill()
})
afterEach(() => lived.remove())

const path = () => join(backupFolder(lived.file), backup)
const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
function isSound(file: string): boolean {
  const { db, close } = examine(file)
  try {
    return verifyFull(db, { structure: true })!.sound
  } finally {
    close()
  }
}
const restore = (file = lived.file) => {
  const staged = value(stageRestore(file, backup, given()))
  place(file, staged)
  return staged
}

describe('a backup', () => {
  test('is the whole ledger in one file, with a manifest that says what it is', () => {
    const said = readManifest(path())!
    expect(said).toMatchObject({ v: 1, file: backup, sha256: hashOfFile(path()), format: FORMAT })
    expect(said.events).toBe(eventsOf(path()).length)
    expect(said.verified.events).toBe(said.events)
    expect(said.cursor).not.toBeNull()
    expect(listBackups(lived.file)).toMatchObject([
      { file: backup, intact: true, events: said.events },
    ])
  })

  test('is verified where nothing can be written', () => {
    const folder = backupFolder(lived.file)
    chmodSync(path(), 0o400)
    chmodSync(folder, 0o500)
    try {
      expect(isSound(path())).toBe(true)
      expect(readdirSync(folder).sort()).toEqual([backup, backup.replace('.db', '.json')].sort())
    } finally {
      chmodSync(folder, 0o700)
    }
  })

  test('of a ledger that is not sound does not come about', () => {
    const db = openDatabase(lived.file, 'write')
    const guard = db
      .prepare("SELECT sql FROM sqlite_schema WHERE name = 'event_kept'")
      .pluck()
      .get() as string
    db.exec(`DROP TRIGGER event_kept; UPDATE event SET body = body || ' ' WHERE id = 3; ${guard}`)
    expect(makeBackup(db, copyGiven)).toMatchObject({ ok: false, error: { type: 'NotSound' } })
    db.close()
    expect(readdirSync(backupFolder(lived.file)).filter((name) => name.endsWith('.db'))).toEqual([
      backup,
    ])
  })

  test('removes old ones of its own, and nothing else', () => {
    const folder = backupFolder(lived.file)
    const said = readManifest(path())!
    for (const name of [
      'ledger-older.db',
      'before-format-5-older.db',
      'ledger-unknown.db',
      'mine.db',
    ]) {
      copyFileSync(path(), join(folder, name))
      if (name !== 'ledger-unknown.db') writeManifest(join(folder, name), { ...said, file: name })
    }
    const db = openReader(lived.file)
    value(makeBackup(db, { ...copyGiven, now: copyGiven.now + 1000 }))
    db.close()
    const left = readdirSync(folder).filter((name) => name.endsWith('.db'))
    expect(left).not.toContain('ledger-older.db')
    expect(left).toEqual(
      expect.arrayContaining(['before-format-5-older.db', 'ledger-unknown.db', 'mine.db']),
    )
  })

  test('that cannot be read hides none of the others, and a folder that is none has none', () => {
    writeFileSync(path().replace('ledger-', 'ledger-old-').replace('.db', '.json'), '{}')
    symlinkSync('nowhere', join(backupFolder(lived.file), 'ledger-gone.db'))
    copyFileSync(path().replace('.db', '.json'), join(backupFolder(lived.file), 'ledger-gone.json'))
    expect(listBackups(lived.file)).toMatchObject([{ file: backup }])
    rmSync(backupFolder(lived.file), { recursive: true })
    writeFileSync(backupFolder(lived.file), '')
    expect(listBackups(lived.file)).toEqual([])
  })

  test('that never came about before a change of format is forgotten at the start', () => {
    const left = join(backupFolder(lived.file), 'before-format-6-x.db.unfinished')
    for (const file of [left, `${left}-journal`]) writeFileSync(file, 'x')
    start(lived.file)
    expect(readdirSync(backupFolder(lived.file)).filter((name) => /before/.test(name))).toEqual([])
    expect(listBackups(lived.file)).toHaveLength(1)
  })

  test("is no other bench's to remove, whatever day it is of", () => {
    const stranger = new TestBench('5').found()
    stranger.act('createStudy', { study: testId('9', 1), code: 'X', name: 'X' })
    const later = copyGiven.now + 3_600_000
    const made = value(makeBackup(stranger.readDb, { ...copyGiven, now: later }))
    const folder = backupFolder(lived.bench.file)
    for (const name of [made.file, made.file.replace('.db', '.json')])
      copyFileSync(join(backupFolder(stranger.file), name), join(folder, name))
    stranger.remove()
    // Of the same day, and newer than both.
    const newest = value(makeBackup(lived.bench.readDb, { ...copyGiven, now: later + 1000 }))
    const there = listBackups(lived.bench.file).map(({ file }) => file)
    expect(there).toEqual([newest.file, made.file])
  })

  test('that was just made stays, although one of that day says that it is newer', () => {
    const earlier = copyGiven.now - 3_600_000
    const made = value(makeBackup(lived.bench.readDb, { ...copyGiven, now: earlier }))
    expect(listBackups(lived.bench.file).map(({ file }) => file)).toEqual([backup, made.file])
  })
})

describe('a restore', () => {
  test('says before what would be gone, and how much of it the service has', () => {
    const before = readFileSync(lived.file)
    const preview = value(previewRestore(lived.file, backup, {}))
    const here = eventsOf(lived.file)
    const there = eventsOf(path())
    expect(preview).toMatchObject({
      isSameBench: true,
      here: here.length,
      there: there.length,
      report: { sound: true },
    })
    expect(preview.lacking).toBe(here.length - there.length)
    expect(preview.atService).toBe(4)
    expect(preview.acts.map(({ codes }) => codes[0])).toEqual([
      'FX00000007',
      'FX00000006',
      'FX00000005',
      'FX00000004',
    ])
    expect(readFileSync(lived.file).equals(before)).toBe(true)
  })

  test('counts by the anchor what of a damaged ledger nobody can read', () => {
    const here = eventsOf(lived.file).length
    start(lived.file)
    writeFileSync(lived.file, 'no ledger at all')
    const preview = value(previewRestore(lived.file, backup, {}))
    expect(preview).toMatchObject({ here, lacking: here - preview.there, atService: 0, acts: [] })
  })

  test('goes on from the backup in a life of its own, and keeps everything that was', () => {
    const was = eventsOf(lived.file)
    const old = lived.bench.writer.facts().chain!
    const { chain, aside } = restore()
    expect(isSound(lived.file)).toBe(true)
    const events = eventsOf(lived.file)
    expect(events.filter((e) => e.chain !== chain)).toEqual(eventsOf(path()))
    expect(readChainName(chain)!.incarnation).toBeGreaterThan(readChainName(old)!.incarnation)
    const incident = JSON.parse(events.findLast((e) => e.chain === chain)!.body)
    const end = was.filter((e) => e.chain === old).length
    expect(incident).toMatchObject({
      type: 'ledger.incident_recorded',
      data: {
        kind: 'restore',
        aside,
        sources: [backup],
        lost: [{ chain: old, from: end - 7, to: end }],
      },
    })
    const folder = join(lived.folder, 'aside', aside)
    expect(eventsOf(join(folder, 'ledger.db'))).toEqual(was)
    const { files } = JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8'))
    const anchor = files.find(({ name }: { name: string }) => name === 'ledger.anchor')
    expect(hashOfFile(join(folder, 'ledger.anchor'))).toBe(anchor.sha256)
  })

  test('gives out no accession identifier twice', () => {
    const last = Number(
      lived.bench.rows<{ n: string }>("SELECT value AS n FROM meta WHERE key = 'accessions'")[0]!.n,
    )
    restore()
    const db = openReader(lived.file)
    const now = db.prepare("SELECT value FROM meta WHERE key = 'accessions'").pluck().get()
    db.close()
    expect(Number(now)).toBe(last)
  })

  test('takes back from the service what the service has', () => {
    const folder = lived.folder
    restore()
    const again = new TestBench('9', folder)
    again.writer.applyPage(lived.order.page(again.writer.cursor()!.pos))
    lived.order.push(again)
    lived.order.pull(again)
    const codes = again.column<string>('SELECT code FROM specimen ORDER BY code')
    again.close()
    expect(codes).toEqual([1, 2, 3, 4, 5].map((n) => `FX0000000${n}`))
  })

  test('refuses a backup whose bytes are not those of its manifest', () => {
    const bytes = readFileSync(path())
    bytes[bytes.length - 10]! += 1
    writeFileSync(path(), bytes)
    const preview = value(previewRestore(lived.file, backup, {}))
    expect(preview.report.sound).toBe(false)
    expect(stageRestore(lived.file, backup, given())).toMatchObject({
      ok: false,
      error: { type: 'NotSound' },
    })
    expect(existsSync(stagedFile(lived.file))).toBe(false)
  })

  test('refuses what is no backup, one of another bench, and one of a newer program', () => {
    const no = (type: string) =>
      expect(stageRestore(lived.file, backup, given())).toMatchObject({
        ok: false,
        error: { type },
      })
    expect(stageRestore(lived.file, 'nothing.db', given())).toMatchObject({
      ok: false,
      error: { type: 'NoSuchBackup' },
    })
    const said = readManifest(path())!
    writeManifest(path(), { ...said, install: said.install.replaceAll('1', '4') })
    no('OtherBench')
    writeManifest(path(), { ...said, format: 99 })
    no('NewerLedger')
  })

  test('refuses a backup of another bench whose manifest says that it is of this one', () => {
    const stranger = new TestBench('5').found()
    const made = value(makeBackup(stranger.readDb, copyGiven))
    copyFileSync(join(backupFolder(stranger.file), made.file), path())
    const { bytes, sha256 } = readManifest(join(backupFolder(stranger.file), made.file))!
    stranger.remove()
    writeManifest(path(), { ...readManifest(path())!, bytes, sha256 })
    expect(previewRestore(lived.file, backup, {})).toMatchObject({
      ok: true,
      value: { isSameBench: false, acts: [] },
    })
    const refused = { ok: false, error: { type: 'OtherBench' } }
    expect(stageRestore(lived.file, backup, given())).toMatchObject(refused)
    expect(existsSync(stagedFile(lived.file))).toBe(false)
  })

  test('of a bench whose disk is new takes the life of the one before', () => {
    for (const file of [lived.file, `${lived.file}-wal`, anchorFile(lived.file)]) rmSync(file)
    const { install } = readManifest(path())!
    start(lived.file)
    expect(readChainName(restore().chain)!.install).toBe(install)
    expect(isSound(lived.file)).toBe(true)
  })

  test('leaves the present ledger when something was recorded while it was prepared', () => {
    start(lived.file)
    const staged = value(stageRestore(lived.file, backup, given()))
    const again = new TestBench('9', lived.folder)
    again.box('bbbbbbbb-0000-7000-8000-000000000099', 'BX-99')
    again.close()
    const was = eventsOf(lived.file)
    expect(() => beginReplacing(lived.file, staged)).toThrow('Something was recorded')
    expect(existsSync(stagedFile(lived.file))).toBe(false)
    expect(start(lived.file).findings).toEqual([])
    expect(eventsOf(lived.file)).toEqual(was)
  })

  test.each([
    ['a PIN that was set', (bench: TestBench) => bench.writer.setPin(IDA, '2468'), true],
    ['a restart without an act (control)', () => {}, false],
  ])('counts %s', (_, work, isChange) => {
    start(lived.file)
    const staged = value(stageRestore(lived.file, backup, given()))
    const again = new TestBench('9', lived.folder)
    work(again)
    again.close()
    const begin = () => beginReplacing(lived.file, staged)
    if (isChange) expect(begin).toThrow('Something was recorded')
    else expect(begin).not.toThrow()
  })

  test('leaves nothing behind that was recorded while no anchor could be written', () => {
    start(lived.file)
    const anchor = readFileSync(anchorFile(lived.file))
    const staged = value(stageRestore(lived.file, backup, given()))
    const again = new TestBench('9', lived.folder)
    again.box('bbbbbbbb-0000-7000-8000-000000000099', 'BX-99')
    again.close()
    writeFileSync(anchorFile(lived.file), anchor)
    expect(() => beginReplacing(lived.file, staged)).toThrow('Something was recorded')
  })
})

describe('an event of a type that this version does not know', () => {
  test('is byte for byte the same after a backup, a restore and a salvage', () => {
    const body = lived.hearStrange()
    const has = (file: string) => eventsOf(file).some((e) => e.body === body)
    backup = lived.backUp()
    lived.kill()
    expect(has(path())).toBe(true)
    restore()
    expect(has(lived.file)).toBe(true)
    lived.kill()
    rmSync(`${lived.file}-wal`)
    salvage(lived.file)
    expect(has(lived.file)).toBe(true)
  })
})

describe('a replacing that ends in between', () => {
  /** The states of a folder between each step and the next, by the files that are renamed. */
  const steps = [
    'aside of the anchor',
    'aside of the ledger',
    'the new anchor',
    'the new ledger',
  ] as const

  test.each(steps)('before %s is finished by the next start', (step) => {
    start(lived.file)
    const was = eventsOf(lived.file)
    const staged = value(stageRestore(lived.file, backup, given()))
    const events = eventsOf(stagedFile(lived.file))
    beginReplacing(lived.file, staged)
    stopBefore(step, join(lived.folder, 'aside', staged.aside))
    expect(start(lived.file).findings).toEqual([])
    expect(eventsOf(lived.file)).toEqual(events)
    expect(eventsOf(join(lived.folder, 'aside', staged.aside, 'ledger.db'))).toEqual(was)
    expect(existsSync(stagedFile(lived.file))).toBe(false)
  })

  /** What `finishReplacing` does, up to a point. */
  function stopBefore(step: (typeof steps)[number], folder: string): void {
    const at = steps.indexOf(step)
    if (at === 0) return
    writeFileSync(join(folder, 'files.json'), '{"files":[]}')
    renameSync(anchorFile(lived.file), join(folder, 'ledger.anchor'))
    if (at === 1) return
    renameSync(lived.file, join(folder, 'ledger.db'))
    if (at === 2) return
    renameSync(anchorFile(stagedFile(lived.file)), anchorFile(lived.file))
  }

  test('of which the note cannot be read leaves what is there, and keeps the note', () => {
    start(lived.file)
    const was = eventsOf(lived.file)
    const note = join(lived.folder, 'replacing.json')
    writeFileSync(note, '\u0000\u0000')
    expect(start(lived.file).findings).toEqual([])
    expect(eventsOf(lived.file)).toEqual(was)
    expect(existsSync(`${note}.bad`)).toBe(true)
  })

  test.each([
    ['is cut off', '{"v":1,'],
    ['says nothing', '{"v":1}'],
    ['leads out of the folder', '{"v":1,"aside":"../../evil"}'],
  ])('by a note that %s leaves what is there, and nothing outside of the folder', (_, note) => {
    start(lived.file)
    const was = eventsOf(lived.file)
    value(stageRestore(lived.file, backup, given()))
    writeFileSync(join(lived.folder, 'replacing.json'), note)
    expect(start(lived.file).findings).toEqual([])
    expect(eventsOf(lived.file)).toEqual(was)
    expect(existsSync(join(lived.folder, 'aside'))).toBe(false)
    restore()
    expect(isSound(lived.file)).toBe(true)
  })

  test('for want of room leaves nothing as large as a ledger', () => {
    start(lived.file)
    const was = eventsOf(lived.file)
    const staged = value(stageRestore(lived.file, backup, given()))
    beginReplacing(lived.file, staged)
    const folder = join(lived.folder, 'aside', staged.aside)
    // Where a folder has the name of what is written first, the list cannot be made.
    mkdirSync(join(folder, 'files.json.next'))
    expect(start(lived.file).findings).toEqual([])
    expect(eventsOf(lived.file)).toEqual(was)
    for (const file of [folder, stagedFile(lived.file), join(lived.folder, 'replacing.json')])
      expect(existsSync(file)).toBe(false)
  })

  test('before it was written down leaves what was there (control)', () => {
    start(lived.file)
    const was = eventsOf(lived.file)
    value(stageRestore(lived.file, backup, given()))
    finishReplacing(lived.file, () => {})
    expect(start(lived.file).findings).toEqual([])
    expect(eventsOf(lived.file)).toEqual(was)
  })
})
