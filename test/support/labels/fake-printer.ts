import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'

/** How a printer on the network may behave. */
export interface PrinterMood {
  readonly paperOut?: boolean
  readonly headOpen?: boolean
  readonly paused?: boolean
  readonly bufferFull?: boolean
  /** It takes what comes and never answers. */
  readonly mute?: boolean
  /** It lets nobody's bytes in: the other side's writes pile up. */
  readonly hangs?: boolean
  /** It closes its own side of every connection at once and goes on reading. */
  readonly halfCloses?: boolean
  /** It breaks every line as soon as it stands. */
  readonly closes?: boolean
  /** It takes so many bytes of a line, and lets the others pile up. */
  readonly hangsAfter?: number
  /** What it says instead of how it is. */
  readonly says?: string
  /** The line breaks once so many labels have come. */
  readonly diesAfter?: number
  /** The paper ends once so many labels were printed. */
  readonly paperFor?: number
}

export interface FakePrinter {
  readonly port: number
  /** ZPL of the labels that came out, in their order. */
  readonly printed: readonly string[]
  /** How often somebody connected. */
  connections(): number
  set(mood: PrinterMood): void
  /** Switches it off and on again: nothing listens meanwhile, and what it held is gone. */
  off(): Promise<void>
  on(): Promise<void>
  close(): Promise<void>
}

/** A label printer in memory that speaks as much ZPL as a queue must know of it, on loopback. */
export async function startFakePrinter(first: PrinterMood = {}, onPort = 0): Promise<FakePrinter> {
  let mood = first
  let server: Server | null = null
  let port = onPort
  let connections = 0
  const printed: string[] = []
  const held: string[] = []
  const sockets = new Set<Socket>()

  const isStopped = () =>
    mood.paperOut === true ||
    mood.headOpen === true ||
    mood.paused === true ||
    (mood.paperFor !== undefined && printed.length >= mood.paperFor)
  const print = () => {
    while (held.length > 0 && !isStopped()) printed.push(held.shift()!)
  }
  const flag = (on: boolean | undefined) => (on ? '1' : '0')
  const status = () => {
    const isEmpty =
      mood.paperOut || (mood.paperFor !== undefined && printed.length >= mood.paperFor)
    const first = `030,${flag(isEmpty)},${flag(mood.paused)},0208,${String(held.length).padStart(3, '0')},${flag(mood.bufferFull)},0,0,000,0,0,0`
    const second = `000,0,${flag(mood.headOpen)},0,1,2,6,0,00000000,1,000`
    return [first, second, '1234,0'].map((line) => `\u0002${line}\u0003\r\n`).join('')
  }
  /** Complete labels in what has come; what is left of it. */
  const take = (socket: Socket, text: string): string => {
    let rest = text
    for (;;) {
      const ask = rest.indexOf('~HS')
      const end = rest.indexOf('^XZ')
      if (ask >= 0 && (end < 0 || ask < end)) {
        if (!mood.mute) socket.write(mood.says ?? status())
        rest = rest.slice(0, ask) + rest.slice(ask + 3)
      } else if (end >= 0) {
        held.push(rest.slice(rest.indexOf('^XA'), end + 3))
        rest = rest.slice(end + 3)
        print()
        if (mood.diesAfter !== undefined && printed.length + held.length >= mood.diesAfter) {
          socket.destroy()
          return ''
        }
      } else return rest
    }
  }
  const serve = (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.setEncoding('utf8')
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    if (mood.closes) return socket.destroy()
    if (mood.halfCloses) socket.end()
    if (mood.hangs) return socket.pause()
    let text = ''
    let heard = 0
    socket.on('data', (chunk: string) => {
      heard += chunk.length
      if (mood.hangsAfter !== undefined && heard > mood.hangsAfter) socket.pause()
      text = take(socket, text + chunk)
    })
    return socket
  }
  const on = async () => {
    server = createServer({ allowHalfOpen: true }, serve)
    await new Promise<void>((ready) => server!.listen(port, '127.0.0.1', ready))
    port = (server.address() as AddressInfo).port
  }
  const off = async () => {
    held.length = 0
    for (const socket of sockets) socket.destroy()
    const closing = server
    server = null
    await new Promise<void>((gone) => (closing ? closing.close(() => gone()) : gone()))
  }
  await on()
  return {
    get port() {
      return port
    },
    printed,
    connections: () => connections,
    set: (next) => {
      mood = next
      print()
    },
    on,
    off,
    close: off,
  }
}
