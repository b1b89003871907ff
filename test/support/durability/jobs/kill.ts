import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const CHILD = join(import.meta.dirname, 'job.ts')

/** When a job is killed: so many milliseconds after it began, or before its file call of that number; or never. */
export interface Point {
  readonly ms?: number
  readonly calls?: number
}

export interface Ended {
  /** It had said that it was done. */
  readonly done: boolean
  /** The file calls that it made, when it was done. */
  readonly calls: number
  /** Milliseconds from its beginning. */
  readonly ms: number
}

export async function runAndKill(
  job: string,
  ledger: string,
  { ms, calls }: Point,
): Promise<Ended> {
  const child = spawn(process.execPath, [CHILD, job, ledger, ...(calls ? [String(calls)] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [said, complained, began] = ['', '', 0]
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text
  })
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  )
  const begun = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (began > 0 || !said.includes('begin\n')) return
      began = performance.now()
      resolve()
    })
    void ended.then(() => resolve())
  })
  await begun
  if (ms !== undefined) {
    await wait(ms)
    child.kill('SIGKILL')
  }
  const { code, signal } = await ended
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`${job} ended by itself: ${complained}`)
  const done = /done (\d+)\n/.exec(said)
  return { done: done !== null, calls: Number(done?.[1] ?? 0), ms: performance.now() - began }
}
