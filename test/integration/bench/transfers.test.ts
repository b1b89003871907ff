import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { amountOf } from '#shared/domain/discrepancy/amounts.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Result } from '#shared/lib/result.ts'
import { createTransfers, type Transfers } from '../../../electron/bench/transfers.ts'
import type { Store } from '../../../electron/store/client.ts'
import { benchKey, newKey } from '../../../electron/store/key.ts'
import { createWorld } from '../../../electron/store/world.ts'
import {
  at,
  BOX,
  codeOf,
  MARC,
  STUDY,
  specimenData,
  T1,
  T2,
  T3,
} from '../../support/domain/facts.ts'
import { TestBench, VIA } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

const BUNDLE = testId('e', 1)
const OTHER_SITE = testId('d', 9)

let here: TestBench
let there: TestBench
let ours: Transfers
let theirs: Transfers

beforeEach(() => {
  here = new TestBench('1', undefined, key()).found().box(BOX, 'BX-1')
  there = new TestBench('2', undefined, key())
  const founding = { site: 'Bergen', bench: 'Bench 1', person: 'Liv', pin: '1234' }
  there.writer.foundEmpty(founding, { stream: OTHER_SITE, badge: 'FKB-0' })
  const study = { study: STUDY, code: 'BERGEN-1', name: 'Lungs of Bergen' }
  there.must(liv(), { type: 'createStudy', id: there.newId(), via: VIA, ...study })
  ours = transfersOf(here)
  theirs = transfersOf(there)
})
afterEach(() => {
  here.remove()
  there.remove()
})

const key = () => benchKey({ pkcs8: newKey(), protection: 'file' })
const liv = () => there.reader.people()[0]!.person

/** The bench's own wiring over its real store, without the threads between. */
function transfersOf(bench: TestBench, isKeyLocked = false): Transfers {
  const store = {
    write: {
      execute: async (actor: string, command: Parameters<TestBench['must']>[1]) =>
        bench.writer.execute(actor, command),
      bundle: async (bundle: string) => bench.writer.bundle(bundle),
    },
    read: {
      arriving: async (...given: Parameters<TestBench['reader']['arriving']>) =>
        bench.reader.arriving(...given),
    },
  } as unknown as Store
  const { folder, newId } = bench
  const site = () => bench.writer.facts().stream
  return createTransfers({ folder, store, newId, site, isKeyLocked: () => isKeyLocked })
}

async function sent(...specimens: string[]): Promise<string> {
  const given = { specimens, bundle: BUNDLE, to: 'Bergen' }
  expect(await ours.dispatch(here.by(), given)).toMatchObject({ ok: true })
  return bundleText()
}

async function bundleText(): Promise<string> {
  const made = await ours.bundle(BUNDLE)
  if (!made.ok) throw new Error(made.error.type)
  return made.value.text
}

const receive = (text: string, ...specimens: string[]) =>
  theirs.receive(
    { id: there.newId(), via: VIA, actor: liv() },
    { text, study: STUDY, codes: specimens.map((specimen) => codeOf(specimen)) },
  )

const takeIn = (specimen: string, position: string) =>
  expect(here.act('takeIn', { ...specimenData(specimen), at: at(position) }).ok).toBe(true)

const refusedAs = (done: Result<unknown, { type: string }>): string =>
  done.ok ? 'taken' : done.error.type

const amountIn = (bench: TestBench, specimen: string) =>
  amountOf(createWorld(bench.db).amount(specimen))

const stateIn = (bench: TestBench, code: string) => {
  const identity = bench.reader.resolve(code, null)
  if (identity.kind !== 'specimen') throw new Error(identity.kind)
  return bench.reader.specimen(identity.specimen)!
}

describe('a tube that goes to another site', () => {
  beforeEach(() => {
    takeIn(T1, 'A1')
    takeIn(T2, 'A2')
  })

  test('leaves its position free and is in nobody’s hand (TRA-1, TRA-2)', async () => {
    await sent(T1)
    const tube = stateIn(here, codeOf(T1))
    expect(tube).toMatchObject({ state: 'dispatched', places: [], holder: null })
    expect(tube.custody[0]).toMatchObject({ type: 'specimen.dispatched' })
    expect(here.reader.box(BOX)?.positions[0]).toMatchObject({ state: 'empty', tubes: [] })
    expect(here.act('checkOut', { specimen: T1, reason: null }).ok).toBe(false)
  })

  test('is received there with the history that it had here, and no gap between (TRA-3)', async () => {
    const text = await sent(T1, T2)
    const read = await theirs.read(text)
    expect(read).toMatchObject({
      ok: true,
      value: { siteName: 'Uppsala', heldBy: 'Ida', to: 'Bergen', isKeyKnown: false },
    })
    expect(await receive(text, T1)).toMatchObject({ ok: true })
    const tube = stateIn(there, codeOf(T1))
    expect(tube).toMatchObject({ state: 'unplaced', holder: 'Liv' })
    expect(tube.custody.map(({ type }) => type)).toEqual([
      'specimen.arrived',
      'specimen.accessioned',
    ])
    // The bundle that the arrival names is kept, and is what was sent.
    const kept = readdirSync(join(there.folder, 'bundles'))
    expect(kept).toEqual([expect.stringMatching(/^received-[0-9a-f]{64}\.frostkeep-bundle$/)])
    expect(readFileSync(join(there.folder, 'bundles', kept[0]!), 'utf8')).toBe(text)
    expect(await theirs.read(text)).toMatchObject({ value: { isKeyKnown: true } })
  })

  test('is found there by the codes that it had here before as well (TRA-8)', async () => {
    here.act('relabel', { specimen: T1, code: 'NEW-1', reason: 'torn' })
    const by = { id: there.newId(), via: VIA, actor: liv() }
    const received = await theirs.receive(by, {
      text: await sent(T1),
      ...{ study: STUDY, codes: ['NEW-1'] },
    })
    expect(received).toMatchObject({ ok: true })
    const found = there.reader.resolve(codeOf(T1), null)
    expect(found).toMatchObject({ kind: 'specimen', label: 'NEW-1', issuer: 'Uppsala' })
    const codes = ['NEW-1', codeOf(T1)]
    expect(stateIn(there, 'NEW-1').external).toEqual({ issuer: 'Uppsala', codes })
    // The control: another tube of this site is nobody's there.
    expect(there.reader.resolve(codeOf(T2), null)).toMatchObject({ kind: 'unknown' })
  })

  test('that got another label there comes home as what it was (TRA-4, TRA-8)', async () => {
    await receive(await sent(T1), T1)
    const away = there.reader.resolve(codeOf(T1), null) as { specimen: string }
    const label = { specimen: away.specimen, code: 'BER-1', reason: 'own labels' }
    there.must(liv(), { type: 'relabel', id: there.newId(), via: VIA, ...label })
    const back = { specimens: [away.specimen], bundle: testId('e', 7), to: 'Uppsala' }
    await theirs.dispatch({ id: there.newId(), via: VIA, actor: liv() }, back)
    const made = await theirs.bundle(back.bundle)
    if (!made.ok) throw new Error(made.error.type)
    const { text } = made.value
    expect(await ours.read(text)).toMatchObject({ value: { tubes: [{ state: 'home' }] } })
    const home = { text, study: STUDY, codes: ['BER-1'] }
    expect(await ours.receive(here.by(), home)).toMatchObject({ ok: true })
    expect(stateIn(here, codeOf(T1))).toMatchObject({ specimen: T1, state: 'unplaced' })
    const found = here.reader.resolve('BER-1', null)
    expect(found).toMatchObject({ specimen: T1, label: codeOf(T1), issuer: 'Bergen' })
  })

  test('is received once (TRA-5), and what did not come can come later', async () => {
    const text = await sent(T1, T2)
    await receive(text, T1)
    expect(refusedAs(await receive(text, T1))).toBe('CodeTaken')
    expect(await theirs.read(text)).toMatchObject({
      value: { tubes: [{ state: 'here-already' }, { state: 'new' }] },
    })
    expect(await receive(text, T2)).toMatchObject({ ok: true })
  })

  test('that comes home is the same specimen, with what was before (TRA-4)', async () => {
    await receive(await sent(T1), T1)
    const external = stateIn(there, codeOf(T1)).specimen
    const back = { specimens: [external], bundle: testId('e', 2), to: 'Uppsala' }
    const by = { id: there.newId(), via: VIA, actor: liv() }
    expect(await theirs.dispatch(by, back)).toMatchObject({ ok: true })
    const made = await theirs.bundle(back.bundle)
    if (!made.ok) throw new Error(made.error.type)
    const home = { text: made.value.text, study: STUDY, codes: [codeOf(T1)] }
    expect(await ours.read(made.value.text)).toMatchObject({
      value: { tubes: [{ state: 'home' }] },
    })
    expect(await ours.receive(here.by(), home)).toMatchObject({ ok: true })
    expect(stateIn(here, codeOf(T1))).toMatchObject({ specimen: T1, state: 'unplaced' })
    expect(stateIn(here, codeOf(T1)).custody).toHaveLength(4)
  })

  test('that has gone on is not brought back by a bundle of the past (TRA-5)', async () => {
    const text = await sent(T1, T2)
    await receive(text, T1)
    const external = stateIn(there, codeOf(T1)).specimen
    const onward = { specimens: [external], bundle: testId('e', 4), to: 'Tromsø' }
    const by = { id: there.newId(), via: VIA, actor: liv() }
    expect(await theirs.dispatch(by, onward)).toMatchObject({ ok: true })
    expect(await theirs.read(text)).toMatchObject({
      value: { tubes: [{ state: 'here-already' }, { state: 'new' }] },
    })
    expect(refusedAs(await receive(text, T1))).toBe('CodeTaken')
    expect(stateIn(there, codeOf(T1)).state).toBe('dispatched')
  })

  test('that was used and thawed elsewhere counts that here (TRA-7), whatever its donor allows', async () => {
    const donor = 'D-AAAA-2222'
    const record = specimenData(T3, { donor, nanolitres: 500_000 })
    expect(here.act('takeIn', { ...record, at: at('A3') }).ok).toBe(true)
    const once = { type: 'recordThaw', specimen: T3 } as const
    expect(here.act('recordThaw', { specimen: T3 }).ok).toBe(true)
    await receive(await sent(T3), T3)
    const external = stateIn(there, codeOf(T3)).specimen
    expect(amountIn(there, external)).toMatchObject({ used: 0, thaws: 1 })
    const used = {
      type: 'useQuantity',
      specimen: external,
      nanolitres: 40_000,
      reason: null,
    } as const
    there.must(liv(), { ...used, id: there.newId(), via: VIA })
    there.must(liv(), { ...once, specimen: external, id: there.newId(), via: VIA })
    const back = { specimens: [external], bundle: testId('e', 5), to: 'Uppsala' }
    const by = { id: there.newId(), via: VIA, actor: liv() }
    expect(await theirs.dispatch(by, back)).toMatchObject({ ok: true })
    const made = await theirs.bundle(back.bundle)
    if (!made.ok) throw new Error(made.error.type)
    const said = { donor, by: 'donor', wish: 'destroy', reason: null } as const
    here.must(MARC, { type: 'withdrawDonor', id: here.newId(), via: VIA, ...said })
    const home = { text: made.value.text, study: STUDY, codes: [codeOf(T3)] }
    expect(await ours.receive(here.by(), home)).toMatchObject({ ok: true })
    expect(amountIn(here, T3)).toMatchObject({ used: 40_000, thaws: 2 })
    expect(made.value.text).toContain('"nanolitres":460000')
    // Here it goes nowhere, as before.
    const more = { specimen: T3, nanolitres: 1, reason: null }
    expect(here.act('useQuantity', more)).toMatchObject({
      error: { type: 'ConsentWithdrawn' },
    })
  })

  test('that has come back by itself is stored again by a scan (TRA-2)', async () => {
    await sent(T1)
    expect(here.act('store', { specimen: T1, at: at('A6') }).ok).toBe(true)
    expect(stateIn(here, codeOf(T1)).state).toBe('stored')
  })

  test('is not dispatched twice, nor twice in one bundle (TRA-1)', async () => {
    const twice = { specimens: [T2, T2], bundle: BUNDLE, to: 'Bergen' }
    expect(refusedAs(await ours.dispatch(here.by(), twice))).toBe('CodeTwice')
    await sent(T1)
    const again = { specimens: [T1], bundle: testId('e', 3), to: 'Bergen' }
    expect(refusedAs(await ours.dispatch(here.by(), again))).toBe('NotStored')
  })
})

describe('a bundle', () => {
  beforeEach(() => takeIn(T1, 'A1'))

  test('is made the same again', async () => {
    expect(await sent(T1)).toBe(await bundleText())
  })

  test('is had again after its tube came home, and when the key is locked', async () => {
    const text = await sent(T1)
    expect(here.act('store', { specimen: T1, at: at('A6') }).ok).toBe(true)
    expect(await bundleText()).toBe(text)
    expect(await transfersOf(here, true).bundle(BUNDLE)).toMatchObject({
      ok: true,
      value: { text },
    })
    for (const name of readdirSync(join(here.folder, 'bundles')))
      writeFileSync(join(here.folder, 'bundles', name), text.replace(codeOf(T1), codeOf(T2)))
    // What was changed is not what travelled.
    expect(refusedAs(await ours.bundle(BUNDLE))).toBe('NotMadeHere')
  })

  test('of this very site is none to receive', async () => {
    expect(refusedAs(await ours.read(await sent(T1)))).toBe('OwnBundle')
  })

  test('is not made while the key is locked, and nothing is recorded then', async () => {
    const locked = transfersOf(here, true)
    const given = { specimens: [T1], bundle: BUNDLE, to: 'Bergen' }
    expect(refusedAs(await locked.dispatch(here.by(), given))).toBe('KeyLocked')
    expect(stateIn(here, codeOf(T1)).state).toBe('stored')
  })

  test('that was changed anywhere is refused, and nothing of it is recorded', async () => {
    const text = await sent(T1)
    const before = there.reader.home().specimens
    const faults = new Set<string>()
    for (let i = 0; i < text.length; i += 7) {
      const other = text[i] === 'a' ? 'b' : 'a'
      const changed = `${text.slice(0, i)}${other}${text.slice(i + 1)}`
      if (changed !== text) faults.add(refusedAs(await receive(changed, T1)))
    }
    expect(faults.has('taken')).toBe(false)
    expect([...faults].sort()).toContain('BadSignature')
    expect(there.reader.home().specimens).toBe(before)
    // Whoever wants to see the check at work: the same text, unchanged, is taken.
    expect(refusedAs(await receive(text, T1))).toBe('taken')
  })

  test('that another key has signed anew over another history is refused', async () => {
    const text = await sent(T1)
    const forged = JSON.parse(text) as { tubes: { code: string }[] }
    forged.tubes[0]!.code = 'OTHER-1'
    expect(refusedAs(await receive(`${JSON.stringify(forged)}\n`, T1))).toBe('BadSignature')
  })
})

test('a receipt of nothing that is in the bundle records nothing', async () => {
  takeIn(T1, 'A1')
  const text = await sent(T1)
  const no = (await receive(text, T2)) as Result<unknown, Refusal | { type: string }>
  expect(refusedAs(no)).toBe('NoTubes')
})
