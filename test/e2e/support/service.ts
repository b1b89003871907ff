import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = resolve(import.meta.dirname, '../../..')

/** The central service that runs as a program of its own. */
export interface Service {
  readonly url: string
  /** The code that lets the next bench in, each once. */
  code(): Promise<string>
  /** An act of the centre, asked for on the command line while the service runs; answers what was said. */
  act(...words: readonly string[]): Promise<string>
  stop(): Promise<void>
}

/** Starts the service on its folder and waits until it listens. Throws when it ends before that. */
export async function startService(folder: string, port: number): Promise<Service> {
  const args = [join(ROOT, 'service/main.ts'), '--data', folder, '--port', String(port)]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const said = listenTo(child)
  await said.next(/^Frostkeep service at (\S+),/)
  return {
    url: `http://127.0.0.1:${port}`,
    code: () => said.next(/^Code for the next bench: (\S+)/),
    act: async (...words) => {
      const main = join(ROOT, 'service/main.ts')
      const ask = spawn(process.execPath, [main, ...words, '--data', folder], { cwd: ROOT })
      const heard = ask.stdout.toArray()
      await once(ask, 'exit')
      return Buffer.concat(await heard).toString()
    },
    stop: () => stop(child),
  }
}

/** Lines of a program that are read one after the other, each once, whatever their order. */
function listenTo(child: ChildProcess) {
  const lines: string[] = []
  let tell = () => {}
  child.once('exit', () => tell())
  if (child.stdout) {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line)
      tell()
    })
  }
  return {
    /** What the pattern's first group has in the next line that fits. */
    async next(wanted: RegExp): Promise<string> {
      for (;;) {
        const at = lines.findIndex((line) => wanted.test(line))
        if (at >= 0) return wanted.exec(lines.splice(at, 1)[0]!)?.[1] ?? ''
        if (!isRunning(child)) throw new Error('The service has ended')
        await new Promise<void>((done) => {
          tell = done
        })
      }
    },
  }
}

const isRunning = (child: ChildProcess): boolean =>
  child.exitCode === null && child.signalCode === null

async function stop(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** A port that nobody listens at just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was free')
  return address.port
}
