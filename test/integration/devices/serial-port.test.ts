import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../electron/clock.ts'
import { createNodeSerialPort } from '../../../electron/devices/node-serial-port.ts'
import { listOnLinux } from '../../../electron/devices/serial-list.ts'
import type { PseudoTerminal } from '../../support/devices/pseudo-terminal.ts'
import { plugTerminal } from '../../support/devices/pseudo-terminal.ts'
import { SERIAL_CASES, type SerialRig } from '../../support/devices/serial-cases.ts'

let folder: string
let plugged: PseudoTerminal[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-serial-'))
  plugged = []
})
afterEach(async () => {
  for (const terminal of plugged) await terminal.unplug()
  rmSync(folder, { recursive: true, force: true })
})

const rig = (): SerialRig => ({
  port: createNodeSerialPort(),
  clock: systemClock,
  timers: { set: setTimeout, clear: (timer) => clearTimeout(timer as NodeJS.Timeout) },
  pass: (ms) => new Promise((done) => setTimeout(done, ms)),
  async plug(name) {
    const terminal = await plugTerminal(join(folder, name))
    plugged.push(terminal)
    return terminal
  },
})

// The list that also runs in memory (test/unit/devices). Windows has no pseudo-terminals.
describe.runIf(process.platform === 'linux')('a real serial line', () => {
  it.each(SERIAL_CASES.map((one) => [one.name, one] as const))('%s', async (_, { run }) => {
    await expect(run(rig())).resolves.toBeUndefined()
  })
})

describe('the serial lines of a Linux computer', () => {
  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  function line(name: string, device: string | null): void {
    mkdirSync(join(folder, 'class/tty', name), { recursive: true })
    if (device === null) return
    mkdirSync(join(folder, device), { recursive: true })
    symlinkSync(join(folder, device), join(folder, 'class/tty', name, 'device'))
  }

  it('are those with a device behind them, with maker and serial number of a USB one', async () => {
    write('devices/usb1/1-2/idVendor', '0403\n')
    write('devices/usb1/1-2/manufacturer', 'Scanner Works\n')
    write('devices/usb1/1-2/serial', 'A9\n')
    line('ttyUSB10', 'devices/usb1/1-2/1-2:1.0/ttyUSB10')
    line('ttyUSB2', 'devices/usb1/1-2/1-2:1.0/ttyUSB2')
    line('tty1', null)
    line('ttyS0', 'devices/platform/serial8250')
    line('ttyS1', 'devices/platform/serial8250b')
    write('class/tty/ttyS0/type', '4\n')
    write('class/tty/ttyS1/type', '0\n')
    const usb = { maker: 'Scanner Works', serialNumber: 'A9' }
    expect(await listOnLinux(folder, '/dev')).toEqual([
      { path: '/dev/ttyS0' },
      { path: '/dev/ttyUSB2', ...usb },
      { path: '/dev/ttyUSB10', ...usb },
    ])
  })

  it('are none where the system tells of none, and no program is asked', async () => {
    expect(await listOnLinux(join(folder, 'nowhere'))).toEqual([])
    expect(Array.isArray(await createNodeSerialPort().list())).toBe(true)
  })
})
