import { deepEqual, equal } from 'node:assert/strict'
import { STALE_MS } from '../../../electron/devices/hid-scanner.ts'
import type { Timers } from '../../../electron/devices/report-reader.ts'
import type { SerialPort } from '../../../electron/devices/serial-port.ts'
import {
  createSerialScanner,
  type SerialScannerEvent,
} from '../../../electron/devices/serial-scanner.ts'
import { type SerialSettings, USUAL_SERIAL } from '../../../shared/contract/devices.ts'
import type { Clock } from '../../../shared/lib/clock.ts'
import { readScan } from '../../../shared/scan/scan.ts'
import type { PseudoTerminal } from './pseudo-terminal.ts'

/** Where the cases run: lines in memory, or real ones over pseudo-terminals. */
export interface SerialRig {
  readonly port: SerialPort
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  readonly timers: Timers
  plug(name: string): Promise<PseudoTerminal>
  pass(ms: number): Promise<void>
}

/** One thing that has to be so over any line. A case that is not so throws. */
export interface SerialCase {
  readonly name: string
  run(rig: SerialRig): Promise<void>
}

export const SERIAL_CASES: readonly SerialCase[] = [
  { name: 'gives every one of 200 codes, in order', run: manyCodes },
  { name: 'ends a code as set, by terminator or by silence', run: ends },
  { name: 'keeps a group separator, NUL and every other byte', run: everyByte },
  { name: 'works at other speeds, with parity and two stop bits', run: otherSettings },
  { name: 'is pulled out and comes back', run: replugged },
  { name: 'is pulled out in the middle of a code', run: cutOff },
  { name: 'is waited for while it is not there', run: waitedFor },
  { name: 'refuses what comes at the wrong speed, and reads on', run: wrongSpeed },
  { name: 'is let go when it is set up no more', run: letGo },
]

const settingsOf = (path: string, more: Partial<SerialSettings> = {}): SerialSettings => ({
  path,
  serialNumber: null,
  ...USUAL_SERIAL,
  ...more,
})

function listen(rig: SerialRig) {
  const events: SerialScannerEvent[] = []
  const { port, clock, timers } = rig
  const driver = createSerialScanner({ port, clock, timers, emit: (one) => void events.push(one) })
  const scans = () => events.flatMap((one) => (one.type === 'scan' ? [one.raw] : []))
  return {
    driver,
    events,
    scans,
    texts: () => scans().map(({ bytes }) => new TextDecoder().decode(bytes)),
    states: () =>
      events.flatMap((one) =>
        one.type === 'state' ? [one.state === 'lost' && one.isMidScan ? 'cut off' : one.state] : [],
      ),
  }
}

async function ready(rig: SerialRig, more: Partial<SerialSettings> = {}) {
  const line = await rig.plug('tty')
  const heard = listen(rig)
  await heard.driver.use([settingsOf(line.path, more)])
  await until(rig, 'it is ready', () => heard.states().includes('ready'))
  await rig.pass(STALE_MS + 20)
  return { line, ...heard }
}

async function until(rig: SerialRig, what: string, isSo: () => boolean): Promise<void> {
  const end = rig.clock.monotonic() + 15_000
  while (!isSo()) {
    if (rig.clock.monotonic() > end) throw new Error(`Waited in vain until ${what}`)
    await rig.pass(10)
  }
}

async function manyCodes(rig: SerialRig): Promise<void> {
  const { line, driver, texts } = await ready(rig)
  const sent = Array.from({ length: 200 }, (_, i) => `FK-${i}-${'z'.repeat(i % 90)}`)
  for (const text of sent) {
    line.send(`${text}\r`)
    await rig.pass(1)
  }
  await until(rig, 'the last one came', () => texts().length >= sent.length)
  await driver.stop()
  deepEqual(texts(), sent)
}

const TERMINATORS = { cr: '\r', lf: '\n', crlf: '\r\n', tab: '\t', silence: '' } as const

async function ends(rig: SerialRig): Promise<void> {
  for (const [end, terminator] of Object.entries(TERMINATORS)) {
    const { line, driver, texts } = await ready(rig, { end: end as SerialSettings['end'] })
    for (const text of ['ONE', 'TWO']) {
      line.send(text + terminator)
      await rig.pass(end === 'silence' ? 400 : 20)
    }
    await until(rig, `both came, by ${end}`, () => texts().length >= 2)
    deepEqual(texts(), ['ONE', 'TWO'])
    await driver.stop()
    await line.unplug()
  }
}

async function everyByte(rig: SerialRig): Promise<void> {
  const { line, driver, scans } = await ready(rig)
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i).filter((byte) => byte !== 0x0d)
  line.send(Uint8Array.from([...bytes, 0x0d]))
  await until(rig, 'it came', () => scans().length > 0)
  await driver.stop()
  deepEqual([...scans()[0]!.bytes], [...bytes])
}

async function otherSettings(rig: SerialRig): Promise<void> {
  const ways = [
    { baudRate: 115_200 },
    { baudRate: 300, parity: 'odd', stopBits: 2 },
    { dataBits: 7, parity: 'even' },
  ] as const
  for (const way of ways) {
    const { line, driver, texts } = await ready(rig, way)
    line.send('0138U9Q6\r')
    await until(rig, 'it came', () => texts().length === 1)
    deepEqual(texts(), ['0138U9Q6'])
    await driver.stop()
    await line.unplug()
  }
}

async function replugged(rig: SerialRig): Promise<void> {
  const { line, driver, texts, states } = await ready(rig)
  line.send('BEFORE\r')
  await until(rig, 'it came', () => texts().length === 1)
  await line.unplug()
  await until(rig, 'it is lost', () => states().includes('lost'))
  await line.plug()
  await until(rig, 'it is back', () => states().at(-1) === 'ready')
  await rig.pass(STALE_MS + 20)
  line.send('AFTER\r')
  await until(rig, 'the next came', () => texts().length === 2)
  await driver.stop()
  deepEqual(texts(), ['BEFORE', 'AFTER'])
  deepEqual(states(), ['ready', 'lost', 'ready'])
}

async function cutOff(rig: SerialRig): Promise<void> {
  const { line, driver, texts, states } = await ready(rig)
  line.send('HALF-OF-A-CO')
  await rig.pass(100)
  await line.unplug()
  await until(rig, 'it is lost', () => states().length > 1)
  await line.plug()
  await until(rig, 'it is back', () => states().at(-1) === 'ready')
  await rig.pass(STALE_MS + 20)
  line.send('WHOLE\r')
  await until(rig, 'the next came', () => texts().length > 0)
  await driver.stop()
  deepEqual(texts(), ['WHOLE'])
  deepEqual(states(), ['ready', 'cut off', 'ready'])
}

async function waitedFor(rig: SerialRig): Promise<void> {
  const line = await rig.plug('tty')
  await line.unplug()
  const { driver, states } = listen(rig)
  await driver.use([settingsOf(line.path)])
  await rig.pass(100)
  deepEqual(states(), ['missing'])
  await line.plug()
  await until(rig, 'it is ready', () => states().includes('ready'))
  await driver.stop()
}

/** What a line at another speed yields: bytes that are no text, and seldom an end. */
async function wrongSpeed(rig: SerialRig): Promise<void> {
  const { line, driver, events, scans, texts } = await ready(rig)
  line.send(Uint8Array.from([0xf8, 0x00, 0x80, 0xfe, 0x1c, 0x0d]))
  await until(rig, 'it came', () => scans().length === 1)
  equal(readScan(scans()[0]!).ok, false)
  line.send(Uint8Array.from([0xe0, 0x9c, 0x00, 0xfc]))
  await until(rig, 'it is given up', () => events.some(({ type }) => type === 'torn'))
  line.send('GOOD\r')
  await until(rig, 'a good one came', () => texts().includes('GOOD'))
  equal(scans().length, 2)
  await driver.stop()
}

async function letGo(rig: SerialRig): Promise<void> {
  const { line, driver, texts } = await ready(rig)
  await driver.use([])
  line.send('NOBODY\r')
  await rig.pass(200)
  deepEqual(texts(), [])
  const again = listen(rig)
  await again.driver.use([settingsOf(line.path)])
  await until(rig, 'another may have it', () => again.states().includes('ready'))
  await again.driver.stop()
  await driver.stop()
}
