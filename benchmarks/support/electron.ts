import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { buildIfStale } from '../../electron/launch/build.ts'
import { startDisplay } from '../../test/support/display.ts'
import { testElectron } from '../../test/support/electron-runtime.ts'

export const ROOT = resolve(import.meta.dirname, '../..')
export const EMPTY_WINDOW = resolve(import.meta.dirname, 'empty-window.cjs')

/** Builds what is out of date, and runs the work with an Electron and a display for its windows. */
export async function withElectron<T>(work: () => Promise<T>): Promise<T> {
  await buildIfStale(ROOT)
  process.env.ELECTRON_EXEC_PATH = await testElectron()
  if (process.platform !== 'linux' || process.env.FROSTKEEP_SHOW) return work()
  const before = process.env.DISPLAY
  const display = await startDisplay()
  process.env.DISPLAY = display.name
  try {
    return await work()
  } finally {
    if (before === undefined) delete process.env.DISPLAY
    else process.env.DISPLAY = before
    await display.close()
  }
}

export interface Started {
  /** UTC milliseconds just before the process was made. */
  readonly at: number
  /** Waits for a line that matches, of what it prints from its start on. */
  line(pattern: RegExp): Promise<RegExpExecArray>
  end(): Promise<void>
}

const PATIENCE = 60_000
const ENDING = 10_000

/** Chromium refuses to start as root with its sandbox; the screens are looked for in English. */
export function electronFlags(): string[] {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  return [...(isRoot ? ['--no-sandbox'] : []), '--lang=en-GB']
}

/** Starts Electron on a program, with its own arguments behind it. */
export function startElectron(program: string, args: readonly string[]): Started {
  const flags = [...electronFlags(), '--remote-debugging-port=0']
  const at = performance.timeOrigin + performance.now()
  const child = spawn(process.env.ELECTRON_EXEC_PATH!, [...flags, program, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = linesOf(child)
  return {
    at,
    line: (pattern) => lines.next(pattern),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), ENDING)
      await ended
      clearTimeout(timer)
    },
  }
}

function linesOf(child: ChildProcess) {
  const printed: string[] = []
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout!, child.stderr!])
    createInterface(stream).on('line', (line) => {
      printed.push(line)
      for (const look of waiting) look()
    })
  const next = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((found, fail) => {
      const timer = setTimeout(
        () => fail(new Error(`No ${pattern} in:\n${printed.join('\n')}`)),
        PATIENCE,
      )
      const look = () => {
        const match = printed.map((line) => pattern.exec(line)).find((one) => one !== null)
        if (!match) return
        clearTimeout(timer)
        waiting.delete(look)
        found(match)
      }
      waiting.add(look)
      look()
    })
  return { next }
}
