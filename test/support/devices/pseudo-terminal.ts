import { spawn } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'

/** A serial line that the test holds the other end of. Its path stays though its terminal is another one. */
export interface PseudoTerminal {
  readonly path: string
  send(bytes: Uint8Array | string): void
  unplug(): Promise<void>
  plug(): Promise<void>
}

/**
 * Over `script` of util-linux, which every Linux system has: it opens a terminal of its own and hands on what it is
 * given. `link` is where the terminal is found.
 */
export async function plugTerminal(link: string): Promise<PseudoTerminal> {
  let held = await open(link)
  return {
    path: link,
    send: (bytes) => void held.stdin.write(bytes),
    async unplug() {
      rmSync(link, { force: true })
      if (held.exitCode !== null || held.signalCode !== null) return
      const gone = new Promise((done) => held.once('exit', done))
      held.kill('SIGKILL')
      await gone
    },
    async plug() {
      held = await open(link)
    },
  }
}

async function open(link: string) {
  const child = spawn('script', ['-qfec', 'tty; exec sleep 600', '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.on('error', () => undefined) // it may be killed while something is on its way
  const path = await new Promise<string>((done, fail) => {
    child.once('error', fail)
    child.stdout.once('data', (told) => done(String(told).trim()))
  })
  symlinkSync(path, link)
  return child
}
