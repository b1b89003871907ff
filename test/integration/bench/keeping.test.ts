import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '#shared/domain/words.ts'
import { hashOfFile } from '../../../electron/store/aside.ts'
import { type BenchClient, ServedBench } from '../../support/bench/served-bench.ts'

const VIA = { source: 'typed', device: '' } as const

let served: ServedBench
let client: BenchClient

beforeEach(async () => {
  served = await new ServedBench().start()
  client = await served.client()
  const given = { site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' }
  const made = await client.bench.setUp({ mode: 'empty', ...given })
  badges.administrator = made.ok ? made.value.badge! : ''
  await signIn('administrator')
  for (const role of ['technician', 'manager'] as const)
    await client.session.addPerson({ id: v7(), name: role, role, badge: badges[role] })
})
const badges = { technician: 'BADGE-T', manager: 'BADGE-M', administrator: '' }
afterEach(() => served.remove())

async function signIn(role: Role) {
  expect(await client.session.signInBadge({ code: badges[role] })).toMatchObject({ ok: true })
}
const addStudy = (code: string) =>
  client.act({
    command: { type: 'createStudy', id: v7(), via: VIA, study: v7(), code, name: code },
  })
const studies = async () => (await client.query.studies()).map(({ code }) => code)
async function backUp(): Promise<string> {
  const made = await client.keeping.backup()
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  return made.value.file
}
/** Starts the bench again after something was done to its files. */
async function restart(between?: () => void) {
  await served.restart(between)
  client = await served.client()
}
const ledger = () => join(served.data, 'ledger.db')
const view = () => served.bench.view()

/** Flips a bit of the last study's name, in the event that says it. */
function damage(code: string): void {
  const bytes = readFileSync(ledger())
  for (
    let at = bytes.indexOf(`"name":"${code}"`);
    at >= 0;
    at = bytes.indexOf(`"name":"${code}"`, at + 1)
  )
    bytes[at + 8]! ^= 1
  writeFileSync(ledger(), bytes)
}

describe('backup and restore', () => {
  test('a restored bench has what the backup has, a new chain, and keeps all that was before', async () => {
    await signIn('administrator')
    await addStudy('BEFORE')
    const file = await backUp()
    await addStudy('AFTER')
    expect(await client.keeping.previewRestore({ file })).toMatchObject({
      ok: true,
      value: { isSameBench: true, lacking: 1, atService: 0, acts: [{ type: 'study.created' }] },
    })
    const before = await served.bench.store.write.facts()
    const done = await client.keeping.restore({ file })
    if (!done.ok) throw new Error(JSON.stringify(done.error))
    expect(view().stage).toBe('signed-out')
    const now = await served.bench.store.write.facts()
    expect(now).toMatchObject({ install: before.install, chain: done.value.chain })
    expect(now.chain).not.toBe(before.chain)
    await signIn('administrator')
    expect(await studies()).toContain('BEFORE')
    expect(await studies()).not.toContain('AFTER')
    expect(readdirSync(join(served.data, 'aside', done.value.aside)).sort()).toEqual([
      'files.json',
      'ledger.anchor',
      'ledger.db',
      'report.json',
    ])
    expect(await addStudy('LATER')).toMatchObject({ type: 'saved' })
    expect(await client.keeping.verify()).toMatchObject({ ok: true, value: { sound: true } })
    // Who restored it is known to the ledger and to the report beside what was put aside.
    const jana = (await client.session.people()).find(({ role }) => role === 'administrator')!
    expect(await client.keeping.incidents()).toMatchObject([{ kind: 'restore', by: jana.person }])
    const report = join(served.data, 'aside', done.value.aside, 'report.json')
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ by: jana.person })
    await restart()
    expect(view().keeping.state).toBe('sound')
  })

  test('a bench whose disk is new goes on from a backup that lies in its folder', async () => {
    await signIn('administrator')
    await addStudy('BEFORE')
    const file = await backUp()
    const { install } = await served.bench.store.write.facts()
    await restart(() => {
      for (const name of readdirSync(served.data))
        if (name !== 'backups') rmSync(join(served.data, name), { recursive: true })
    })
    expect(view().stage).toBe('first-run')
    expect(await client.keeping.backups()).toMatchObject([{ file, intact: true }])
    expect(await client.keeping.restore({ file })).toMatchObject({ ok: true })
    expect(view()).toMatchObject({ stage: 'signed-out', bench: { bench: install } })
    await signIn('administrator')
    expect(await studies()).toContain('BEFORE')
  })

  test('each needs its role', async () => {
    await client.session.signOut()
    await expect(client.keeping.backups()).rejects.toThrow('Nobody is signed in')
    await expect(client.keeping.backup()).rejects.toThrow('Nobody is signed in')
    await signIn('technician')
    const no = (needs: Role) => ({ ok: false, error: { type: 'NotAllowed', needs } })
    expect(await client.keeping.verify()).toMatchObject({ ok: true })
    expect(await client.keeping.backup()).toMatchObject(no('manager'))
    expect(await client.keeping.exportAll()).toMatchObject(no('manager'))
    expect(await client.keeping.rebuild()).toMatchObject(no('manager'))
    await signIn('manager')
    const file = await backUp()
    expect(await client.keeping.restore({ file })).toMatchObject(no('administrator'))
    expect(await client.keeping.previewRestore({ file })).toMatchObject(no('administrator'))
    expect(await client.keeping.salvage()).toMatchObject({ error: { type: 'NotDamaged' } })
    await signIn('administrator')
    expect(await client.keeping.previewRestore({ file })).toMatchObject({ ok: true })
    await expect(client.keeping.restore({ file: '../ledger.db' })).rejects.toThrow()
  })

  test('the whole ledger is exported, signed by the bench', async () => {
    await signIn('manager')
    const done = await client.keeping.exportAll()
    if (!done.ok) throw new Error(JSON.stringify(done.error))
    const lines = readFileSync(done.value.file, 'utf8').trimEnd().split('\n')
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ t: 'end', key: view().keeping.key!.public })
  })
})

describe('a damaged ledger', () => {
  beforeEach(async () => {
    await signIn('manager')
    await addStudy('BEFORE')
  })

  test('is only read, and after a salvage the bench goes on with what is proven', async () => {
    await addStudy('DAMAGED')
    await addStudy('LATER')
    await restart(() => damage('DAMAGED'))
    expect(view()).toMatchObject({ stage: 'signed-out', keeping: { state: 'damaged' } })
    await expect(client.keeping.previewSalvage()).rejects.toThrow('Nobody is signed in')
    await signIn('manager')
    expect(await addStudy('NEVER')).toMatchObject({
      type: 'refused',
      refusal: { type: 'ReadOnly' },
    })
    expect(await client.keeping.backup()).toMatchObject({ error: { type: 'Damaged' } })
    const preview = await client.keeping.previewSalvage()
    expect(preview).toMatchObject({ ok: true, value: { lost: [{ to: expect.any(Number) }] } })
    const done = await client.keeping.salvage()
    if (!done.ok) throw new Error(JSON.stringify(done.error))
    expect(view()).toMatchObject({ stage: 'signed-out', keeping: { state: 'sound' } })
    await signIn('manager')
    expect(await studies()).toContain('BEFORE')
    expect(await studies()).not.toContain('LATER')
    expect(await addStudy('LATER')).toMatchObject({ type: 'saved' })
    const report = join(served.data, 'aside', done.value.aside, 'report.json')
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      kind: 'damage',
      salvage: { lost: [{ to: expect.any(Number) }] },
    })
    expect(await client.keeping.verify()).toMatchObject({ ok: true, value: { sound: true } })
  })

  test('goes on from a backup as well', async () => {
    const file = await backUp()
    await addStudy('DAMAGED')
    await restart(() => damage('DAMAGED'))
    await signIn('manager')
    expect(await client.keeping.previewRestore({ file })).toMatchObject({
      ok: true,
      value: { lacking: 1 },
    })
    expect(await client.keeping.restore({ file })).toMatchObject({ ok: true })
    expect(view().keeping.state).toBe('sound')
  })

  test('that is gone with its anchor is no first run, and goes on from its backup', async () => {
    const file = await backUp()
    await restart(() => {
      for (const name of ['ledger.db', 'ledger.anchor']) rmSync(join(served.data, name))
    })
    expect(view()).toMatchObject({ stage: 'signed-out', keeping: { state: 'damaged' } })
    expect(await client.bench.setUp({ mode: 'demo' })).toMatchObject({ ok: false })
    expect(await client.keeping.restore({ file })).toMatchObject({ ok: true })
    await signIn('manager')
    expect(await studies()).toContain('BEFORE')
  })

  test('that is gone is open to whoever stands there, for nobody can sign in', async () => {
    const file = await backUp()
    await restart(() => renameSync(ledger(), `${ledger()}.gone`))
    expect(view()).toMatchObject({ stage: 'signed-out', keeping: { state: 'damaged' } })
    expect(existsSync(ledger())).toBe(false)
    expect(await client.bench.setUp({ mode: 'demo' })).toMatchObject({ ok: false })
    expect(await client.keeping.previewSalvage()).toMatchObject({ ok: true })
    expect(await client.keeping.restore({ file })).toMatchObject({ ok: true })
    expect(view()).toMatchObject({ stage: 'signed-out', keeping: { state: 'sound' } })
    await expect(client.keeping.backups()).rejects.toThrow('Nobody is signed in')
  })
})

describe('damage that a start does not see', () => {
  test('is kept in mind once a verification has found it, until another ledger takes the place', async () => {
    await addStudy('EARLY')
    // More than a start looks at.
    for (let n = 0; n < 300; n++) await addStudy(`S${n}`)
    const file = await backUp()
    await restart(() => damage('EARLY'))
    expect(view().keeping.state).toBe('sound')
    await signIn('manager')
    expect(await addStudy('AFTER')).toMatchObject({ type: 'saved' })
    const log = `${ledger()}-wal`
    const evidence = [ledger(), log, `${ledger().replace('.db', '.anchor')}`].map(hashOfFile)
    expect(await client.keeping.verify()).toMatchObject({ ok: true, value: { sound: false } })
    expect(view().keeping).toMatchObject({ state: 'damaged', findings: [{ type: 'event' }] })
    // No seal over it, no anchor, and the log is not emptied; all of it as it was found is put aside.
    expect([ledger(), log, `${ledger().replace('.db', '.anchor')}`].map(hashOfFile)).toEqual(
      evidence,
    )
    expect(readdirSync(join(served.data, 'aside', view().keeping.aside!))).toContain(
      'ledger.db-wal',
    )
    expect(await addStudy('NEVER')).toMatchObject({
      type: 'refused',
      refusal: { type: 'ReadOnly' },
    })
    await restart()
    expect(view().keeping.state).toBe('damaged')
    await signIn('manager')
    expect(await client.keeping.previewSalvage()).toMatchObject({
      ok: true,
      value: { lost: [], sources: [{}, {}, { name: `backups/${file}` }] },
    })
    const done = await client.keeping.salvage()
    expect(done).toMatchObject({ ok: true })
    expect(view().keeping.state).toBe('sound')
    expect(existsSync(join(served.data, 'damage.json'))).toBe(false)
    await signIn('manager')
    expect(await studies()).toEqual(expect.arrayContaining(['EARLY', 'AFTER']))
    await restart()
    expect(view().keeping.state).toBe('sound')
  })
})

describe('once a day', () => {
  const backups = () =>
    readdirSync(join(served.data, 'backups')).filter((name) => name.endsWith('.db'))
  const look = () => served.timers.pass(600_000)

  test('a backup is made when something has changed', async () => {
    expect(existsSync(join(served.data, 'backups'))).toBe(false)
    await look()
    await expect.poll(() => view().keeping.backup).not.toBeNull()
    expect(backups()).toHaveLength(1)
  })
})
