import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '../../../electron/store/client.ts'
import { derivedDigest } from '../../../electron/store/derived-digest.ts'
import { openReader, openWriter } from '../../../electron/store/open.ts'
import { rebuildInBackground } from '../../../electron/store/rebuild/background.ts'
import { rebuild } from '../../../electron/store/rebuild.ts'
import { checkSchema } from '../../../electron/store/verify/schema.ts'
import { specimenData } from '../../support/domain/facts.ts'

const WORKER = new URL('../../../electron/store/worker.ts', import.meta.url)
const VIA = { source: 'typed', device: '' } as const

let folder: string
let file: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-rebuild-'))
  file = join(folder, 'ledger.db')
  store = await openStore(WORKER, file)
  await store.write.foundDemo()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Registers specimen after specimen until it is told to stop; answers how many. */
function scanOn(): { stop(): Promise<number> } {
  let isOver = false
  const scans = (async () => {
    const [person] = await store.read.people()
    const [study] = await store.read.studies()
    for (let n = 0; ; n++) {
      if (isOver) return n
      const data = specimenData(v7(), { code: `FX7${1_000_000 + n}`, study: study!.study })
      const done = await store.write.execute(person!.person, {
        type: 'accession',
        id: v7(),
        via: VIA,
        ...data,
        collectedAt: null,
      })
      expect(done.ok).toBe(true)
    }
  })()
  return {
    stop: () => {
      isOver = true
      return scans
    },
  }
}

const isOvertaken = () => false

test('scans go on while everything is derived again and changed over, and none is lost', async () => {
  const before = (await store.read.home()).specimens
  const scanning = scanOn()
  expect(await rebuildInBackground(store.keep, store.write, isOvertaken, true)).toEqual([])
  const scanned = await scanning.stop()
  expect(scanned).toBeGreaterThan(20)
  expect((await store.read.home()).specimens).toBe(before + scanned)
  const found = await store.read.specimens({ text: 'FX71', limit: 1, after: null })
  expect(found.total).toBe(Math.min(1_000, scanned))
  await store.close()
  const db = openWriter(file)
  const live = derivedDigest(db)
  expect(checkSchema(db)).toEqual([])
  rebuild(db)
  expect(derivedDigest(db)).toEqual(live)
  db.close()
  store = await openStore(WORKER, file)
}, 60_000)

test('what somebody has changed behind the program is found and put right', async () => {
  await store.close()
  const db = openWriter(file)
  const right = derivedDigest(db)
  db.exec("UPDATE container SET name = 'changed' WHERE kind = 'freezer'; DELETE FROM tally")
  db.close()
  store = await openStore(WORKER, file)
  const differ = await rebuildInBackground(store.keep, store.write, isOvertaken)
  expect(differ).toEqual(['container', 'tally'])
  const reader = openReader(file)
  expect(derivedDigest(reader)).toEqual(right)
  reader.close()
  expect(await rebuildInBackground(store.keep, store.write, isOvertaken)).toEqual([])
})
