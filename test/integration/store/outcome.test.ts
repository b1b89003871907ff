import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../../electron/store/client.ts'
import type { Learnt } from '../../../electron/store/messages.ts'
import { STUDY, specimenData, T1, T2 } from '../../support/domain/facts.ts'

const WORKER = new URL('../../support/store/failing-worker.ts', import.meta.url)
const VIA = { source: 'typed', device: '' } as const

let folder: string
let store: Store
let person: string
const learnt: Learnt[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-outcome-'))
  learnt.length = 0
  store = await openStore(WORKER, join(folder, 'ledger.db'))
  store.listen({ onLearnt: (one) => learnt.push(one) })
  await store.write.foundEmpty({ site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' })
  person = (await store.read.people())[0]!.person
  const study = { study: STUDY, code: 'N', name: 'N' }
  await store.write.execute(person, { type: 'createStudy', id: v7(), via: VIA, ...study })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const fail = (how: string) => writeFileSync(join(folder, 'ledger.db.fault'), how)
const register = (specimen: string, id = v7()) =>
  store.write.execute(person, { type: 'accession', id, via: VIA, ...specimenData(specimen) })
const isThere = async (specimen: string) => (await store.read.specimen(specimen)) !== null

describe('a commit that the disk failed', () => {
  test('and that is not in the ledger is said to be not saved, and may be asked for again', async () => {
    fail('commit')
    const id = v7()
    await expect(register(T1, id)).rejects.toMatchObject({ reason: 'NotSaved' })
    expect(await isThere(T1)).toBe(false)
    expect(await register(T1, id)).toMatchObject({ ok: true })
    expect(await isThere(T1)).toBe(true)
  })

  test('and that is in the ledger all the same is saved, and answers as if nothing had been', async () => {
    fail('appeared')
    expect(await register(T1)).toMatchObject({ ok: true })
    expect(await isThere(T1)).toBe(true)
    expect(await register(T2)).toMatchObject({ ok: true })
  })

  test('is unknown while the ledger cannot be opened again, and told as soon as it can', async () => {
    fail('gone')
    const id = v7()
    await expect(register(T1, id)).rejects.toMatchObject({ reason: 'OutcomeUnknown' })
    await expect(register(T2)).rejects.toMatchObject({ reason: 'OutcomeUnknown' })
    expect(learnt).toEqual([])
    fail('')
    await expect.poll(() => learnt.map(({ command }) => command)).toContain(id)
    expect(learnt.find(({ command }) => command === id)!.outcome.type).toBe('saved')
    expect(learnt.filter(({ outcome }) => outcome.type === 'absent')).toHaveLength(1)
    expect(await isThere(T1)).toBe(true)
    expect(await isThere(T2)).toBe(false)
  })

  test('that founded a biobank is a founding, and its badge is given out', async () => {
    const other = await openStore(WORKER, join(folder, 'other.db'))
    writeFileSync(join(folder, 'other.db.fault'), 'appeared')
    const ids = { stream: v7(), badge: 'FKB-1' }
    const given = { site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' }
    expect(await other.write.foundEmpty(given, ids)).toBe('FKB-1')
    expect((await other.write.facts()).stream).toBe(ids.stream)
    expect(await other.write.badge('FKB-1')).toMatchObject({ ok: true })
    expect(await other.read.people()).toHaveLength(1)
    await other.close()
  })

  test('of what has no id is not said to be not saved', async () => {
    fail('commit')
    const page = { epoch: v7(), entries: [], cursor: { epoch: v7(), pos: 0, hash: '0'.repeat(64) } }
    await expect(store.write.applyPage(page)).rejects.toMatchObject({
      reason: 'SQLITE_IOERR_FSYNC',
    })
    fail('appeared')
    await store.write.setPin(person, '9999')
    expect(await store.write.checkPin(person, '9999')).toMatchObject({ ok: true })
  })

  test('is never told of an act that was answered', async () => {
    fail('gone')
    await expect(register(T1)).rejects.toMatchObject({ reason: 'OutcomeUnknown' })
    fail('')
    expect(await register(T2)).toMatchObject({ ok: true })
    expect(learnt).toHaveLength(1)
  })
})
