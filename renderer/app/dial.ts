import type { ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'

/** An open line to the bench; `closed` settles when it is gone. */
export interface Line {
  readonly link: ClientLink<object>
  readonly closed: Promise<void>
}

export type Dial = () => Promise<Line>

declare global {
  interface Window {
    /** There in Electron only: asks the main process for a message port. */
    readonly frostkeep?: { connect(): void }
  }
}

/** Electron hands a port over; a browser opens a web socket to where its page came from. */
export const dial: Dial = () =>
  window.frostkeep === undefined ? dialSocket() : dialPort(window.frostkeep.connect)

function dialPort(connect: () => void): Promise<Line> {
  return new Promise((resolve) => {
    function onMessage(event: MessageEvent): void {
      const port = event.ports[0]
      if (event.source !== window || event.data !== 'rpc:port' || port === undefined) return
      window.removeEventListener('message', onMessage)
      const closed = new Promise<void>((gone) => port.addEventListener('close', () => gone()))
      const link = new PortLink({ port })
      port.start()
      resolve({ link, closed })
    }
    window.addEventListener('message', onMessage)
    connect()
  })
}

function dialSocket(): Promise<Line> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const socket = new WebSocket(`${scheme}://${location.host}/rpc`)
  const closed = new Promise<void>((gone) => socket.addEventListener('close', () => gone()))
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => {
      resolve({ link: new SocketLink({ websocket: socket }), closed })
    })
    closed.then(() => reject(new Error('The bench does not answer')))
  })
}
