import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'

/** A packaged program that runs with its window. */
export interface PackagedBench {
  readonly page: Page
  /** The native modules that its main process has loaded, by their paths. */
  natives(): string[]
  /** Closes the window as a user does; the exit code. */
  close(): Promise<number | null>
  kill(): void
}

const STARTING = 120_000
const DEVTOOLS = /DevTools listening on (ws:\S+)/

/**
 * Starts a packaged program and waits for its window. Playwright's own way in is Node's inspector, which
 * a fuse has shut; Chromium's is open to whoever may start the program.
 */
export async function launchPackaged(
  program: string,
  args: readonly string[],
): Promise<PackagedBench> {
  const child = spawn(program, [...flags(), '--remote-debugging-port=0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    const browser = await chromium.connectOverCDP(await devTools(child))
    const [context] = browser.contexts()
    if (!context) throw new Error('The program has no pages')
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: STARTING }))
    return {
      page,
      natives: () => nativesOf(child),
      close: async () => {
        const ended = once(child, 'exit')
        await page.close()
        const [code] = await ended
        return code
      },
      kill: () => child.kill('SIGKILL'),
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** What a packaged program needs to start as root, which Chromium's sandbox refuses. */
export function flags(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** The address that Chromium says on its error output. */
async function devTools({ stderr, stdout }: ChildProcess): Promise<string> {
  let said = ''
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const until = Date.now() + STARTING
  while (Date.now() < until) {
    const found = DEVTOOLS.exec(said)?.[1]
    if (found) return found
    await wait(50)
  }
  throw new Error(`The packaged program has opened no way in:\n${said}`)
}

function nativesOf({ pid }: ChildProcess): string[] {
  const maps = readFileSync(`/proc/${pid}/maps`, 'utf8')
  return [...new Set(maps.match(/\/\S+\.node$/gm))]
}
