import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const CHILD = join(import.meta.dirname, 'scan-forever.ts')

export interface Acknowledged {
  readonly code: string
  readonly position: string
}

/**
 * Lets a child scan into a ledger and kills it without warning: after so many acknowledged scans and a
 * few milliseconds more. Answers every scan that was acknowledged.
 */
export async function scanAndKill(
  ledger: string,
  first: number,
  after: { readonly scans: number; readonly ms: number },
  early = false,
): Promise<Acknowledged[]> {
  const child = spawn(
    process.execPath,
    [CHILD, ledger, String(first), ...(early ? ['early'] : [])],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let [said, complained] = ['', '']
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_, signal) => resolve(signal)),
  )
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text
  })
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (linesOf(said).length >= after.scans) resolve()
    })
    void ended.then(() => resolve())
  })
  await wait(after.ms)
  child.kill('SIGKILL')
  if ((await ended) !== 'SIGKILL') throw new Error(`the child ended by itself: ${complained}`)
  return linesOf(said)
}

/** Whole lines only: half a line is no acknowledgement. */
function linesOf(text: string): Acknowledged[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [code, position] = line.split(' ')
      return { code: code!, position: position! }
    })
}
