import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RackArrival, RackSource } from '#shared/contract/racks.ts'
import type { RackLayout } from '#shared/scan/rack/layout.ts'
import { createRacks, type Racks } from '../../../electron/bench/racks.ts'
import { systemClock } from '../../../electron/clock.ts'
import { systemTimers } from '../../../electron/sync/ports.ts'
import { type BenchClient, ServedBench } from '../../support/bench/served-bench.ts'
import { FakeMicronic } from '../../support/rack/fake-micronic.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const FILE = 'A1,0034998087\nB1,NO READ\n'
const UNKNOWN = 'Nr;Ort;Röhrchen\n1;A1;0034998087\n2;A2;LEER\n3;A3;LEER\n4;A4;1034998088\n'

const LAYOUT: RackLayout = {
  ...{ name: 'Ours', delimiter: ';', above: 1, names: ['Nr', 'Ort', 'Röhrchen'], columns: 3 },
  ...{ position: { column: 1 }, code: 2, rack: null, noTube: ['LEER'], noRead: [] },
}

describe('what a bench knows of rack scanners', () => {
  let root: string
  let folder: string
  let racks: Racks
  let arrivals: RackArrival[]
  let said: string[]
  let now: number
  const times = { look: 20, quiet: 40, empty: 200 }

  const open = () =>
    createRacks({
      ...{ folder: root, timers: systemTimers, now: () => now, newId: v7, times },
      monotonic: systemClock.monotonic,
      tell: () => {},
      arrived: (arrival) => arrivals.push(arrival),
      say: (line) => said.push(line),
    })
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fk-racks-'))
    folder = join(root, 'scans')
    mkdirSync(folder)
    ;[arrivals, said, now] = [[], [], 1_000_000]
    racks = open()
  })
  afterEach(async () => {
    await racks.stop()
    rmSync(root, { recursive: true, force: true })
  })
  const watched = (): RackSource => ({ kind: 'folder', name: 'Scans', folder })
  const isWatched = () => expect.poll(() => readdirSync(root)).toContain('rack-files.json')
  const came = () => arrivals.map(({ file }) => file)

  test('a source that cannot be written down is as it was, and goes on', async () => {
    racks.setSource('s1', watched())
    await isWatched()
    // Where the next file would be written there is a folder.
    mkdirSync(join(root, 'racks.json.next'))
    expect(() => racks.removeSource('s1')).toThrow()
    expect(() => racks.setSource('s1', { ...watched(), name: 'Others' })).toThrow()
    expect(racks.view().sources).toMatchObject([{ id: 's1', source: { name: 'Scans' } }])
    writeFileSync(join(folder, 'a.csv'), FILE)
    await expect.poll(came).toEqual(['a.csv'])
  })

  test('is what came into a folder, read by its layout, and pictures as they are', async () => {
    racks.setSource('s1', watched())
    await isWatched()
    writeFileSync(join(folder, 'a.csv'), FILE)
    writeFileSync(join(folder, 'b.png'), 'picture')
    writeFileSync(join(folder, 'c.txt'), 'Dear colleague')
    await expect.poll(came).toHaveLength(3)
    const [rack, picture, letter] = arrivals.toSorted((a, b) => (a.file < b.file ? -1 : 1))
    expect(rack).toMatchObject({
      ...{ source: 's1', file: 'a.csv', kind: 'rack' },
      read: { ok: true, value: { tubes: [{ code: '0034998087' }, { code: null }] } },
    })
    expect(picture).toMatchObject({ kind: 'picture', bytes: 7 })
    expect(letter).toMatchObject({ read: { ok: false, error: { type: 'NotARack' } } })
    expect(Buffer.from((await racks.picture(picture!.id))!).toString()).toBe('picture')
    expect(await racks.picture(rack!.id)).toBeNull()
    // Another picture under that name is not the one that was told.
    writeFileSync(join(folder, 'b.png'), 'another')
    expect(await racks.picture(picture!.id)).toBeNull()
  })

  test('is told for some minutes, and each file once over restarts', async () => {
    racks.setSource('s1', watched())
    await isWatched()
    writeFileSync(join(folder, 'a.csv'), FILE)
    await expect.poll(came).toEqual(['a.csv'])
    expect(racks.arrivals()).toHaveLength(1)
    now += 11 * 60_000
    expect(racks.arrivals()).toEqual([])
    await racks.stop()
    racks = open()
    // The same bytes at nearly the same time, beside the other one: two files all the same.
    writeFileSync(join(folder, 'b.csv'), FILE)
    await expect.poll(came).toEqual(['a.csv', 'b.csv'])
    expect(racks.view().sources).toMatchObject([{ id: 's1', standing: 'ready', lastAt: now }])
  })

  test('says that a folder is not there', async () => {
    racks.setSource('s1', { ...watched(), folder: join(root, 'away') } as RackSource)
    await expect
      .poll(() => racks.view().sources)
      .toMatchObject([{ standing: 'fault', message: expect.stringContaining('ENOENT') }])
  })

  test('is kept aside and said, where its file is damaged', async () => {
    racks.saveLayout('l1', LAYOUT)
    await racks.stop()
    writeFileSync(join(root, 'racks.json'), '{"v":1,')
    racks = open()
    expect(racks.view()).toMatchObject({ layouts: [], damaged: expect.stringContaining('.bad') })
    expect(said).toHaveLength(1)
    expect(readdirSync(root).filter((name) => name.endsWith('.bad'))).toHaveLength(1)
  })

  test('is read by a layout that was taught, over a restart', async () => {
    expect(racks.readFile(Buffer.from(UNKNOWN)).ok).toBe(false)
    racks.saveLayout('l1', LAYOUT)
    await racks.stop()
    racks = open()
    expect(racks.readFile(Buffer.from(UNKNOWN))).toMatchObject({
      ok: true,
      value: { by: { kind: 'learnt' }, tubes: [{ position: 'A1' }, { position: 'A4' }] },
    })
  })

  test('is one reading of a scanner at a time, and how it last stood', async () => {
    const scanner = new FakeMicronic()
    const url = await scanner.listen()
    racks.setSource('m', { kind: 'micronic', name: 'Reader', url })
    const reading = racks.read('m')
    expect(racks.view().sources).toMatchObject([{ standing: 'busy' }])
    expect(await racks.read('m')).toEqual({ ok: false, error: { type: 'SourceBusy' } })
    expect(await reading).toMatchObject({ ok: true, value: { rack: 'SA001' } })
    expect(racks.view().sources).toMatchObject([{ standing: 'ready', lastAt: now }])
    scanner.fault = 'slow'
    const left = racks.read('m')
    racks.cancel('m')
    expect(await left).toEqual({ ok: false, error: { type: 'Cancelled' } })
    await scanner.close()
    expect(await racks.read('m')).toMatchObject({ error: { type: 'SourceUnreachable' } })
    expect(racks.view().sources).toMatchObject([{ standing: 'fault' }])
    expect(await racks.read('none')).toEqual({ ok: false, error: { type: 'NoSuchSource' } })
  })
})

describe('what a screen may ask of rack scanners', () => {
  let served: ServedBench
  let screen: BenchClient

  beforeAll(async () => {
    served = await new ServedBench().start()
    screen = await served.client()
    await screen.bench.setUp({ mode: 'demo' })
  })
  afterAll(() => served.remove())

  test('nothing while nobody is signed in', async () => {
    await expect(screen.racks.view()).rejects.toThrow('Nobody is signed in')
    await expect(screen.racks.file({ base64: base64(FILE) })).rejects.toThrow('signed in')
  })

  test('a file, a layout that is learnt from one, and the file by that', async () => {
    await screen.session.signInBadge({ code: 'FKB-DEMO-MARC' })
    expect(await screen.racks.file({ base64: base64(FILE) })).toMatchObject({
      value: { tubes: [{ code: '0034998087' }, { code: null }], by: { id: 'two-columns' } },
    })
    const asked = { base64: base64(UNKNOWN) }
    expect((await screen.racks.file(asked)).ok).toBe(false)
    expect(await screen.racks.learn(asked)).toMatchObject({
      value: [{ layout: { code: 2 }, words: [{ word: 'LEER', meaning: null }] }],
    })
    expect(await screen.racks.tryLayout({ ...asked, layout: LAYOUT })).toMatchObject({
      value: { tubes: [{ code: '0034998087' }, { code: '1034998088' }] },
    })
    expect(await screen.racks.saveLayout({ id: 'l', layout: LAYOUT })).toMatchObject({
      value: { layouts: [{ layout: { name: 'Ours' } }] },
    })
    expect(await screen.racks.file(asked)).toMatchObject({ value: { by: { name: 'Ours' } } })
    await screen.racks.removeLayout({ id: 'l' })
  })

  test('sets up sources as a manager, and not as a technician', async () => {
    const source = { kind: 'folder', name: 'Scans', folder: served.folder } as const
    await screen.session.signInBadge({ code: 'FKB-DEMO-IDA' })
    const no = { ok: false, error: { type: 'NotAllowed', needs: 'manager' } }
    expect(await screen.racks.setSource({ id: 's', source })).toEqual(no)
    expect(await screen.racks.saveLayout({ id: 'l', layout: LAYOUT })).toEqual(no)
    expect(await screen.racks.read({ id: 's' })).toMatchObject({ error: { type: 'NoSuchSource' } })
    await screen.session.signInBadge({ code: 'FKB-DEMO-MARC' })
    expect((await screen.racks.setSource({ id: 's', source })).ok).toBe(true)
    expect(await screen.racks.view()).toMatchObject({ sources: [{ id: 's', source }] })
    expect(await screen.racks.removeSource({ id: 's' })).toMatchObject({ value: { sources: [] } })
  })

  test('is told how everything stands, and anew when it is set', async () => {
    await screen.session.signInBadge({ code: 'FKB-DEMO-MARC' })
    const stream = await screen.racks.watch()
    expect((await stream.next()).value).toMatchObject({ layouts: [] })
    await screen.racks.saveLayout({ id: 'l', layout: LAYOUT })
    expect((await stream.next()).value).toMatchObject({ layouts: [{ id: 'l' }] })
    await stream.return?.()
  })

  test('what came before a page was loaded, and then what comes', async () => {
    await screen.session.signInBadge({ code: 'FKB-DEMO-MARC' })
    const early = arrival('a.csv')
    served.bench.racks.arrivals = () => [early]
    const stream = await screen.racks.arrivals()
    expect((await stream.next()).value).toMatchObject({ file: 'a.csv' })
    served.bench.events.publish('arrival', early)
    served.bench.events.publish('arrival', arrival('b.csv'))
    expect((await stream.next()).value).toMatchObject({ file: 'b.csv' })
    await stream.return?.()
  })
})

const arrival = (file: string): RackArrival => ({
  ...{ id: v7(), source: 's', file, at: 0, kind: 'picture', bytes: 1 },
})
