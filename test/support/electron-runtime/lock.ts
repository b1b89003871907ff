import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Does the work while holding a lock on `file`, waiting for whoever holds it now. `flock` keeps it
 * and `cat` keeps `flock`: should this process die, the pipe closes and the lock is free again.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const holder = spawn('flock', [file, '-c', 'echo locked; cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(holder, 'exit')
  await Promise.race([once(holder.stdout, 'data'), ended.then(failed)])
  try {
    return await work()
  } finally {
    holder.stdin.end()
    await ended
  }
}

function failed(): never {
  throw new Error('flock ended without the lock')
}
