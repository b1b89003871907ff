import { deepEqual, equal } from 'node:assert/strict'
import { createScanRelay } from '../../../electron/bench/scan-relay.ts'
import type { ScannerSettings } from '../../../electron/bench/scanner-file.ts'
import { createScanners } from '../../../electron/bench/scanners.ts'
import { encodeReports } from '../../../electron/devices/fake-hid-port.ts'
import { createFakeSerial } from '../../../electron/devices/fake-serial-port.ts'
import { STALE_MS } from '../../../electron/devices/hid-scanner.ts'
import { keyOf } from '../../../electron/devices/pick-scanners.ts'
import type { DeviceScan, ScannerRole } from '../../../shared/contract/devices.ts'
import {
  deviceOf,
  type HeldScanner,
  KINDS,
  type Kind,
  listen,
  type Rig,
  SCANNER_KINDS,
  type ScannerKind,
  until,
} from './rig.ts'

/** What went in and what came out: scans, or reports where the case says so. */
export interface Counted {
  readonly sent: number
  readonly heard: number
}

/** One thing that has to be so over any port, in memory or of a real kernel. A case that is not so throws. */
export interface HidCase {
  readonly name: string
  run(rig: Rig): Promise<Counted>
}

const SCANS = 500
const GAP_MS = 20

export const HID_CASES: readonly HidCase[] = [
  ...SCANNER_KINDS.flatMap((kind) => [
    {
      name: `${kind}: ${SCANS} scans, ${GAP_MS} ms apart`,
      run: (rig: Rig) => manyScans(rig, kind),
    },
    { name: `${kind}: 304 bytes in several reports`, run: (rig: Rig) => longScans(rig, kind) },
    { name: `${kind}: pulled out and plugged in again`, run: (rig: Rig) => replugged(rig, kind) },
    { name: `${kind}: pulled out in the middle of a scan`, run: (rig: Rig) => cutOff(rig, kind) },
  ]),
  { name: 'keyboard: is left to the keyboard', run: keyboardAlone },
  { name: 'several at once, each with its role', run: roles },
  { name: 'what was scanned before anybody listened', run: stale },
  { name: 'every report as it came, while somebody looks', run: everyReport },
]

const reportsOf = (kind: ScannerKind, text: string) =>
  encodeReports(text, KINDS[kind].layout, ']C1')

function scan(scanner: HeldScanner, kind: ScannerKind, text: string): void {
  for (const report of reportsOf(kind, text)) scanner.send(report)
}

/** A scanner that has been listened to for long enough. */
async function ready(rig: Rig, kind: ScannerKind) {
  const scanner = await rig.plug(kind, 'S1')
  const heard = listen(rig)
  await until(rig, 'it is ready', () => heard.states().includes('ready'))
  await rig.pass(STALE_MS + 50)
  return { scanner, heard }
}

async function manyScans(rig: Rig, kind: ScannerKind): Promise<Counted> {
  const { scanner, heard } = await ready(rig, kind)
  const sent = Array.from({ length: SCANS }, (_, i) => `FK-${kind}-${i}`)
  for (const text of sent) {
    scan(scanner, kind, text)
    await rig.pass(GAP_MS)
  }
  await until(rig, 'the last one came', () => heard.texts().length >= SCANS)
  await rig.pass(500)
  deepEqual(heard.texts(), sent)
  await heard.driver.stop()
  return { sent: SCANS, heard: heard.texts().length }
}

/** With what ends a scan in a bad reader: NUL, group separators, a bracket, a character of three bytes. */
async function longScans(rig: Rig, kind: ScannerKind): Promise<Counted> {
  const { scanner, heard } = await ready(rig, kind)
  const head = (i: number) => `]C1${i}\u0000\u001d01049\u20ac`
  const sent = Array.from({ length: 20 }, (_, i) => padded(head(i), 304))
  for (const text of sent) {
    scan(scanner, kind, text)
    await rig.pass(GAP_MS)
  }
  await until(rig, 'the last one came', () => heard.texts().length >= sent.length)
  deepEqual(heard.texts(), sent)
  await heard.driver.stop()
  return { sent: sent.length, heard: heard.texts().length }
}

const padded = (head: string, bytes: number): string =>
  head + 'x'.repeat(bytes - new TextEncoder().encode(head).length)

async function replugged(rig: Rig, kind: ScannerKind): Promise<Counted> {
  const { scanner, heard } = await ready(rig, kind)
  scan(scanner, kind, 'BEFORE')
  await until(rig, 'the first scan came', () => heard.texts().length === 1)
  await scanner.unplug()
  await until(rig, 'it is lost', () => heard.states().includes('lost'))
  await scanner.plug()
  await until(rig, 'it is back', () => heard.states().at(-1) === 'ready')
  await rig.pass(STALE_MS + 50)
  scan(scanner, kind, 'AFTER')
  await until(rig, 'the second scan came', () => heard.texts().length === 2)
  deepEqual(heard.texts(), ['BEFORE', 'AFTER'])
  deepEqual(heard.states(), ['ready', 'lost', 'ready'])
  await heard.driver.stop()
  return { sent: 2, heard: heard.texts().length }
}

async function cutOff(rig: Rig, kind: ScannerKind): Promise<Counted> {
  const { scanner, heard } = await ready(rig, kind)
  const halves = reportsOf(kind, 'H'.repeat(100))
  scanner.send(halves[0]!)
  await until(rig, 'half of it came', () => heard.reports.length === 1)
  await scanner.unplug()
  await until(rig, 'it is lost', () => heard.states().at(-1) !== 'ready')
  await scanner.plug()
  await until(rig, 'it is back', () => heard.states().at(-1) === 'ready')
  await rig.pass(STALE_MS + 50)
  scan(scanner, kind, 'WHOLE')
  await until(rig, 'the next scan came', () => heard.texts().length > 0)
  deepEqual(heard.texts(), ['WHOLE'])
  deepEqual(heard.states(), ['ready', 'lost mid-scan', 'ready'])
  await heard.driver.stop()
  return { sent: 1, heard: heard.texts().length }
}

async function keyboardAlone(rig: Rig): Promise<Counted> {
  await rig.plug('keyboard', 'K1')
  const heard = listen(rig)
  await until(rig, 'nothing was found', () => heard.states().length > 0)
  await rig.pass(2_000)
  deepEqual(heard.states(), ['none'])
  await heard.driver.stop()
  return { sent: 0, heard: heard.reports.length }
}

async function stale(rig: Rig): Promise<Counted> {
  const scanner = await rig.plug('honeywell', 'S1')
  scan(scanner, 'honeywell', 'OLD-1')
  const heard = listen(rig)
  await until(rig, 'it is ready', () => heard.states().includes('ready'))
  scan(scanner, 'honeywell', 'OLD-2')
  await rig.pass(STALE_MS + 50)
  scan(scanner, 'honeywell', 'NEW')
  await until(rig, 'the new one came', () => heard.texts().includes('NEW'))
  deepEqual(heard.texts(), ['NEW'])
  await heard.driver.stop()
  return { sent: 1, heard: heard.texts().length }
}

async function everyReport(rig: Rig): Promise<Counted> {
  const { scanner, heard } = await ready(rig, 'sixteen-bit')
  const sent = reportsOf('sixteen-bit', padded('R', 200))
  const noScan = Uint8Array.from({ length: 64 }, (_, i) => (i === 0 ? 2 : i === 1 ? 200 : 0))
  for (const report of [...sent, noScan]) scanner.send(report)
  await until(rig, 'all came', () => heard.reports.length > sent.length)
  deepEqual(
    heard.reports.map((one) => Buffer.from(one).toString('hex')),
    [...sent, noScan].map((one) => Buffer.from(one).toString('hex')),
  )
  equal(heard.texts().length, 1)
  await heard.driver.stop()
  return { sent: sent.length + 1, heard: heard.reports.length }
}

const ROLES = [
  ['honeywell', 'bench'],
  ['newland', 'badge'],
  ['sixteen-bit', 'off'],
  ['vendor', 'bench'],
] as const satisfies readonly (readonly [ScannerKind, ScannerRole])[]

/** Over the bench's own list of scanners: what each reads is told with its role, and one that is off is not open. */
async function roles(rig: Rig): Promise<Counted> {
  const held = new Map<Kind, HeldScanner>()
  for (const [kind] of ROLES) held.set(kind, await rig.plug(kind, `R-${kind}`))
  await rig.plug('keyboard', 'K1')
  const scans = createScanRelay(rig.clock)
  const scanners = createScanners({
    hid: rig.port,
    serial: createFakeSerial().port,
    file: fileWith(
      Object.fromEntries(
        ROLES.map(([kind, role]) => [keyOf(deviceOf(kind, `R-${kind}`, '')), role]),
      ),
    ),
    clock: rig.clock,
    timers: rig.timers,
    scans,
    ruleCommand: null,
    active: () => undefined,
    tell: () => undefined,
  })
  const standing = (is: string) => scanners.view().scanners.filter((one) => one.standing === is)
  await until(rig, 'three are ready', () => standing('ready').length === 3)
  await until(rig, 'one is off', () => standing('off').length === 1)
  await rig.pass(STALE_MS + 50)
  const told = hear(scans.take())
  for (let i = 0; i < 50; i++) {
    for (const [kind] of ROLES) scan(held.get(kind)!, kind, `${kind}-${i}-${'y'.repeat(60)}`)
    await rig.pass(GAP_MS)
  }
  await until(rig, 'all came', () => told.length >= 150)
  await rig.pass(300)
  for (const [kind, role] of ROLES) {
    const its = told.filter((one) => one.type === 'scan' && textOf(one).startsWith(`${kind}-`))
    equal(its.length, role === 'off' ? 0 : 50, `scans of ${kind}`)
    equal(
      its.every((one) => one.type === 'scan' && one.role === role),
      true,
      `the role of ${kind}`,
    )
  }
  await scanners.stop()
  return { sent: 150, heard: told.length }
}

function fileWith(given: Readonly<Record<string, ScannerRole>>) {
  let settings: ScannerSettings = {
    scanners: Object.fromEntries(
      Object.entries(given).map(([key, role]) => [key, { name: key, role }]),
    ),
    serial: [],
  }
  return {
    read: () => settings,
    write: (next: ScannerSettings) => {
      settings = next
    },
    isLost: () => false,
  }
}

function hear(scans: AsyncGenerator<DeviceScan>): DeviceScan[] {
  const told: DeviceScan[] = []
  void (async () => {
    for await (const one of scans) told.push(one)
  })()
  return told
}

const textOf = (read: DeviceScan): string =>
  read.type === 'scan' ? new TextDecoder().decode(Uint8Array.from(read.bytes)) : ''
