import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keysAnswer } from '#shared/sync/keys.ts'
import { benchKey, newKey } from '../../../electron/store/key.ts'
import { askRunning } from '../../../service/acts.ts'
import { readAct } from '../../../service/acts-main.ts'
import { revokeBench } from '../../../service/store/benches.ts'
import { BOX, JANA, NOON, SITE, STUDY, T1, T2 } from '../../support/domain/facts.ts'
import { DonorBench } from '../../support/store/donor-bench.ts'
import { VIA } from '../../support/store/test-bench.ts'
import { TestService } from '../../support/sync/service.ts'

const DONOR = 'D-7KQ2-M3XA'
const OTHER = 'D-4H8W-Z1TN'
const TEXT = 'Slightly haemolytic, taken in theatre 4'
const FINE = 'Clear'

let service: TestService
let copy: string
let a: DonorBench
let b: DonorBench
/** Joins after the service was restored. */
let c: DonorBench
const credentials = new Map<DonorBench, string>()

beforeEach(async () => {
  service = new TestService()
  service.now = NOON
  await service.start()
  copy = mkdtempSync(join(tmpdir(), 'frostkeep-copy-'))
  a = bench('1').found().box(BOX, 'BX-1')
  accession(T1, 'FX1', 0, DONOR)
  accession(T2, 'FX2', 1, OTHER)
  b = bench('2')
  c = bench('3')
  await enrol(a)
  await meet(a)
  a.note(T1, TEXT)
  a.note(T2, FINE)
  await meet(a)
})
afterEach(async () => {
  for (const at of [a, b, c]) at.remove()
  rmSync(copy, { recursive: true, force: true })
  await service.remove()
})

const bench = (digit: string): DonorBench =>
  new DonorBench(
    digit,
    mkdtempSync(join(tmpdir(), 'frostkeep-hold-')),
    benchKey({ pkcs8: newKey(), protection: 'file' }),
  )

async function enrol(at: DonorBench): Promise<void> {
  credentials.set(at, await service.enroll(at.writer.facts().install, SITE))
  at.writer.keepKeys('service')
}

async function joins(at: DonorBench, number: number): Promise<void> {
  at.writer.join(SITE, number, `Bench ${number}`)
  await enrol(at)
  await meet(at)
}

/** Each bench hands over and receives. */
async function meet(...benches: DonorBench[]): Promise<void> {
  for (const at of [...benches, ...benches]) {
    // Who comes again at once is asked to wait.
    service.now += 10_000
    await at.sync({ url: service.url, credential: credentials.get(at)! })
  }
}

function accession(specimen: string, code: string, index: number, donor: string): void {
  const done = a.act('takeIn', {
    ...{ specimen, code, study: STUDY, material: 'plasma', tubeType: 'cryotube' },
    ...{ collectedAt: null, donor, origin: 'primary', parent: null, nanolitres: null },
    at: { container: BOX, index },
  })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
}

function erase(at: DonorBench): void {
  const command = { type: 'eraseDonor', id: at.newId(), via: VIA, donor: DONOR } as const
  expect(at.writer.execute(JANA, command).ok).toBe(true)
}

async function makeCopy(): Promise<void> {
  await service.stop()
  cpSync(service.folder, copy, { recursive: true })
  await service.start()
}

async function putBack({ isRestored }: { isRestored: boolean }): Promise<void> {
  await service.stop()
  rmSync(service.folder, { recursive: true })
  cpSync(copy, service.folder, { recursive: true })
  service.epoch = a.newId()
  await service.start({ isRestored })
}

async function restart(): Promise<void> {
  await service.stop()
  await service.start()
}

async function act(...args: string[]) {
  const asked = readAct(args)
  if (typeof asked === 'string') throw new Error(asked)
  return askRunning(service.folder, asked)
}

const isHeld = () => service.running.keys.hold.now() !== null
const notes = (at: DonorBench) => [...at.read(T1), ...at.read(T2)]

describe('DON-4, DON-7: a service that was put back from a copy older than an erasure', () => {
  test('lends a new bench nothing, until an old one has told; then the note is erased everywhere', async () => {
    await makeCopy()
    erase(a)
    await meet(a)
    await putBack({ isRestored: true })
    await joins(c, 3)
    // The copy has the key, and the ledger the note.
    expect(service.running.keys.isErased(DONOR)).toBe(false)
    expect(notes(c)).toEqual(['held', 'held'])
    expect(c.privateKeys()).toEqual([])
    expect(service.running.keys.lentTo(DONOR).map(({ bench: to }) => to)).not.toContain(
      c.writer.facts().install,
    )
    await meet(a)
    expect(isHeld()).toBe(false)
    await meet(c)
    expect(notes(c)).toEqual(['erased', FINE])
    expect(notes(a)).toEqual(['erased', FINE])
    expect(service.running.keys.isErased(DONOR)).toBe(true)
  })

  test('would, without that, have the note opened', async () => {
    await makeCopy()
    erase(a)
    await meet(a)
    await putBack({ isRestored: true })
    service.running.keys.hold.end()
    await joins(c, 3)
    expect(notes(c)).toEqual([TEXT, FINE])
  })

  test('keeps to it over its restarts, in whatever epoch they are', async () => {
    await makeCopy()
    erase(a)
    await meet(a)
    await putBack({ isRestored: true })
    await restart()
    await joins(c, 3)
    await restart()
    await meet(c)
    expect(notes(c)).toEqual(['held', 'held'])
    await meet(a)
    await restart()
    await meet(c)
    expect(notes(c)).toEqual(['erased', FINE])
  })

  test('holds also where it was cut off between its new epoch and that', async () => {
    await makeCopy()
    erase(a)
    await meet(a)
    await putBack({ isRestored: true })
    // As the keys were before.
    service.running.keys.hold.end()
    service.running.keys.hold.setEpoch('before')
    await restart()
    await joins(c, 3)
    expect(notes(c)).toEqual(['held', 'held'])
  })

  test('takes a new key and an erasure meanwhile', async () => {
    await makeCopy()
    await putBack({ isRestored: true })
    await joins(c, 3)
    erase(c)
    await meet(c)
    expect(service.running.keys.isErased(DONOR)).toBe(true)
    expect(isHeld()).toBe(true)
    await meet(a)
    expect([isHeld(), a.read(T1)]).toEqual([false, ['erased']])
  })

  test('is released by its only bench, though nothing was lost', async () => {
    await makeCopy()
    await putBack({ isRestored: true })
    expect(isHeld()).toBe(true)
    await meet(a)
    expect(isHeld()).toBe(false)
    expect(notes(a)).toEqual([TEXT, FINE])
    expect(service.said.at(-1)).toContain('lent again')
  })

  test('is not released by an old bench that was away since before the copy', async () => {
    await joins(b, 2)
    a.note(T2, 'After that b was away')
    await meet(a)
    await makeCopy()
    erase(a)
    await meet(a)
    await putBack({ isRestored: true })
    await meet(b)
    expect(isHeld()).toBe(true)
    await joins(c, 3)
    expect(c.read(T1)).toEqual(['held'])
    await meet(a)
    await meet(b, c)
    expect([b.read(T1), c.read(T1)]).toEqual([['erased'], ['erased']])
  })

  test('waits for no bench whose access was ended', async () => {
    await joins(b, 2)
    a.note(T2, 'After that b was away')
    await meet(a)
    await makeCopy()
    await putBack({ isRestored: true })
    await meet(b)
    expect(isHeld()).toBe(true)
    await revokeBench(service.running.database, 1, service.now)
    service.now += 60_000
    const message = { stream: SITE, put: [], erased: [] }
    await service.call('keys', message, credentials.get(b)!)
    expect(isHeld()).toBe(false)
  })

  test('is released by who runs it, and says what that means', async () => {
    await makeCopy()
    erase(a)
    await meet(a)
    await putBack({ isRestored: true })
    await joins(c, 3)
    expect(notes(c)).toEqual(['held', 'held'])
    const done = await act('lend-again')
    expect(done).toMatchObject({ isDone: true })
    expect(done?.sentence).toContain('can be read again')
    await meet(c)
    expect(notes(c)).toEqual([TEXT, FINE])
    expect(await act('lend-again')).toMatchObject({ isDone: false })
  })

  test('believes no bench that came after, and no telling of another time', async () => {
    await makeCopy()
    await putBack({ isRestored: true })
    await joins(c, 3)
    const { id } = service.running.keys.hold.now()!
    const asked = { stream: SITE, put: [], erased: [], lease: { after: null } }
    const told = async (by: DonorBench, hold: string) => {
      const { body } = await service.call('keys', { ...asked, told: hold }, credentials.get(by)!)
      return keysAnswer.parse(body)
    }
    expect(await told(c, id)).toMatchObject({ held: id, lent: [] })
    expect(await told(a, '0'.repeat(32))).toMatchObject({ held: id, lent: [] })
    expect((await told(a, id)).lent).toHaveLength(2)
  })
})

describe('DON-4: without a new epoch', () => {
  test('nothing is known before an old bench comes; from its first word on nothing is lent until it has told', async () => {
    await makeCopy()
    erase(a)
    await meet(a)
    await putBack({ isRestored: false })
    expect(isHeld()).toBe(false)
    const cursor = a.writer.cursor()
    const asked = { stream: SITE, chains: [], cursor }
    const { body } = await service.call('hello', asked, credentials.get(a)!)
    expect(body).toMatchObject({ stream: { status: 'DIVERGED' } })
    expect(isHeld()).toBe(true)
    await joins(c, 3)
    expect(notes(c)).toEqual(['held', 'held'])
    await meet(a)
    await meet(c)
    expect(isHeld()).toBe(false)
    expect(notes(c)).toEqual(['erased', FINE])
  })

  test('a pull says it as well', async () => {
    await makeCopy()
    erase(a)
    await meet(a)
    await putBack({ isRestored: false })
    const cursor = a.writer.cursor()
    const { body } = await service.call('pull', { stream: SITE, cursor }, credentials.get(a)!)
    expect(body).toMatchObject({ error: { type: 'DIVERGED' } })
    expect(isHeld()).toBe(true)
  })

  test('a restart of a service that was not put back holds nothing', async () => {
    await restart()
    expect(isHeld()).toBe(false)
    await meet(a)
    expect(isHeld()).toBe(false)
    await joins(c, 3)
    expect(notes(c)).toEqual([TEXT, FINE])
  })
})
