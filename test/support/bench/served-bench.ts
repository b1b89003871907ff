import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { contract } from '#shared/contract/contract.ts'
import { type Bench, createBench } from '../../../electron/bench/bench.ts'
import { type Loopback, serveLoopback } from '../../../electron/bench/loopback.ts'
import { createRouter } from '../../../electron/bench/router.ts'
import { createFakeHid } from '../../../electron/devices/fake-hid-port.ts'
import { createFakeSerial } from '../../../electron/devices/fake-serial-port.ts'
import { ManualTimers } from '../sync/manual-timers.ts'

export type BenchClient = ContractRouterClient<typeof contract>

/** The page that stands in for the built screens. */
export const PAGE = '<!doctype html><style nonce="__CSP_NONCE__"></style><title>Frostkeep</title>'
export const SECRET = 'what lies beside the screens'

/** A bench in this process with its threads, served on loopback as for a browser. */
export class ServedBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'frostkeep-served-'))
  readonly hid = createFakeHid()
  readonly serial = createFakeSerial()
  readonly timers = new ManualTimers()
  readonly data = join(this.folder, 'data')
  bench!: Bench
  loopback!: Loopback
  readonly #sockets: WebSocket[] = []

  async start(): Promise<this> {
    const root = join(this.folder, 'screens')
    mkdirSync(join(root, 'assets'), { recursive: true })
    writeFileSync(join(root, 'index.html'), PAGE)
    writeFileSync(join(root, 'assets', 'app.js'), 'export {}')
    writeFileSync(join(root, 'assets', 'decode.worker-1.js'), 'export {}')
    writeFileSync(join(this.folder, 'secret.txt'), SECRET)
    this.bench = await createBench({
      folder: this.data,
      version: '0.0.0',
      storeWorker: new URL('../../../electron/store/worker.ts', import.meta.url),
      hid: this.hid.port,
      serial: this.serial.port,
      ruleCommand: 'install the rule',
      timers: this.timers,
    })
    this.loopback = await serveLoopback(createRouter(this.bench), root, 0)
    return this
  }

  /** Ends the bench, does something to its files, and starts it again on them. */
  async restart(between: () => void = () => {}): Promise<this> {
    await this.#end()
    between()
    return this.start()
  }

  async #end(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate()
    await this.loopback.close()
    await this.bench.close()
  }

  async remove(): Promise<void> {
    await this.#end()
    rmSync(this.folder, { recursive: true, force: true })
  }

  get origin(): string {
    return new URL(this.loopback.address).origin
  }

  get token(): string {
    return new URL(this.loopback.address).searchParams.get('token')!
  }

  /** The cookie that the address which was printed gives to a browser. */
  async cookie(): Promise<string> {
    const answer = await fetch(this.loopback.address, { redirect: 'manual' })
    return answer.headers.get('set-cookie')!.split(';')[0]!
  }

  /** Opens the socket as a browser does, but for what `given` says otherwise; null when it is refused. */
  async socket(given: { path?: string; headers?: Record<string, string> } = {}) {
    const headers = { cookie: await this.cookie(), origin: this.origin, ...given.headers }
    const url = `${this.origin.replace('http', 'ws')}${given.path ?? '/rpc'}`
    const socket = new WebSocket(url, { headers })
    this.#sockets.push(socket)
    return new Promise<WebSocket | null>((resolve) => {
      socket.once('open', () => resolve(socket))
      socket.once('error', () => resolve(null))
    })
  }

  /** What a screen has. */
  async client(): Promise<BenchClient> {
    const websocket = await this.socket()
    if (!websocket) throw new Error('the bench refused its own screen')
    return createORPCClient(
      new RPCLink({ websocket: websocket as unknown as globalThis.WebSocket }),
    )
  }
}
