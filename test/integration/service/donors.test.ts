import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LEASE, RENEW_AFTER } from '#shared/privacy/lease.ts'
import { openText } from '#shared/privacy/seal-text.ts'
import { keysAnswer } from '#shared/sync/keys.ts'
import { sealCrypto } from '../../../electron/seal-crypto.ts'
import { listBackups, makeBackup } from '../../../electron/store/backup/backups.ts'
import { exportLedger } from '../../../electron/store/export/export.ts'
import { benchKey, newKey } from '../../../electron/store/key.ts'
import { beginReplacing, finishReplacing } from '../../../electron/store/restore/replacing.ts'
import { stageRestore } from '../../../electron/store/restore/stage.ts'
import { verifyExport } from '../../../electron/store/verify/export-file.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { askRunning } from '../../../service/acts.ts'
import { readAct } from '../../../service/acts-main.ts'
import { actAtCentre } from '../../../service/centre.ts'
import { keysFile } from '../../../service/keys-store.ts'
import { BOX, IDA, JANA, MARC, NOON, SITE, STUDY, T1, T2 } from '../../support/domain/facts.ts'
import { DonorBench, filesWith } from '../../support/store/donor-bench.ts'
import { VIA } from '../../support/store/test-bench.ts'
import { TestService } from '../../support/sync/service.ts'

const DONOR = 'D-7KQ2-M3XA'
const TEXT = 'Slightly haemolytic, taken in theatre 4'
let service: TestService
let a: DonorBench
let b: DonorBench
const credentials = new Map<DonorBench, string>()

beforeEach(async () => {
  service = new TestService()
  service.now = NOON
  await service.start()
  a = bench('1').found().box(BOX, 'BX-1')
  accession(a, T1, 'FX1', 0)
  accession(a, T2, 'FX2', 1)
  b = bench('2')
  await enrol(a, SITE)
  b.writer.join(SITE, 2, 'Bench 2')
  await enrol(b, SITE)
  await meet(a, b)
})
afterEach(async () => {
  a.remove()
  b.remove()
  await service.remove()
})

function bench(digit: string): DonorBench {
  const key = benchKey({ pkcs8: newKey(), protection: 'file' })
  return new DonorBench(digit, mkdtempSync(join(tmpdir(), 'frostkeep-donors-')), key)
}

async function enrol(at: DonorBench, stream: string): Promise<void> {
  credentials.set(at, await service.enroll(at.writer.facts().install, stream))
  at.writer.keepKeys('service')
}

/** Each bench hands over and receives, until all know all. */
async function meet(...benches: DonorBench[]): Promise<void> {
  for (const at of [...benches, ...benches]) {
    // Who comes again at once is asked to wait.
    service.now += 10_000
    await at.sync({ url: service.url, credential: credentials.get(at)! })
  }
}

function accession(at: DonorBench, specimen: string, code: string, index: number): void {
  const done = at.act('takeIn', {
    ...{ specimen, code, study: STUDY, material: 'plasma', tubeType: 'cryotube' },
    ...{ collectedAt: null, donor: DONOR, origin: 'primary', parent: null, nanolitres: null },
    at: { container: BOX, index },
  })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
}

const out = (at: DonorBench, specimen = T1) => {
  const done = at.act('checkOut', { specimen, reason: null })
  return done.ok ? 'out' : done.error.type
}
const erase = (at: DonorBench, donor = DONOR) =>
  at.writer.execute(JANA, { type: 'eraseDonor', id: at.newId(), via: VIA, donor })
const withdraw = (at: DonorBench) =>
  at.writer.execute(MARC, {
    ...{ type: 'withdrawDonor', id: at.newId(), via: VIA },
    ...{ donor: DONOR, by: 'donor', wish: 'destroy', reason: null },
  })
const keysOf = (at: DonorBench) => at.privateKeys().filter(({ holder }) => holder === DONOR)
const isSound = (at: DonorBench) => verifyFull(at.readDb, {})!.sound

describe('DON-7: keys at the service', () => {
  test('are handed over and lent, so that every bench of the site reads', async () => {
    a.note(T1, TEXT)
    expect(b.read(T1)).toEqual([])
    await meet(a, b)
    expect(b.read(T1)).toEqual([TEXT])
    const lent = service.running.keys.lentTo(DONOR).map(({ bench: to }) => to)
    expect(lent).toContain(b.writer.facts().install)
    const asked = readAct(['lent', DONOR])
    if (typeof asked === 'string') throw new Error(asked)
    expect((await askRunning(service.folder, asked))?.sentence).toMatch(/^Bench \S+: \d+ times/)
  })

  test('two benches that made one each without a network both count', async () => {
    a.note(T1, TEXT)
    b.note(T1, 'From the other bench')
    await meet(a, b)
    expect(new Set(keysOf(a).map(({ public: key }) => key)).size).toBe(2)
    for (const at of [a, b])
      expect(at.read(T1).sort()).toEqual(['From the other bench', TEXT].sort())
  })

  test('end after seven days without contact, and come back with it', async () => {
    a.note(T1, TEXT)
    await meet(a, b)
    b.clock.at += LEASE
    expect(b.read(T1)).toEqual(['sealed'])
    expect(out(b)).toBe('out')
    service.now += LEASE
    await meet(b)
    expect(b.read(T1)).toEqual([TEXT])
  })

  test('that a service lost, because it was restored, are given to it again', async () => {
    await service.stop()
    const copy = mkdtempSync(join(tmpdir(), 'frostkeep-copy-'))
    cpSync(service.folder, copy, { recursive: true })
    await service.start()
    a.note(T1, TEXT)
    await meet(a, b)
    await service.stop()
    rmSync(service.folder, { recursive: true })
    cpSync(copy, service.folder, { recursive: true })
    rmSync(copy, { recursive: true })
    service.epoch = a.newId()
    await service.start({ isRestored: true })
    const kept = () =>
      service.running.keys.lend(SITE, null, 9, { bench: 'x', at: 1, until: 2 }).length
    expect(kept()).toBe(0)
    service.now += RENEW_AFTER
    b.clock.at += RENEW_AFTER
    await meet(b)
    expect(kept()).toBe(1)
    expect(b.read(T1)).toEqual([TEXT])
  })

  test('lie in no file of the service in clear, and go to no other site', async () => {
    a.note(T1, TEXT)
    await meet(a, b)
    const [key] = keysOf(a)
    expect(filesWith(service.folder, key!.raw, Buffer.from(TEXT))).toEqual([])
    const credential = credentials.get(a)!
    const message = { stream: a.newId(), put: [], erased: [], lease: { after: null } }
    expect(await service.call('keys', message, credential)).toMatchObject({
      body: { error: { type: 'OTHER_SITE' } },
    })
    const stranger = { ...message, stream: SITE }
    expect((await service.call('keys', stranger, 'x'.repeat(40))).status).toBe(401)
    // And what a bench is lent is there.
    const { body } = await service.call('keys', stranger, credential)
    expect(keysAnswer.parse(body).lent.map(({ holder }) => holder)).toEqual([DONOR])
  })
})

describe('DON-1, DON-2: a withdrawal', () => {
  test('that one bench recorded without a network stops the other once it knows', async () => {
    expect(withdraw(a).ok).toBe(true)
    expect(out(a)).toBe('ConsentWithdrawn')
    expect(out(b)).toBe('out')
    await meet(a, b)
    expect(out(b, T2)).toBe('ConsentWithdrawn')
    // What is out may come back.
    expect(b.act('returnTube', { specimen: T1, at: null }).ok).toBe(true)
  })

  test('is recorded at the centre, in a chain of its own that benches check and keep', async () => {
    const act = readAct(['withdraw', DONOR, '--by', 'donor', '--wish', 'destroy'])
    if (typeof act === 'string') throw new Error(act)
    expect(await askRunning(service.folder, act)).toMatchObject({ isDone: true })
    expect(out(b)).toBe('out')
    await meet(a, b)
    expect([out(a, T2), out(b, T2)]).toEqual(['ConsentWithdrawn', 'ConsentWithdrawn'])
    expect(a.column('SELECT name FROM chain')).toHaveLength(3)
    expect(
      a.rows('SELECT 1 FROM seal WHERE chain IN (SELECT id FROM chain WHERE own = 0)'),
    ).not.toEqual([])
    expect([isSound(a), isSound(b)]).toEqual([true, true])
    expect(await askRunning(service.folder, act)).toMatchObject({ isDone: false })
  })

  test('is refused at the centre for a pseudonym that nothing names', async () => {
    const done = await actAtCentre(service.running, { type: 'erase', donor: 'D-0000-0000' })
    expect(done).toEqual({ ok: false, error: { type: 'UnknownDonor', donor: 'D-0000-0000' } })
    expect(readAct(['erase', DONOR])).toContain('--confirm')
  })

  test('goes on in a new chain where the log was restored to before it', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'frostkeep-copy-'))
    await meet(a, b)
    await service.stop()
    cpSync(join(service.folder, 'postgres'), copy, { recursive: true })
    await service.start()
    const given = { by: 'donor', wish: 'destroy', reason: null } as const
    await actAtCentre(service.running, { type: 'withdraw', donor: DONOR, ...given })
    await meet(a)
    await service.stop()
    rmSync(join(service.folder, 'postgres'), { recursive: true })
    cpSync(copy, join(service.folder, 'postgres'), { recursive: true })
    service.epoch = a.newId()
    await service.start({ isRestored: true })
    const erased = await actAtCentre(service.running, { type: 'erase', donor: DONOR })
    expect(erased.ok).toBe(true)
    await meet(a, b)
    await meet(a, b)
    expect(out(b, T2)).toBe('ConsentWithdrawn')
    const lives = b.column<string>('SELECT DISTINCT name FROM chain WHERE own = 0')
    expect(lives.filter((name) => name.startsWith(lives.at(-1)!.slice(0, 36)))).toHaveLength(2)
    rmSync(copy, { recursive: true })
  })
})

describe('DON-4: an erasure', () => {
  /** A note that both benches and the service can read, and what would betray it. */
  async function noted() {
    a.note(T1, TEXT)
    await meet(a, b)
    const keys = [...keysOf(a), ...keysOf(b)]
    const secrets = keys.flatMap(({ raw, wrapped }) => [raw, wrapped])
    const kept = new Database(keysFile(service.folder), { readonly: true })
    secrets.push(...(kept.prepare('SELECT wrapped FROM key').pluck().all() as Buffer[]))
    kept.close()
    const [sealed] = a.sealedNotes()
    const about = { what: 'note', donor: DONOR, specimen: T1 } as const
    /** How many texts can be read with all that is known now. */
    const opened = () =>
      [...keysOf(a), ...keysOf(b)].filter(({ raw }) => openText(sealCrypto, about, raw, sealed!))
        .length
    return { secrets, opened }
  }
  const traces = (secrets: readonly Uint8Array[]) =>
    [a.folder, b.folder, service.folder].flatMap((folder) =>
      filesWith(folder, ...secrets, Buffer.from(TEXT)),
    )

  test('without a network reaches the service and the other bench, in every file', async () => {
    const { secrets, opened } = await noted()
    // Without it the key is on the disks, and opens the text.
    expect(opened()).toBe(2)
    for (const { folder } of [a, b, service])
      expect(traces(secrets).some((file) => file.startsWith(folder))).toBe(true)
    expect(service.running.keys.lend(SITE, null, 9, { bench: 'x', at: 1, until: 2 })).toHaveLength(
      1,
    )

    expect(erase(a).ok).toBe(true)
    expect(a.read(T1)).toEqual(['erased'])
    expect(b.read(T1)).toEqual([TEXT])
    await meet(a, b)
    expect(opened()).toBe(0)
    expect(traces(secrets)).toEqual([])
    expect([a.read(T1), b.read(T1)]).toEqual([['erased'], ['erased']])
    expect(service.running.keys.lend(SITE, null, 9, { bench: 'x', at: 1, until: 2 })).toEqual([])
    expect([isSound(a), isSound(b)]).toEqual([true, true])
    const file = join(b.folder, 'export.jsonl')
    exportLedger(b.readDb, file, { now: 1, anchor: null, signer: null })
    expect(verifyExport(file)).toMatchObject({ findings: [], sound: true })
  })

  test('at the centre reaches the benches', async () => {
    const { secrets } = await noted()
    const act = readAct(['erase', DONOR, '--confirm', DONOR])
    if (typeof act === 'string') throw new Error(act)
    expect(await askRunning(service.folder, act)).toMatchObject({ isDone: true })
    await meet(a, b)
    expect(traces(secrets)).toEqual([])
  })

  test('takes also the key that another bench made meanwhile', async () => {
    await noted()
    erase(a)
    await meet(a)
    // It does not know yet.
    b.note(T2, TEXT)
    const made = b.privateKeys().flatMap(({ raw, wrapped }) => [raw, wrapped])
    await meet(b, a)
    expect(traces(made)).toEqual([])
    expect([a.read(T2), b.read(T2)]).toEqual([['erased'], ['erased']])
  })

  test('is not undone by a backup of a bench that is older', async () => {
    const { secrets, opened } = await noted()
    const { now } = a.clock
    expect(makeBackup(a.readDb, { now: now(), program: 'test' }).ok).toBe(true)
    erase(a)
    await meet(a, b)
    const [backup] = listBackups(a.file)
    a.close()
    const staged = stageRestore(a.file, backup!.file, { ...a.stageContext, findings: [] })
    if (!staged.ok) throw new Error(JSON.stringify(staged.error))
    beginReplacing(a.file, staged.value)
    finishReplacing(a.file, () => {})
    a.open()
    // Before anything came from the service.
    expect(a.read(T1)).toEqual(['erased'])
    expect(opened()).toBe(0)
    expect(traces(secrets)).toEqual([])
    await meet(a, b)
    expect(a.read(T1)).toEqual(['erased'])
    expect(traces(secrets)).toEqual([])
    expect(isSound(a)).toBe(true)
  })

  test('is not undone by a backup of the service that is older', async () => {
    const { secrets, opened } = await noted()
    await service.stop()
    const copy = mkdtempSync(join(tmpdir(), 'frostkeep-copy-'))
    cpSync(service.folder, copy, { recursive: true })
    await service.start()
    erase(a)
    await meet(a, b)
    await service.stop()
    rmSync(service.folder, { recursive: true })
    cpSync(copy, service.folder, { recursive: true })
    rmSync(copy, { recursive: true })
    service.epoch = a.newId()
    await service.start({ isRestored: true })
    // The copy has the key; the first bench that comes brings the erasure.
    expect(service.running.keys.isErased(DONOR)).toBe(false)
    await meet(a, b)
    await meet(a, b)
    expect(service.running.keys.isErased(DONOR)).toBe(true)
    expect(opened()).toBe(0)
    expect(traces(secrets)).toEqual([])
    expect(service.running.keys.lend(SITE, null, 9, { bench: 'x', at: 1, until: 2 })).toEqual([])
  })

  test('that the service was cut off in is finished at its next start', async () => {
    await noted()
    erase(a)
    const store = service.running.keys
    const cut = { ...store, erase: () => {} }
    // As if the process had ended between the log and the keys.
    Object.assign(service.running.keys, cut)
    await meet(a)
    expect(store.isErased(DONOR)).toBe(false)
    await service.stop()
    await service.start()
    expect(service.running.keys.isErased(DONOR)).toBe(true)
    await meet(a, b)
    expect(b.read(T1)).toEqual(['erased'])
  })
})

test('DON-6: the technician reads what was written before, and writes nothing after', async () => {
  a.note(T1, TEXT)
  await meet(a, b)
  expect(erase(b).ok).toBe(true)
  const done = b.writer.note({ ...b.by(), actor: IDA }, { specimen: T2, text: TEXT })
  expect(done).toEqual({ ok: false, error: { type: 'DonorErased', donor: DONOR } })
})
