import type * as Library from 'serialport'
import { listOnLinux } from './serial-list.ts'
import {
  NoSuchLine,
  type SerialConnection,
  type SerialLine,
  type SerialListeners,
  type SerialPort,
} from './serial-port.ts'

type SerialLibrary = Pick<typeof Library, 'SerialPort'>

/**
 * The real serial lines. The library and its native part are loaded when the first line is opened: on a
 * bench without serial scanners never.
 */
export function createNodeSerialPort(
  load: () => Promise<SerialLibrary> = () => import('serialport'),
  platform: NodeJS.Platform = process.platform,
): SerialPort {
  let loading: Promise<SerialLibrary> | undefined
  const library = () => {
    loading ??= load()
    return loading
  }
  return {
    async list() {
      if (platform === 'linux') return listOnLinux()
      const ports = await (await library()).SerialPort.list()
      return ports.map(({ path, manufacturer, serialNumber }) => ({
        path,
        ...(manufacturer ? { maker: manufacturer } : {}),
        ...(serialNumber ? { serialNumber } : {}),
      }))
    },
    open: async (line, listeners) => connect(await library(), line, listeners),
  }
}

async function connect(
  { SerialPort: Port }: SerialLibrary,
  line: SerialLine,
  listeners: SerialListeners,
): Promise<SerialConnection> {
  const port = new Port({ ...line, autoOpen: false, lock: true })
  let isOver = false
  const fail = (error: Error | null) => {
    if (isOver) return
    isOver = true
    listeners.error(error ?? new Error('The line was closed'))
  }
  port.on('data', (chunk: Uint8Array) => {
    if (!isOver) listeners.data(Uint8Array.from(chunk))
  })
  port.on('error', fail)
  port.on('close', fail)
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error ? reject(said(error)) : resolve())),
  )
  let closing: Promise<void> | undefined
  return {
    close() {
      isOver = true
      closing ??= new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()))
      return closing
    },
  }
}

const MISSING = /no such file|file not found|cannot find/i

const said = ({ message }: Error): Error =>
  MISSING.test(message) ? new NoSuchLine(message) : new Error(message)
