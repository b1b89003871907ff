import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listBackups } from '../../../electron/store/backup/backups.ts'
import { FORMAT, formatOf } from '../../../electron/store/migrations/index.ts'
import { openLedger } from '../../../electron/store/opening.ts'
import { stageRestore } from '../../../electron/store/restore/stage.ts'
import { copyBeforeUpgrade } from '../../../electron/store/upgrade-copy.ts'
import { eventsOf, given, place } from '../../support/recovery/lived-in.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/ledgers')
const OLDER = readdirSync(FOLDER).filter((format) => Number(format) < FORMAT)
const NOW = Date.UTC(2026, 10, 24, 8, 30)

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-upgrade-'))
  file = join(folder, 'ledger.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open() {
  const opened = openLedger(file, [], {
    now: () => NOW,
    beforeUpgrade: (db, format) => copyBeforeUpgrade(db, format, NOW, () => {}),
  })
  const format = formatOf(opened.db)
  opened.db.close()
  return { ...opened.opening, format }
}

describe.each(OLDER)('a ledger of format %s', (format) => {
  beforeEach(() => copyFileSync(join(FOLDER, format, 'ledger.db'), file))

  test('is copied, and the copy verified, before its format is changed', () => {
    const events = eventsOf(file)
    expect(open()).toMatchObject({ findings: [], format: FORMAT })
    const [copy] = listBackups(file)
    expect(copy).toMatchObject({ format: Number(format), intact: true, events: events.length })
    expect(copy!.file).toBe(`before-format-${Number(format) + 1}-2026-11-24T08-30-00Z.db`)
    expect(eventsOf(join(folder, 'backups', copy!.file))).toEqual(events)
    open()
    expect(listBackups(file)).toHaveLength(1)
  })

  test('goes on from that copy when a person wants it', () => {
    const events = eventsOf(file)
    open()
    const staged = stageRestore(file, listBackups(file)[0]!.file, given())
    if (!staged.ok) throw new Error(JSON.stringify(staged.error))
    place(file, staged.value)
    const after = eventsOf(file)
    expect(after.filter(({ chain }) => chain !== staged.value.chain)).toEqual(events)
    expect(open()).toMatchObject({ findings: [], format: FORMAT })
  })

  test('that is damaged keeps its format and its bytes (control)', () => {
    const bytes = readFileSync(file)
    const at = bytes.indexOf(eventsOf(file)[3]!.body) + 30
    bytes[at] = bytes[at]! ^ 1
    writeFileSync(file, bytes)
    const opening = open()
    expect(opening.findings).toMatchObject([{ type: 'event', fault: 'hash' }])
    expect(opening.format).toBe(Number(format))
    expect(listBackups(file)).toEqual([])
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })
})
