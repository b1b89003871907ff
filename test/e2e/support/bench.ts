import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, _electron as electron, type Page } from '@playwright/test'
import { testElectron } from '../../support/electron-runtime.ts'
import { type Finished, run } from '../../support/process.ts'

/** A bench that runs: in Electron or, with the same screens and the same store, for a browser. */
export interface Bench {
  readonly page: Page
  /** The folder with its ledger. Start another bench with it to see what has lasted. */
  readonly data: string
  /** What went wrong in the page so far: exceptions, console errors, policy violations. */
  readonly problems: readonly string[]
  /** What the program itself has printed so far. */
  readonly printed: readonly string[]
  /** Ends it as a user does. */
  close(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

export interface BenchOptions {
  readonly data: string
  /** A `.y4m` film that the camera shows; see camera.ts. Without it there is no camera. */
  readonly film?: string
  /** More arguments of the bench itself. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A BCP 47 tag; `en-GB` unless given. */
  readonly language?: string
  /** Of a bench for a browser: its screen is touched. */
  readonly touch?: boolean
}

const ROOT = resolve(import.meta.dirname, '../../..')
const STARTING = 120_000
/** The longest that a control may take to be there and ready. */
const ACTING = 90_000
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/

/** Starts the bench in Electron and waits for its first window. */
export async function launchBench(options: BenchOptions): Promise<Bench> {
  const { data, args = [], language = 'en-GB' } = options
  const app = await electron.launch({
    executablePath: await testElectron(),
    args: [
      ...chromiumFlags(options),
      `--user-data-dir=${data}-electron`,
      `--lang=${language}`,
      ROOT,
      ...['--data', data],
      ...args,
    ],
    cwd: ROOT,
    env: environment(options),
    timeout: STARTING,
  })
  const child = app.process()
  const printed = printedBy(child)
  const page = await app.firstWindow({ timeout: STARTING }).catch(async () => {
    await kill(child)
    throw new Error(`The bench has opened no window\n${printed.join('\n')}`)
  })
  page.setDefaultTimeout(ACTING)
  return {
    page,
    data,
    problems: problemsOf(page),
    printed,
    close: () => app.close(),
    kill: () => kill(child),
  }
}

/** Starts the program and waits for its end, for a start that is to be refused: what it said and its exit code. */
export async function startInVain(
  screen: 'electron' | 'browser',
  options: BenchOptions,
): Promise<Finished> {
  const { data, args = [] } = options
  const own = ['--data', data, ...args]
  const command: readonly [string, readonly string[]] =
    screen === 'electron'
      ? [await testElectron(), [...chromiumFlags(options), ROOT, ...own]]
      : [process.execPath, [join(ROOT, 'out/main/serve.js'), '--port', '0', ...own]]
  const env = { ...environment(options), FROSTKEEP_NO_DIALOG: '1' }
  return run(...command, { cwd: ROOT, env, timeout: STARTING })
}

/** Starts the bench for a browser on a free port and opens it in Chromium. */
export async function serveBench(options: BenchOptions): Promise<Bench> {
  const { data, args = [], language = 'en-GB' } = options
  const serve = [join(ROOT, 'out/main/serve.js'), '--data', data, '--port', '0', ...args]
  const server = spawn(process.execPath, serve, {
    cwd: ROOT,
    env: environment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = printedBy(server)
  const address = await addressOf(server).catch(async () => {
    await kill(server)
    throw new Error(`The bench did not say where it is\n${printed.join('\n')}`)
  })
  const browser = await chromium.launch({
    executablePath: process.env.FROSTKEEP_CHROMIUM ?? '/usr/bin/chromium',
    args: [...chromiumFlags(options), '--disable-background-networking'],
  })
  const viewport = { width: 1280, height: 800 }
  const page = await browser.newPage({
    locale: language,
    viewport,
    hasTouch: options.touch ?? false,
  })
  page.setDefaultTimeout(ACTING)
  const problems = problemsOf(page)
  await page.goto(address)
  return {
    page,
    data,
    problems,
    printed,
    close: async () => {
      await browser.close()
      if (isRunning(server)) server.kill('SIGTERM')
      if (isRunning(server)) await once(server, 'exit')
    },
    kill: async () => {
      await kill(server)
      await browser.close()
    },
  }
}

function environment({ env }: BenchOptions): Record<string, string> {
  const given = Object.entries({ ...process.env, ...env })
  return Object.fromEntries(given.flatMap(([key, value]) => (value ? [[key, value]] : [])))
}

function chromiumFlags({ film }: BenchOptions): string[] {
  const root = process.platform === 'linux' && process.getuid?.() === 0
  const camera = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]
  return [...(root ? ['--no-sandbox'] : []), ...(film ? camera : [])]
}

/** The address with its token that the server prints once it listens; rejects when it does not. */
async function addressOf(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('The server has no output to read its address from')
  const lines = createInterface({ input: server.stdout, signal: AbortSignal.timeout(STARTING) })
  try {
    for await (const line of lines) {
      const found = ADDRESS.exec(line)
      if (found) return found[0]
    }
  } finally {
    // Leaving the loop has paused the stream, and a full pipe would hold the server up.
    server.stdout.resume()
  }
  throw new Error('The server has ended')
}

/** The lines of both streams as they come. */
function printedBy(child: ChildProcess): readonly string[] {
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface(stream).on('line', (line) => lines.push(line))
  }
  return lines
}

function problemsOf(page: Page): readonly string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return problems
}

const isRunning = (child: ChildProcess): boolean =>
  child.exitCode === null && child.signalCode === null

async function kill(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
