import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeviceBytes, DeviceScan } from '#shared/contract/devices.ts'
import { USUAL_SERIAL } from '#shared/contract/devices.ts'
import { createScanRelay } from '../../../electron/bench/scan-relay.ts'
import { createScannerFile } from '../../../electron/bench/scanner-file.ts'
import { createScanners } from '../../../electron/bench/scanners.ts'
import { createFakeHid, encodeReports } from '../../../electron/devices/fake-hid-port.ts'
import { createFakeSerial } from '../../../electron/devices/fake-serial-port.ts'
import { STALE_MS } from '../../../electron/devices/hid-scanner.ts'
import { createFakeTime } from '../devices/fake-time.ts'

const PATH = '/dev/hidraw0'
const KEY = 'hid:0c2e:S1'

let folder: string
let complaints: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-scanners-'))
  complaints = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function bench() {
  const hid = createFakeHid()
  const serial = createFakeSerial()
  const time = createFakeTime()
  const scans = createScanRelay(time.clock)
  const scanners = createScanners({
    hid: hid.port,
    serial: serial.port,
    file: createScannerFile(folder, (line) => complaints.push(line)),
    ...time,
    scans,
    ruleCommand: 'install the rule',
    active: () => undefined,
    tell: () => undefined,
  })
  const heard: DeviceScan[] = []
  void (async () => {
    for await (const one of scans.take()) heard.push(one)
  })()
  return {
    hid,
    serial,
    time,
    scanners,
    heard,
    scan: (text: string, path = PATH) => {
      for (const report of encodeReports(text)) hid.send(path, report)
    },
    standings: () =>
      Object.fromEntries(scanners.view().scanners.map(({ key, standing }) => [key, standing])),
  }
}

async function withScanner() {
  const b = bench()
  b.hid.plug({ path: PATH })
  await b.time.pass(2_000)
  return b
}

describe('the role of a scanner', () => {
  test('is bench until it is set, goes with what it reads, and outlives the program', async () => {
    const b = await withScanner()
    b.scan('ONE')
    await b.scanners.setRole(KEY, 'badge')
    b.scan('TWO')
    await b.time.pass(10)
    expect(b.heard).toMatchObject([{ role: 'bench' }, { role: 'badge' }])
    await b.scanners.stop()
    const later = await withScanner()
    later.scan('THREE')
    await later.time.pass(10)
    expect(later.heard).toMatchObject([{ role: 'badge' }])
  })

  test('is kept by vendor and serial number, though mode and place have changed', async () => {
    const b = await withScanner()
    await b.scanners.setRole(KEY, 'badge')
    b.hid.unplug(PATH)
    b.hid.plug({ path: '/dev/hidraw9', productId: 0x0b81, product: 'Pistol HID' })
    await b.time.pass(3_000)
    expect(b.scanners.view().scanners).toMatchObject([
      { key: KEY, role: 'badge', standing: 'ready' },
    ])
  })

  test('is that of one scanner and not of another that has no serial number', async () => {
    const b = bench()
    b.hid.plug({ path: 'a', serialNumber: '0000', product: 'Desk' })
    b.hid.plug({ path: 'b', serialNumber: '', product: 'Door' })
    await b.time.pass(2_000)
    const keys = b.scanners.view().scanners.map(({ key }) => key)
    expect(keys).toEqual(['hid:0c2e::Desk:008c:0002', 'hid:0c2e::Door:008c:0002'])
    await b.scanners.setRole(keys[1]!, 'badge')
    expect(b.scanners.view().scanners.map(({ role }) => role)).toEqual(['bench', 'badge'])
  })

  test('off closes it, and bench opens it again', async () => {
    const b = await withScanner()
    await b.scanners.setRole(KEY, 'off')
    await b.time.pass(10)
    expect([b.hid.isOpen(PATH), b.standings()[KEY]]).toEqual([false, 'off'])
    expect(b.scanners.strip().state).toBe('none')
    await b.scanners.setRole(KEY, 'bench')
    await b.time.pass(10)
    expect([b.hid.isOpen(PATH), b.standings()[KEY]]).toEqual([true, 'ready'])
  })

  test('off and pulled out is gone, and off again once it is back', async () => {
    const b = await withScanner()
    await b.scanners.setRole(KEY, 'off')
    b.hid.unplug(PATH)
    await b.scanners.look()
    expect(b.standings()).toEqual({ [KEY]: 'lost' })
    expect(b.scanners.strip().state).toBe('none')
    b.hid.plug({ path: PATH })
    await b.scanners.look()
    expect(b.standings()).toEqual({ [KEY]: 'off' })
  })

  test('of a scanner that nobody knows is not written down', async () => {
    const b = await withScanner()
    expect((await b.scanners.setRole('hid:dead:beef', 'off')).scanners).toHaveLength(1)
  })
})

describe('the file of scanners', () => {
  test('that is damaged is put aside and said, and every scanner is as new', async () => {
    const file = join(folder, 'scanners.json')
    writeFileSync(file, '{"scanners":{"hid:0c2e:S1":{"na')
    const b = await withScanner()
    expect(complaints).toEqual([expect.stringContaining(`kept as ${file}.bad`)])
    expect(b.scanners.view()).toMatchObject({
      areSettingsLost: true,
      scanners: [{ role: 'bench' }],
    })
    await b.scanners.setRole(KEY, 'badge')
    expect(b.scanners.view().areSettingsLost).toBe(false)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      scanners: { [KEY]: { role: 'badge' } },
    })
  })

  test('that cannot be written leaves every role as it was', async () => {
    const b = await withScanner()
    mkdirSync(join(folder, 'scanners.json.next'))
    await expect(b.scanners.setRole(KEY, 'off')).rejects.toThrow()
    b.scan('ONE')
    await b.time.pass(10)
    expect(b.heard).toMatchObject([{ role: 'bench' }])
    expect(b.standings()).toEqual({ [KEY]: 'ready' })
  })

  test('remembers one that is gone until it is forgotten', async () => {
    const b = await withScanner()
    await b.scanners.setRole(KEY, 'badge')
    b.hid.unplug(PATH)
    await b.time.pass(10)
    expect(b.standings()).toEqual({ [KEY]: 'lost' })
    expect((await b.scanners.forget(KEY)).scanners).toEqual([])
    expect((await bench().scanners.look()).scanners).toEqual([])
  })
})

describe('a scanner that is forgotten while it is there', () => {
  test('is found anew, as a new one', async () => {
    const b = await withScanner()
    await b.scanners.setRole(KEY, 'badge')
    expect((await b.scanners.forget(KEY)).scanners).toMatchObject([
      { key: KEY, role: 'bench', standing: 'ready' },
    ])
    await b.time.pass(STALE_MS)
    b.scan('ONE')
    await b.time.pass(10)
    expect(b.heard).toMatchObject([{ role: 'bench' }])
  })
})

describe('a scanner that goes away in the middle of a code', () => {
  test('is told with its name, in the strip until something is scanned', async () => {
    const b = await withScanner()
    b.hid.send(PATH, encodeReports('A'.repeat(100))[0]!)
    b.hid.unplug(PATH)
    await b.time.pass(10)
    expect(b.heard).toMatchObject([{ type: 'gone', device: 'Pistol (S1)' }])
    expect(b.scanners.strip()).toEqual({ state: 'lost', device: 'Pistol (S1)', isMidScan: true })
    b.hid.plug({ path: PATH })
    await b.time.pass(3_000)
    expect(b.scanners.strip()).toMatchObject({ state: 'ready', isMidScan: true })
    b.scan('AGAIN')
    expect(b.scanners.strip()).toMatchObject({ state: 'ready', isMidScan: false })
  })

  test('is forgotten where it is for the bench no more', async () => {
    const b = await withScanner()
    b.hid.send(PATH, encodeReports('A'.repeat(100))[0]!)
    b.hid.unplug(PATH)
    await b.time.pass(10)
    expect(b.scanners.strip()).toMatchObject({ isMidScan: true })
    await b.scanners.setRole(KEY, 'badge')
    await b.scanners.setRole(KEY, 'bench')
    expect(b.scanners.strip()).toMatchObject({ state: 'lost', isMidScan: false })
  })

  test('is another thing than one that was idle, or is for badges', async () => {
    const b = await withScanner()
    b.hid.unplug(PATH)
    await b.time.pass(10)
    expect(b.scanners.strip()).toEqual({ state: 'lost', device: 'Pistol (S1)', isMidScan: false })
    b.hid.plug({ path: PATH })
    await b.scanners.setRole(KEY, 'badge')
    await b.time.pass(3_000)
    b.hid.send(PATH, encodeReports('A'.repeat(100))[0]!)
    b.hid.unplug(PATH)
    await b.time.pass(10)
    expect(b.heard).toEqual([])
    expect(b.scanners.strip().state).toBe('none')
  })
})

describe('the end of a code whose beginning is too old', () => {
  test('is no code, and another scan is asked for', async () => {
    const b = await withScanner()
    const [first, second] = encodeReports('A'.repeat(100))
    b.hid.send(PATH, first!)
    await b.time.pass(1_500)
    b.hid.send(PATH, second!)
    b.scan('NEXT')
    await b.time.pass(10)
    expect(b.heard).toMatchObject([{ type: 'torn', device: 'Pistol (S1)' }, { type: 'scan' }])
  })
})

describe('what is shown of a scanner', () => {
  test('is its layout, its last symbology and when it last sent something', async () => {
    const b = await withScanner()
    const began = b.scanners.view().scanners[0]!.since
    expect(began).toBeTypeOf('number')
    b.scan('ONE')
    expect(b.scanners.view()).toEqual({
      noHid: null,
      isRuleMissing: false,
      ruleCommand: null,
      areSettingsLost: false,
      serial: [],
      scanners: [
        {
          key: KEY,
          kind: 'hid',
          name: 'Pistol (S1)',
          role: 'bench',
          standing: 'ready',
          message: null,
          since: began,
          layout: 'aim-at-2',
          aim: ']C0',
          lastAt: b.time.clock.now(),
        },
      ],
    })
  })

  test('is the missing rule, with what puts it in its place, until it may be opened', async () => {
    const b = bench()
    b.hid.forbid(true)
    b.hid.plug({ path: PATH })
    await b.time.pass(10)
    expect(b.scanners.view()).toMatchObject({
      isRuleMissing: true,
      ruleCommand: 'install the rule',
      scanners: [{ standing: 'cannot-open', message: 'Permission denied' }],
    })
    b.hid.forbid(false)
    await b.time.pass(3_000)
    expect(b.scanners.view()).toMatchObject({ isRuleMissing: false, ruleCommand: null })
  })

  test('is no missing rule any more once the scanner is pulled out that it was missing for', async () => {
    const b = bench()
    b.hid.forbid(true)
    b.hid.plug({ path: PATH })
    await b.time.pass(10)
    b.hid.unplug(PATH)
    await b.time.pass(3_000)
    expect(b.scanners.view()).toMatchObject({ isRuleMissing: false, ruleCommand: null })
    expect(b.standings()).toEqual({ [KEY]: 'lost' })
    expect(b.scanners.strip().state).toBe('none')
  })

  test('is told anew while somebody looks, and a new scanner is found meanwhile', async () => {
    const b = await withScanner()
    b.hid.plug({ path: 'second', serialNumber: 'S2' })
    await b.time.pass(5_000)
    expect(Object.keys(b.standings())).toEqual([KEY])
    const end = new AbortController()
    const views = b.scanners.watch(end.signal)
    expect((await views.next()).value?.scanners).toHaveLength(1)
    const next = views.next()
    await b.time.pass(2_000)
    expect((await next).value?.scanners).toHaveLength(2)
    await views.return(undefined)
    await b.time.pass(2_000)
    expect(b.time.waiting()).toBe(0)
  })
})

describe('what comes in, to the byte', () => {
  test('is copied only while somebody listens, also what is stale or no code', async () => {
    const b = await withScanner()
    const got: DeviceBytes[] = []
    b.scan('BEFORE')
    const end = new AbortController()
    const listening = (async () => {
      for await (const one of b.scanners.bytes(end.signal)) got.push(one)
    })().catch(() => undefined)
    await b.time.pass(10)
    const noCode = Uint8Array.of(9, 1, 2)
    b.hid.send(PATH, noCode)
    await b.time.pass(10)
    end.abort()
    await listening
    b.scan('AFTER')
    expect(got).toEqual([{ key: KEY, at: expect.any(Number), bytes: [9, 1, 2] }])
  })
})

describe('a serial line', () => {
  const LINE = { ...USUAL_SERIAL, path: '/dev/ttyUSB0', serialNumber: null }

  test('is not looked at unless it is set up; then it is a scanner with a role', async () => {
    const b = bench()
    b.serial.plug({ path: LINE.path, maker: 'Scanner Works' })
    await b.time.pass(5_000)
    expect([b.serial.listed(), b.serial.lineOf(LINE.path)]).toEqual([0, undefined])
    expect(await b.scanners.serialPorts()).toEqual([
      { path: LINE.path, maker: 'Scanner Works', serialNumber: null },
    ])
    await b.scanners.setSerial([LINE])
    await b.scanners.setRole('serial:/dev/ttyUSB0', 'badge')
    await b.time.pass(STALE_MS + 10)
    b.serial.send(LINE.path, 'BADGE-7\r')
    await b.time.pass(10)
    expect(b.heard).toMatchObject([
      { source: 'serial', role: 'badge', bytes: [...Buffer.from('BADGE-7')] },
    ])
    await b.scanners.stop()
    const later = bench()
    later.serial.plug({ path: LINE.path })
    await later.time.pass(10)
    expect(later.standings()).toEqual({ 'serial:/dev/ttyUSB0': 'ready' })
    await later.scanners.setSerial([])
    expect([later.standings(), later.serial.lineOf(LINE.path)]).toEqual([{}, undefined])
  })

  test('that is set up twice is one, as it was set last', async () => {
    const b = bench()
    b.serial.plug({ path: LINE.path })
    const { serial, scanners } = await b.scanners.setSerial([LINE, { ...LINE, end: 'tab' }])
    expect(serial).toEqual([{ ...LINE, end: 'tab' }])
    expect(scanners).toMatchObject([{ standing: 'ready' }])
  })

  test('that yields half a code says so', async () => {
    const b = bench()
    b.serial.plug({ path: LINE.path })
    await b.scanners.setSerial([LINE])
    await b.time.pass(STALE_MS + 10)
    b.serial.send(LINE.path, 'HALF')
    await b.time.pass(1_100)
    expect(b.heard).toMatchObject([{ type: 'torn', device: LINE.path }])
  })
})
