import { type SpawnOptions, spawn } from 'node:child_process'

export interface Finished {
  /** The exit code; `null` when a signal ended the process. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** Milliseconds after which the process is killed. */
  readonly timeout?: number
}

/** Runs a program to its end and keeps what it printed. Rejects only when it cannot be started. */
export function run(command: string, args: readonly string[], options: RunOptions = {}) {
  return new Promise<Finished>((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** Like `run`, but anything except exit code 0 throws with what the program said. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options)
  if (code === 0) return stdout
  throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${stderr || stdout}`)
}
