import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FileView } from '#shared/contract/files.ts'
import { type BenchClient, ServedBench } from '../../support/bench/served-bench.ts'
import { jpeg, png, segment } from '../../support/blobs/pictures.ts'
import { filesWith } from '../../support/store/donor-bench.ts'
import { TestService } from '../../support/sync/service.ts'

const VIA = { source: 'click', device: '' } as const
const DONOR = 'D-AAAA-BBBB'
const SECRET = 'N 59.85 E 17.63'
const service = new TestService(Date.now)
const [one, two] = [new ServedBench(), new ServedBench()]
let a: BenchClient
let b: BenchClient
const specimen = v7()
const study = v7()

beforeAll(async () => {
  await Promise.all([service.start(), one.start(), two.start()])
  a = await one.client()
  b = await two.client()
  const made = { site: 'Uppsala', bench: 'One', person: 'Ida', pin: '4711' }
  await a.bench.setUp({ mode: 'empty', ...made })
  const [person] = await a.session.people()
  await a.session.signInPin({ person: person!.person, pin: '4711' })
  const asked = () => ({ id: v7(), via: VIA })
  await a.act({ command: { ...asked(), type: 'createStudy', study, code: 'S', name: 'Study' } })
  await register(specimen, 'FX1', DONOR)
  await a.bench.connect({ url: service.url, code: service.code })
  const joined = await two.bench.link.enroll({
    url: service.url,
    code: service.code,
    benchName: 'Two',
    siteName: null,
  })
  if (!joined.ok) throw new Error(joined.error.type)
  await two.bench.setUpJoined(joined.value.stream, 2, 'Two')
  await until(async () => (await two.bench.store.read.specimen(specimen)) !== null)
  const known = (await b.session.people())[0]!
  two.bench.seat({ person: known.person, name: known.name, role: known.role })
}, 60_000)
afterAll(async () => {
  await Promise.all([one.remove(), two.remove()])
  await service.remove()
})

async function register(of: string, code: string, donor: string): Promise<void> {
  const record = { material: 'serum', tubeType: 'cryotube', origin: 'primary' } as const
  const more = { collectedAt: null, donor, parent: null, nanolitres: null }
  const asked = { id: v7(), via: VIA, type: 'accession' } as const
  const command = { ...asked, specimen: of, code, study, ...record, ...more }
  expect(await a.act({ command })).toMatchObject({ type: 'saved' })
}
async function until(what: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await what())) {
    if (Date.now() > end) throw new Error(JSON.stringify(await b.files.list({ specimen })))
    await pause(50)
  }
}
const attach = (bytes: Uint8Array, name: string, to: BenchClient = a) =>
  to.files.attach({
    id: v7(),
    via: VIA,
    specimen,
    name,
    base64: Buffer.from(bytes).toString('base64'),
  })
const seenAt = async (bench: BenchClient, state: FileView['state'], name: string | null) =>
  (await bench.files.list({ specimen })).find((file) => file.name === name && file.state === state)

describe('photographs and documents of a specimen', { timeout: 30_000 }, () => {
  it('are attached at one bench and seen at another, without what the camera wrote (FIL-1 FIL-4)', async () => {
    const photo = jpeg([segment(0xfe, SECRET)])
    expect(await attach(photo, 'label ../of the/tube.jpg')).toMatchObject({ type: 'saved' })
    const name = 'label .. of the tube.jpg'
    const here = await seenAt(a, 'here', name)
    expect(here).toMatchObject({ media: 'image/jpeg', actor: 'Ida' })
    await until(async () => (await seenAt(b, 'away', name)) !== undefined)
    await until(async () => (await seenAt(a, 'here', name))?.sent === true)
    const opened = await b.files.open({ specimen, file: here!.file })
    expect(opened.ok && Buffer.from(opened.value.base64, 'base64')).toEqual(Buffer.from(jpeg()))
    expect(await seenAt(b, 'here', name)).toBeDefined()
    for (const folder of [one.data, two.data, service.folder])
      expect(filesWith(folder, Buffer.from(SECRET), Buffer.from(name), jpeg())).toEqual([])
  })

  it('are what their bytes say (FIL-3)', async () => {
    expect(await attach(png(), 'called.pdf')).toMatchObject({ type: 'saved' })
    expect((await seenAt(a, 'here', 'called.pdf'))?.media).toBe('image/png')
    const script = Buffer.from('<script>alert(1)</script>')
    expect(await attach(script, 'x.png')).toEqual({ type: 'fault', fault: { type: 'OtherMedia' } })
    expect(await attach(png().subarray(0, 40), 'x.png')).toMatchObject({
      fault: { type: 'Broken' },
    })
  })

  it('of a specimen that nobody knows are refused (FIL-2)', async () => {
    const base64 = Buffer.from(png()).toString('base64')
    const asked = { id: v7(), via: VIA, specimen: v7(), name: 'x', base64 }
    expect(await a.files.attach(asked)).toMatchObject({ refusal: { type: 'NotFound' } })
  })

  it('are fetched again where the disk has changed them, and opened by no other name', async () => {
    const [name] = readdirSync(join(two.data, 'blobs'))
    const file = join(two.data, 'blobs', name!)
    const bytes = readFileSync(file)
    bytes[30]! ^= 1
    writeFileSync(file, bytes)
    const photo = (await b.files.list({ specimen })).find(({ media }) => media === 'image/jpeg')
    const opened = await b.files.open({ specimen, file: photo!.file })
    expect(opened.ok && Buffer.from(opened.value.base64, 'base64')).toEqual(Buffer.from(jpeg()))
    const other = await a.files.open({ specimen, file: v7() })
    expect(other).toEqual({ ok: false, error: { type: 'NotFound' } })
  })

  it('go with their donor from every bench and the service, and never come again (FIL-6)', async () => {
    await until(async () => (await seenAt(b, 'away', 'called.pdf')) !== undefined)
    const before = readdirSync(join(one.data, 'blobs'))
    expect(before.length).toBeGreaterThan(1)
    const erased = await a.donors.erase({ id: v7(), via: VIA, donor: DONOR, pin: '4711' })
    expect(erased).toMatchObject({ type: 'saved' })
    const gone = async (bench: BenchClient) =>
      (await bench.files.list({ specimen })).every(
        ({ state, name }) => state === 'erased' && name === null,
      )
    await until(async () => (await gone(a)) && (await gone(b)))
    const left = (folder: string) =>
      readdirSync(join(folder, 'blobs')).filter((name) =>
        before.some((one) => name.startsWith(one)),
      )
    const everywhere = [one.data, two.data, service.folder]
    await until(async () => everywhere.every((at) => left(at).length === 0))
    const [file] = await b.files.list({ specimen })
    expect(await b.files.open({ specimen, file: file!.file })).toMatchObject({
      error: { type: 'Erased' },
    })
    expect(await attach(png(), 'again.png')).toMatchObject({ refusal: { type: 'DonorErased' } })
    const report = await a.keeping.verify()
    expect(report.ok && report.value.findings).toEqual([])
  })

  it('of a consignment are sealed to a key of its own, seen at the other bench, and go with it alone (SHP-6)', async () => {
    const shipment = v7()
    const parcel = { shipment, sender: 'Umeå', courier: null, reference: null, celsius: null }
    const opening = { type: 'openShipment', condition: 'thawing', note: null } as const
    await a.act({ command: { id: v7(), via: VIA, ...opening, ...parcel } })
    const photo = jpeg([segment(0xfe, SECRET)])
    const base64 = Buffer.from(photo).toString('base64')
    const given = { id: v7(), via: VIA, specimen: shipment, name: 'dry ice.jpg', base64 }
    expect(await a.files.attach(given)).toMatchObject({ type: 'saved' })
    const [here] = await a.files.list({ specimen: shipment })
    expect(here).toMatchObject({ name: 'dry ice.jpg', state: 'here' })
    const atB = async () => (await b.files.list({ specimen: shipment }))[0]
    await until(async () => (await atB())?.state === 'away')
    const opened = await b.files.open({ specimen: shipment, file: here!.file })
    expect(opened.ok && Buffer.from(opened.value.base64, 'base64')).toEqual(Buffer.from(jpeg()))
    expect(filesWith(one.data, Buffer.from(SECRET), Buffer.from('dry ice.jpg'))).toEqual([])
    const erase = { id: v7(), via: VIA, donor: shipment, pin: '4711' }
    expect(await a.donors.erase(erase)).toMatchObject({ type: 'saved' })
    await until(async () => (await atB())?.state === 'erased')
    expect(await a.files.attach({ ...given, id: v7() })).toMatchObject({
      refusal: { type: 'DonorErased' },
    })
  })

  it('are given again to a service that was restored and has lost them', async () => {
    const other = v7()
    await register(other, 'FX2', 'D-CCCC-DDDD')
    const base64 = Buffer.from(png()).toString('base64')
    const given = { id: v7(), via: VIA, specimen: other, name: 'kept.png', base64 }
    expect(await a.files.attach(given)).toMatchObject({ type: 'saved' })
    await until(async () => (await a.files.list({ specimen: other }))[0]?.sent === true)
    const blobs = join(service.folder, 'blobs')
    const before = readdirSync(blobs).sort()
    expect(before.some((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true)
    for (const name of before) rmSync(join(blobs, name))
    await one.timers.pass(1000)
    expect(readdirSync(blobs)).toEqual([])
    await one.timers.pass(60 * 60_000)
    await until(async () => readdirSync(blobs).sort().join() === before.join())
  })
})
