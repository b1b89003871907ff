import { RPCHandler } from '@orpc/server/message-port'
import { type IpcMainEvent, ipcMain, MessageChannelMain, type MessagePortMain } from 'electron'
import type { BenchRouter } from './bench/router.ts'
import { isOwnPage } from './windows.ts'

/**
 * Gives each load of our own page a port to the bench. A frame that is not the top one of our own origin
 * gets none: whoever can ask, asks as the person who is signed in.
 */
export function bridge(router: BenchRouter): void {
  const handler = new RPCHandler(router)
  const ports = new Map<number, MessagePortMain>()
  ipcMain.on('rpc:connect', (event: IpcMainEvent) => {
    const { sender, senderFrame } = event
    if (!senderFrame || senderFrame !== sender.mainFrame || !isOwnPage(senderFrame.url)) return
    const former = ports.get(sender.id)
    former?.close()
    const { port1, port2 } = new MessageChannelMain()
    ports.set(sender.id, port1)
    handler.upgrade(port1)
    port1.start()
    sender.postMessage('rpc:port', null, [port2])
    // A window that is loaded anew is the same window: it is listened to once.
    if (former) return
    sender.once('destroyed', () => {
      ports.get(sender.id)?.close()
      ports.delete(sender.id)
    })
  })
}
