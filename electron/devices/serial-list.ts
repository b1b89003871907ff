import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SerialPortInfo } from './serial-port.ts'

/** Drivers of plain serial hardware, of which a computer lists more than it has. */
const PLAIN = /^ttyS/

/**
 * The serial lines of a Linux computer as its kernel tells of them. The library asks a program for them
 * (udevadm), and where that is missing it brings the whole process down.
 */
export async function listOnLinux(sys = '/sys', dev = '/dev'): Promise<SerialPortInfo[]> {
  const names = await readdir(join(sys, 'class/tty')).catch(() => [])
  const found = await Promise.all(names.map((name) => lineOf(sys, dev, name)))
  return found.flat().sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }))
}

async function lineOf(sys: string, dev: string, name: string): Promise<SerialPortInfo[]> {
  // Terminals and consoles have no device behind them.
  const device = await realpath(join(sys, 'class/tty', name, 'device')).catch(() => undefined)
  if (device === undefined) return []
  const path = join(dev, name)
  const usb = await usbOf(device)
  if (usb === undefined) return PLAIN.test(name) && !(await isThere(sys, name)) ? [] : [{ path }]
  const maker = await textOf(join(usb, 'manufacturer'))
  const serialNumber = await textOf(join(usb, 'serial'))
  return [{ path, ...(maker ? { maker } : {}), ...(serialNumber ? { serialNumber } : {}) }]
}

/** The folder of the USB device that a line belongs to: the next one up that has a vendor. */
async function usbOf(device: string): Promise<string | undefined> {
  for (let at = device; at !== dirname(at); at = dirname(at))
    if ((await textOf(join(at, 'idVendor'))) !== '') return at
  return undefined
}

/** The kernel keeps places for plain lines that the computer does not have: their type is 0. */
const isThere = async (sys: string, name: string): Promise<boolean> =>
  (await textOf(join(sys, 'class/tty', name, 'type'))) !== '0'

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '',
  )
