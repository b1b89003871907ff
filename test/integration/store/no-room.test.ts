import fs, { existsSync, readdirSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { faultOf } from '../../../electron/bench/keeping-faults.ts'
import { listBackups, makeBackup } from '../../../electron/store/backup/backups.ts'
import { openReader } from '../../../electron/store/open.ts'
import { beginReplacing, stagedFile } from '../../../electron/store/restore/replacing.ts'
import { stageRestore } from '../../../electron/store/restore/stage.ts'
import { stageSalvage } from '../../../electron/store/salvage/salvage.ts'
import {
  copyGiven,
  type EventRow,
  eventsOf,
  given,
  LivedIn,
  start,
} from '../../support/recovery/lived-in.ts'

let lived: LivedIn
let was: EventRow[]
beforeEach(() => {
  lived = new LivedIn()
  lived.takeIn(3)
  lived.backUp()
  lived.takeIn(2)
  lived.kill()
  start(lived.file)
  was = eventsOf(lived.file)
})
afterEach(() => lived.remove())

/** From now on the disk has no room for what this call would write. */
function fill(call: 'writeSync' | 'writeFileSync' | 'mkdirSync'): void {
  const patched = fs as unknown as Record<string, unknown>
  const real = patched[call]
  patched[call] = () => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  syncBuiltinESMExports()
  onTestFinished(() => {
    patched[call] = real
    syncBuiltinESMExports()
  })
}

function refused(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return faultOf(error)
  }
}

/** A reader leaves an empty log and its index beside a ledger that nobody else has open. */
const filesNow = (): string[] =>
  (readdirSync(lived.folder, { recursive: true }) as string[])
    .filter((name) => !/-(wal|shm)$/.test(name))
    .sort()

const backUp = () => {
  const db = openReader(lived.file)
  try {
    return makeBackup(db, { ...copyGiven, now: copyGiven.now + 60_000 })
  } finally {
    db.close()
  }
}
const restore = () => stageRestore(lived.file, listBackups(lived.file)[0]!.file, given())

describe('on a disk without room', () => {
  test.each<[string, Parameters<typeof fill>[0], () => unknown]>([
    ['a backup', 'writeFileSync', backUp],
    ['a restore', 'writeSync', restore],
    ['a salvage', 'mkdirSync', () => stageSalvage(lived.file, given())],
  ])('%s is refused in words, and leaves everything as it was', (_, call, work) => {
    const files = filesNow()
    fill(call)
    expect(refused(work)).toEqual({ type: 'DiskFull' })
    expect(filesNow()).toEqual(files)
    expect(eventsOf(lived.file)).toEqual(was)
  })

  test('a ledger that is ready does not take the place of the present one', () => {
    const staged = restore()
    if (!staged.ok) throw new Error(staged.error.type)
    fill('writeFileSync')
    expect(refused(() => beginReplacing(lived.file, staged.value))).toEqual({ type: 'DiskFull' })
    expect(existsSync(join(lived.folder, 'replacing.json'))).toBe(false)
    expect(start(lived.file).findings).toEqual([])
    expect(eventsOf(lived.file)).toEqual(was)
  })

  test('each comes about once there is room (control)', () => {
    expect(backUp()).toMatchObject({ ok: true })
    expect(restore()).toMatchObject({ ok: true })
    expect(existsSync(stagedFile(lived.file))).toBe(true)
  })
})
