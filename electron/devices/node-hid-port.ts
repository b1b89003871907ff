import { access, constants } from 'node:fs/promises'
import type * as NodeHid from 'node-hid'
import { err, ok } from '#shared/lib/result.ts'
import {
  type HidConnection,
  type HidDevice,
  type HidListeners,
  type HidPort,
  NotPermitted,
} from './port.ts'

type Hid = typeof NodeHid

/**
 * The real HID port. Its native part is loaded at the first use: a computer where it cannot load
 * works as one without HID scanners.
 */
export function createNodeHidPort(load: () => Promise<Hid> = loadNodeHid): HidPort {
  let loading: Promise<Hid> | undefined
  const hid = () => {
    loading ??= load()
    return loading
  }
  return {
    async list() {
      try {
        return ok((await (await hid()).devicesAsync()).flatMap(toDevice))
      } catch (error) {
        return err({ type: 'no-hid', reason: error instanceof Error ? error.message : `${error}` })
      }
    },
    open: async (path, listeners) => connect(await hid(), path, listeners),
  }
}

async function loadNodeHid(): Promise<Hid> {
  const loaded = await import('node-hid')
  const hid: Hid = 'default' in loaded ? (loaded.default as Hid) : loaded
  // The libusb driver lists no usages, and those are what tells a scanner from a mouse.
  if (process.platform === 'linux') hid.setDriverType('hidraw')
  return hid
}

function toDevice(listed: NodeHid.Device): HidDevice[] {
  if (listed.path === undefined) return []
  return [
    {
      path: listed.path,
      vendorId: listed.vendorId,
      productId: listed.productId,
      usagePage: listed.usagePage ?? 0,
      usage: listed.usage ?? 0,
      ...(listed.serialNumber ? { serialNumber: listed.serialNumber } : {}),
      ...(listed.product ? { product: listed.product } : {}),
    },
  ]
}

/** HIDAsync reads on a thread of its own; the synchronous HID loses reports while JavaScript is busy. */
async function connect(hid: Hid, path: string, listeners: HidListeners): Promise<HidConnection> {
  const device = await hid.HIDAsync.open(path).catch(async (error: Error) => {
    throw (await isForbidden(path)) ? new NotPermitted(error.message) : error
  })
  let over = false
  let closing: Promise<void> | undefined
  device.on('error', (error: Error) => {
    if (over) return
    over = true
    listeners.error(error)
  })
  device.on('data', (report: Uint8Array) => {
    if (!over) listeners.data(Uint8Array.from(report))
  })
  return {
    close() {
      over = true
      closing ??= device.close().catch(() => undefined) // a device that was pulled out cannot be closed
      return closing
    },
  }
}

/** HID says no more than that it cannot open; on Linux a device is a file, and the file says why. */
async function isForbidden(path: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  return access(path, constants.R_OK | constants.W_OK).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'EACCES' || error.code === 'EPERM',
  )
}
