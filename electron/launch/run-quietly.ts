import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Quiet {
  /** The exit code; `null` when the time was over. */
  readonly code: number | null
  /** What it printed, both streams in one. */
  readonly said: string
}

/** Runs a script with this Node and keeps its output; `timeout` in milliseconds. */
export async function runQuietly(
  args: readonly string[],
  options: { readonly cwd?: string; readonly timeout?: number } = {},
): Promise<Quiet> {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const [code] = await once(child, 'close')
  return { code, said }
}
