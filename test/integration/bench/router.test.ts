import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MOST_IMPORT_TEXT } from '#shared/contract/imports.ts'
import type { Command } from '#shared/domain/commands.ts'
import { IDLE, IDLE_AT_INTAKE } from '../../../electron/bench/idle-lock.ts'
import { encodeReports } from '../../../electron/devices/fake-hid-port.ts'
import { STALE_MS } from '../../../electron/devices/hid-scanner.ts'
import { type BenchClient, ServedBench } from '../../support/bench/served-bench.ts'
import { containerData, NINE, specimenData, T1 } from '../../support/domain/facts.ts'

let served: ServedBench
let screen: BenchClient

beforeEach(async () => {
  served = await new ServedBench().start()
  screen = await served.client()
})
afterEach(() => served.remove())

const VIA = { source: 'typed', device: '' } as const
const BOX = v7()
const STUDY = v7()

async function founded(): Promise<string> {
  const done = await screen.bench.setUp({
    mode: 'empty',
    site: 'Umeå',
    bench: 'Intake',
    person: 'Jana Weber',
    pin: '4711',
  })
  if (!done.ok) throw new Error(done.error.type)
  return done.value.badge!
}

/** A biobank with one study and one box; its administrator is signed in. */
async function furnished(): Promise<void> {
  await screen.session.signInBadge({ code: await founded() })
  const study = { study: STUDY, code: 'NORDLUNG', name: 'Nordic lung cohort' }
  const box = containerData(BOX, 'box', { code: 'BX-1', layout: NINE })
  expect(await act({ type: 'createStudy', id: v7(), via: VIA, ...study })).toMatchObject({
    type: 'saved',
  })
  expect(
    await act({ type: 'createContainers', id: v7(), via: VIA, containers: [box] }),
  ).toMatchObject({ type: 'saved' })
}

const act = (command: Command) => screen.act({ command })
const store = (): Command => ({
  type: 'takeIn',
  id: v7(),
  via: VIA,
  ...specimenData(T1, { study: STUDY }),
  at: { container: BOX, index: 0 },
})

describe('a bench where nobody is signed in', () => {
  test('does nothing and shows nothing of the record', async () => {
    const badge = await founded()
    const asked: (() => Promise<unknown>)[] = [
      () => act(store()),
      () => screen.query.home(),
      () => screen.query.recent({ limit: 1 }),
      () => screen.query.specimen({ specimen: T1 }),
      () => screen.query.specimens({ text: '', out: false, limit: 1, after: null }),
      () => screen.query.storage(),
      () => screen.query.freezer({ container: BOX }),
      () => screen.query.locate({ container: BOX }),
      () => screen.query.box({ container: BOX }),
      () => screen.query.studies(),
      () => screen.query.discrepancies(),
      () => screen.intake.current(),
      () => screen.intake.scan({ id: v7(), text: 'FX1', via: VIA, shown: null }),
      () => screen.intake.undo({ id: v7(), via: VIA }),
      () => screen.intake.finish(),
      () => screen.imports.open({ name: 'x.csv', text: 'a\n1' }),
      () => screen.imports.cancel({ import: v7() }),
      () => screen.session.setPin({ pin: '1234', proof: { pin: '4711' } }),
      () => screen.session.addPerson({ id: v7(), name: 'x', role: 'technician', badge: 'b' }),
      () => screen.bench.connect({ url: 'http://127.0.0.1:1', code: 'x' }),
    ]
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await screen.session.signInBadge({ code: badge })
    expect(await screen.query.home()).toMatchObject({ specimens: 0 })
  })

  test('lets people in by badge or by PIN, and out again', async () => {
    const badge = await founded()
    const [jana] = await screen.session.people()
    expect(await screen.session.signInBadge({ code: 'FKB-WRONG' })).toEqual({
      ok: false,
      error: { type: 'UnknownBadge' },
    })
    expect(await screen.session.signInPin({ person: jana!.person, pin: '0000' })).toEqual({
      ok: false,
      error: { type: 'WrongPin', triesLeft: 4 },
    })
    expect(await screen.session.signInPin({ person: v7(), pin: '4711' })).toMatchObject({
      error: { type: 'NoPin' },
    })
    expect(await screen.session.signInPin({ person: jana!.person, pin: '4711' })).toMatchObject({
      ok: true,
      value: { name: 'Jana Weber' },
    })
    expect(served.bench.view()).toMatchObject({
      stage: 'signed-in',
      person: { name: 'Jana Weber' },
    })
    await screen.session.signOut()
    await expect(screen.query.home()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    expect((await screen.session.signInBadge({ code: badge })).ok).toBe(true)
  })
})

describe('a screen', () => {
  beforeEach(furnished)

  test('acts as whoever is seated, whatever it says', async () => {
    const command = { ...store(), actor: 'somebody-else' } as unknown as Command
    expect(await act(command)).toMatchObject({ type: 'saved' })
    const { custody } = (await screen.query.specimen({ specimen: T1 }))!
    expect(custody.map(({ actor }) => actor)).toEqual(['Jana Weber', 'Jana Weber'])
  })

  test.each([
    ['found a site', { type: 'foundSite', site: v7(), name: 'x', zone: 'UTC', tubeCodes: [] }],
    ['add a bench', { type: 'addBench', bench: v7(), name: 'x', number: 7 }],
    [
      'add a person with a badge that it digested itself',
      { type: 'addPerson', person: v7(), name: 'x', role: 'administrator', badge: null },
    ],
    [
      'import without a check',
      { type: 'importSpecimens', specimens: [{ ...specimenData(T1), at: null }] },
    ],
    ['do what there is not', { type: 'dropEverything' }],
  ])('cannot %s', async (_, bad) => {
    const before = (await served.bench.store.write.facts()).position
    const command = { id: v7(), via: VIA, ...bad } as unknown as Command
    await expect(act(command)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect((await served.bench.store.write.facts()).position).toBe(before)
  })

  test.each(['setup', 'import', 'psychic'])(
    'cannot say that it is the source %s',
    async (source) => {
      const via = { source, device: '' } as unknown as typeof VIA
      await expect(act({ ...store(), via })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      for (const ask of [
        () => screen.intake.scan({ id: v7(), text: 'FX1', via, shown: null }),
        () => screen.intake.undo({ id: v7(), via }),
        () => screen.intake.release({ id: v7(), via, way: 'aside' }),
        () => screen.intake.resolve({ id: v7(), via, code: 'x', as: 'tube' }),
      ])
        await expect(ask()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    },
  )

  test.each([
    ['an identifier that is none', { id: 'x' }],
    ['a place that cannot be', { at: { container: BOX, index: -1 } }],
    ['a quantity that is not whole', { nanolitres: 0.5 }],
  ])('cannot send %s', async (_, bad) => {
    await expect(act({ ...store(), ...bad } as Command)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  test('may send what it likes to a bench that is set up: it is set up once', async () => {
    expect(await screen.bench.setUp({ mode: 'demo' })).toEqual({
      ok: false,
      error: { type: 'AlreadySetUp' },
    })
  })

  test('gets what was refused as plain words, and the bench goes on', async () => {
    expect(await act(store())).toMatchObject({ type: 'saved' })
    const again = { ...store(), ...specimenData(v7(), { study: STUDY, code: 'FX2' }) } as Command
    expect(await act(again)).toMatchObject({ type: 'refused', refusal: { type: 'PlaceTaken' } })
  })

  test('that asks twice under one id has one act', async () => {
    const command = store()
    const first = await act(command)
    expect(await act(command)).toEqual(first)
  })

  test('is told of changes from where it was, and then as they come', async () => {
    const { position } = await served.bench.store.write.facts()
    const changes = await screen.bench.changes({ from: position - 1 })
    expect((await changes.next()).value).toEqual({ position, touched: [] })
    const saved = await act(store())
    if (saved.type !== 'saved') throw new Error('refused')
    const { type: _, ...change } = saved
    expect((await changes.next()).value).toEqual(change)
    await changes.return?.(undefined)
  })

  test('sees who is seated and what stands open, as it changes', async () => {
    const views = await screen.bench.watch()
    expect((await views.next()).value).toMatchObject({
      stage: 'signed-in',
      site: { name: 'Umeå' },
      bench: { name: 'Intake', number: 1 },
      demo: null,
      sync: { type: 'no-service' },
      scanner: { state: 'none' },
    })
    await screen.session.signOut()
    expect((await views.next()).value).toMatchObject({ stage: 'signed-out', person: null })
    await views.return?.(undefined)
  })

  test('fills a box scan by scan, and finds the batch again', async () => {
    const given = { box: BOX, study: STUDY, material: 'plasma', tubeType: 'cryotube' } as const
    expect(await screen.intake.start({ ...given, collectedAt: null })).toMatchObject({ ok: true })
    const scan = (text: string) => screen.intake.scan({ id: v7(), text, via: VIA, shown: null })
    expect((await scan('FX1')).outcome).toMatchObject({ type: 'stored', position: 'A1' })
    expect((await screen.intake.target({ index: 8 })).outcome).toMatchObject({ type: 'retargeted' })
    expect((await scan('FX2')).outcome).toMatchObject({ type: 'stored', position: 'A9' })
    expect((await screen.intake.undo({ id: v7(), via: VIA })).outcome.type).toBe('undone')
    expect(await screen.intake.current()).toMatchObject({ stored: 1, targetName: 'A9' })
    await screen.intake.finish()
    expect(await screen.intake.current()).toBeNull()
  })

  test('imports a table with progress, or cancels it with nothing left', async () => {
    const rows = Array.from({ length: 4_000 }, (_, i) => `FX${i},DNA`).join('\n')
    const table = { name: 'x.csv', text: `barcode,type\n${rows}` }
    const opened = await screen.imports.open(table)
    if (!opened.ok) throw new Error(opened.error.type)
    const { import: id, guess } = opened.value
    const mapping = { columns: guess, study: STUDY, tubeType: 'cryotube' } as const
    let last: unknown
    const told: string[] = []
    for await (last of await screen.imports.check({ import: id, mapping })) {
      told.push((last as { type: string }).type)
      await screen.imports.cancel({ import: id })
    }
    expect(last).toEqual({ type: 'cancelled' })
    expect(told[0]).toBe('progress')
    last = await lastOf(await screen.imports.check({ import: id, mapping }))
    expect(last).toMatchObject({ type: 'checked', check: { accepted: 4_000 } })
    const repair = { type: 'cell', line: 3, column: 1, text: 'gold' } as const
    expect(await screen.imports.repair({ import: id, repair })).toMatchObject({
      value: { accepted: 3_999, rejected: 1 },
    })
    await screen.imports.repair({ import: id, repair: { ...repair, text: null } })
    expect(await screen.imports.current()).toMatchObject({ check: { accepted: 4_000 } })
    for await (last of await screen.imports.run({ import: id, id: v7() }))
      await screen.imports.cancel({ import: id })
    expect(last).toEqual({ type: 'cancelled' })
    expect((await screen.query.home()).specimens).toBe(0)
    // Cancel came once more after the end, as from a hasty hand: it is not for the next import.
    await screen.imports.cancel({ import: id })
    expect(await lastOf(await screen.imports.run({ import: id, id: v7() }))).toMatchObject({
      type: 'done',
      imported: 4_000,
    })
    expect((await screen.query.home()).specimens).toBe(4_000)
    expect(await screen.imports.current()).toMatchObject({ done: { imported: 4_000 } })
    await screen.imports.close({ import: id })
    expect(await screen.imports.current()).toBeNull()
  })
})

describe('a bench that somebody has left', () => {
  test('signs them out, and every call they make puts it off', async () => {
    await screen.session.signInBadge({ code: await founded() })
    await served.timers.pass(IDLE - 1)
    await screen.query.home()
    await served.timers.pass(IDLE - 1)
    expect(served.bench.view().stage).toBe('signed-in')
    await served.timers.pass(1)
    await expect.poll(() => served.bench.view().stage).toBe('signed-out')
    await expect(screen.query.home()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  test('waits an hour for a box that is being filled', async () => {
    await furnished()
    const given = { box: BOX, study: STUDY, material: 'plasma', tubeType: 'cryotube' } as const
    await screen.intake.start({ ...given, collectedAt: null })
    await served.timers.pass(IDLE)
    await expect.poll(() => served.timers.waits).toEqual([IDLE_AT_INTAKE - IDLE])
    expect(served.bench.view().stage).toBe('signed-in')
    await served.timers.pass(IDLE_AT_INTAKE - IDLE)
    expect(served.bench.view().stage).toBe('signed-out')
  })
})

describe('a scanner of the bench', () => {
  const PATH = '/dev/hidraw0'

  test('is heard by the newest page alone, and kept for one that is loaded anew', async () => {
    served.hid.plug({ path: PATH })
    // The driver looks for what was plugged in every second and a half.
    await expect.poll(() => served.bench.view().scanner.state, { timeout: 10_000 }).toBe('ready')
    const asked = vi.spyOn(served.bench.scans, 'take')
    const pages = [await screen.scan.device()]
    await expect.poll(() => asked.mock.calls).toHaveLength(1)
    pages.push(await (await served.client()).scan.device())
    await expect.poll(() => asked.mock.calls).toHaveLength(2)
    // The driver leaves out what comes right after opening.
    await new Promise((done) => setTimeout(done, STALE_MS + 50))
    const next = pages.map(async (page, i) => ({ page: i, scan: await page.next() }))
    for (const report of encodeReports('FX1')) served.hid.send(PATH, report)
    const first = await Promise.race(next)
    expect(first).toMatchObject({ page: 1, scan: { value: { bytes: [...Buffer.from('FX1')] } } })
  })
})

describe('what needs more than a seat at the bench', () => {
  const PIN = '4711'
  const NEVER_THERE = { url: 'http://127.0.0.1:1', code: 'x' }
  let badge: string

  beforeEach(async () => {
    badge = await founded()
    await screen.session.signInBadge({ code: badge })
  })

  async function sitDown(role: 'technician' | 'manager'): Promise<void> {
    const code = `BADGE-${role}`
    const person = { id: v7(), name: role, role, badge: code }
    expect(await screen.session.addPerson(person)).toMatchObject({ type: 'saved' })
    expect((await screen.session.signInBadge({ code })).ok).toBe(true)
  }

  test('connecting the bench needs a manager, who is then told about the service itself', async () => {
    await sitDown('technician')
    expect(await screen.bench.connect(NEVER_THERE)).toEqual({
      ok: false,
      error: { type: 'NotAllowed', needs: 'manager' },
    })
    await screen.session.signInBadge({ code: badge })
    await sitDown('manager')
    const reached = { ok: false, error: { type: 'BadService', reason: 'Unreachable' } }
    expect(await screen.bench.connect(NEVER_THERE)).toEqual(reached)
    await screen.session.signInBadge({ code: badge })
    expect(await screen.bench.connect(NEVER_THERE)).toEqual(reached)
  })

  const signIn = async (pin: string) => {
    const [{ person } = { person: '' }] = await screen.session.people()
    return screen.session.signInPin({ person, pin })
  }

  test('a new PIN needs the old one, and a wrong one counts as a wrong try', async () => {
    expect(await screen.session.setPin({ pin: '9999', proof: { pin: '0000' } })).toEqual({
      ok: false,
      error: { type: 'WrongPin', triesLeft: 4 },
    })
    expect((await signIn(PIN)).ok).toBe(true)
    expect((await screen.session.setPin({ pin: '9999', proof: { pin: PIN } })).ok).toBe(true)
    expect((await signIn(PIN)).ok).toBe(false)
    expect((await signIn('9999')).ok).toBe(true)
  })

  test('a new PIN can be had with the badge, of the same person only', async () => {
    await sitDown('technician')
    const unknown = { ok: false, error: { type: 'UnknownBadge' } }
    for (const wrong of [badge, 'FKB-WRONG'])
      expect(await screen.session.setPin({ pin: '9999', proof: { badge: wrong } })).toEqual(unknown)
    expect(await screen.session.setPin({ pin: '9999', proof: { pin: PIN } })).toEqual({
      ok: false,
      error: { type: 'NoPin' },
    })
    const own = { badge: 'BADGE-technician' }
    expect((await screen.session.setPin({ pin: '9999', proof: own })).ok).toBe(true)
  })

  test('a table that is too long is refused in words, and the bench stands', async () => {
    const text = 'x'.repeat(MOST_IMPORT_TEXT + 1)
    expect(await screen.imports.open({ name: 'x.csv', text })).toEqual({
      ok: false,
      error: { type: 'TooLarge', detail: String(text.length) },
    })
    expect((await screen.imports.open({ name: 'x.csv', text: 'a\n1' })).ok).toBe(true)
  })
})

async function lastOf<T>(all: AsyncIterable<T>): Promise<T | undefined> {
  let last: T | undefined
  for await (const one of all) last = one
  return last
}
