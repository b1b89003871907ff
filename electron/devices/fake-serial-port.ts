import {
  NoSuchLine,
  type SerialLine,
  type SerialListeners,
  type SerialPort,
  type SerialPortInfo,
} from './serial-port.ts'

interface Plugged {
  info: SerialPortInfo
  line?: SerialLine
  listeners?: SerialListeners
}

/** Serial lines in memory, with the real ones' preconditions, to be plugged, pulled and sent on. */
export interface FakeSerial {
  port: SerialPort
  listed(): number
  plug(info: SerialPortInfo): void
  unplug(path: string): void
  /** What nobody has open to hear is lost. */
  send(path: string, bytes: Uint8Array | string): void
  /** How the line was opened; undefined while it is not open. */
  lineOf(path: string): SerialLine | undefined
  /** Opening this path fails with the message until called with `undefined`. */
  refuseOpen(path: string, message: string | undefined): void
}

export function createFakeSerial(): FakeSerial {
  const plugged = new Map<string, Plugged>()
  const refused = new Map<string, string>()
  let listed = 0

  const port: SerialPort = {
    async list() {
      listed += 1
      return [...plugged.values()].map(({ info }) => info)
    },
    async open(line, listeners) {
      const held = plugged.get(line.path)
      if (!held) throw new NoSuchLine(`No such file or directory, cannot open ${line.path}`)
      const message = refused.get(line.path)
      if (message !== undefined) throw new Error(message)
      if (held.listeners) throw new Error(`Cannot lock port ${line.path}`)
      held.listeners = listeners
      held.line = line
      return {
        async close() {
          if (held.listeners !== listeners) return
          delete held.listeners
          delete held.line
        },
      }
    },
  }

  return {
    port,
    listed: () => listed,
    plug: (info) => void plugged.set(info.path, { info }),
    unplug(path) {
      const held = plugged.get(path)
      plugged.delete(path)
      held?.listeners?.error(new Error('bad file descriptor'))
    },
    send(path, bytes) {
      const sent = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
      plugged.get(path)?.listeners?.data(sent)
    },
    lineOf: (path) => plugged.get(path)?.line,
    refuseOpen(path, message) {
      if (message === undefined) refused.delete(path)
      else refused.set(path, message)
    },
  }
}
