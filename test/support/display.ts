import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Display {
  /** What DISPLAY has to be, e.g. `:101`. */
  readonly name: string
  close(): Promise<void>
}

/** Starts Xvfb on a display number that it finds free itself. Throws when Xvfb is not there. */
export async function startDisplay(): Promise<Display> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = xvfb.stdio[3]
  const ended = once(xvfb, 'exit')
  if (!number || !('setEncoding' in number)) throw new Error('Xvfb has no pipe for its number')
  number.setEncoding('utf8')
  const first = await Promise.race([
    once(number, 'data').then(([text]) => String(text).trim()),
    ended.then(([code]) => Promise.reject(new Error(`Xvfb ended with ${code}`))),
  ])
  return {
    name: `:${first}`,
    close: async () => {
      xvfb.kill('SIGTERM')
      await ended
    },
  }
}
