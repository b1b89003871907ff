import { deepEqual } from 'node:assert/strict'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { usCharacter } from '../../shared/scan/us-keys.ts'
import {
  DEFAULT_WEDGE_SETTINGS,
  MAX_GAP_MS,
  pressKey,
  type WedgeOutcome,
  type WedgeRun,
} from '../../shared/scan/wedge.ts'
import type { Counted, HidCase } from '../support/devices/hid-cases.ts'
import { type Rig, until } from '../support/devices/rig.ts'

const SCANS = 500
const GAP_MS = 20

/** Only a kernel makes keys of a keyboard's reports, so this case has no twin in memory. */
export const WEDGE_CASE: HidCase = {
  name: `keyboard: ${SCANS} scans, ${GAP_MS} ms apart, through the kernel's keys`,
  run: typedScans,
}

/** Keys by name, as a browser names them: their number in a HID report, and the one the kernel gives them. */
const KEYS: ReadonlyMap<string, { readonly hid: number; readonly linux: number }> = new Map([
  ...[...'1234567890'].map((digit, i) => keyOf(`Digit${digit}`, 0x1e + i, 2 + i)),
  ...letters('QWERTYUIOP', 16),
  ...letters('ASDFGHJKL', 30),
  ...letters('ZXCVBNM', 44),
  keyOf('Minus', 0x2d, 12),
  keyOf('Enter', 0x28, 28),
])
const SHIFT = { bit: 0x02, linux: 42 }

function letters(row: string, firstLinux: number) {
  return [...row].map((letter, i) =>
    keyOf(`Key${letter}`, 4 + letter.charCodeAt(0) - 'A'.charCodeAt(0), firstLinux + i),
  )
}

function keyOf(code: string, hid: number, linux: number) {
  return [code, { hid, linux }] as const
}

const NAMES = new Map([...KEYS].map(([code, { linux }]) => [linux, code]))

/** The reports of a keyboard that types a text and Enter: each key goes down and comes up. */
function reportsOf(text: string): Uint8Array[] {
  const strokes = [...text].map((character) => strokeOf(character))
  return [...strokes, { code: 'Enter', shift: false }].flatMap(({ code, shift }) => {
    const down = new Uint8Array(8)
    down[0] = shift ? SHIFT.bit : 0
    down[2] = KEYS.get(code)?.hid ?? 0
    return [down, new Uint8Array(8)]
  })
}

function strokeOf(character: string): { code: string; shift: boolean } {
  for (const code of KEYS.keys())
    for (const shift of [false, true])
      if (usCharacter(code, shift) === character) return { code, shift }
  throw new Error(`No key types ${character}`)
}

/** A machine that stands still in the middle of a scan tears it, and the program asks for it again; this often at most. */
const MOST_TORN = 10

async function typedScans(rig: Rig): Promise<Counted> {
  const keyboard = await rig.plug('keyboard', 'K1')
  await rig.pass(500)
  const keys = listenToKeys(eventFile())
  await rig.pass(300)
  const sent = Array.from({ length: SCANS }, (_, i) => `Fk-${i}`)
  let torn = 0
  for (let i = 0; i < sent.length; ) {
    const before = keys.outcomes.length
    for (const report of reportsOf(sent[i] ?? '')) keyboard.send(report)
    await rig.pass(GAP_MS)
    // The kernel keeps 64 events for a reader, which one scan nearly fills; an emulated machine may be that slow.
    await until(rig, 'all keys came', () => keys.outcomes.length > before)
    if (keys.outcomes.at(-1)?.kind === 'torn' && torn < MOST_TORN) torn += 1
    else i += 1
  }
  keys.stop()
  const whole = keys.outcomes.filter(({ kind }) => kind !== 'torn')
  const heard = whole.map((one) => (one.kind === 'scan' ? one.text : one.kind))
  deepEqual(heard, sent)
  return { sent: SCANS, heard: heard.length }
}

/** Where the kernel tells the keys of the virtual keyboard. */
function eventFile(): string {
  const all = readdirSync('/dev/input').filter((name) => name.startsWith('event'))
  const mine = all.find((name) =>
    readFileSync(`/sys/class/input/${name}/device/name`, 'utf8').startsWith('Virtual keyboard'),
  )
  if (mine === undefined) throw new Error('The kernel has made no keyboard of it')
  return `/dev/input/${mine}`
}

/** `struct input_event` of 64 bits: seconds, microseconds, type, code, value. */
const EVENT_SIZE = 24
const KEY_EVENT = 1

/** What came of each run of keys, as Enter ended it. */
function listenToKeys(file: string) {
  // An emulated machine stands still for a while now and then, as a slow scanner does.
  const settings = { ...DEFAULT_WEDGE_SETTINGS, layout: 'us-codes', gapMs: MAX_GAP_MS } as const
  const stream = createReadStream(file, { highWaterMark: EVENT_SIZE * 64 })
  const outcomes: WedgeOutcome[] = []
  let run: WedgeRun | undefined
  let shift = false

  function press(event: Buffer): void {
    const [linux, value] = [event.readUInt16LE(18), event.readInt32LE(20)]
    if (event.readUInt16LE(16) !== KEY_EVENT) return
    if (linux === SHIFT.linux) shift = value !== 0
    const code = NAMES.get(linux)
    if (value !== 1 || code === undefined) return
    const at = Number(event.readBigInt64LE(0)) * 1000 + Number(event.readBigInt64LE(8)) / 1000
    const key = code === 'Enter' ? code : (usCharacter(code, shift) ?? '')
    const step = pressKey(run, { code, key, shift, at }, settings)
    run = step.run
    if (code === 'Enter') outcomes.push(step.outcome)
  }

  stream.on('data', (chunk) => {
    const bytes = Buffer.from(chunk)
    for (let at = 0; at + EVENT_SIZE <= bytes.length; at += EVENT_SIZE)
      press(bytes.subarray(at, at + EVENT_SIZE))
  })
  stream.on('error', () => undefined) // the keyboard is pulled out when the case is over
  return { outcomes, stop: () => void stream.destroy() }
}
