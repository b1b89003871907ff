import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type TestInfo } from '@playwright/test'
import { type Bench, type BenchOptions, launchBench, serveBench } from './bench.ts'
import { freePort, type Service, startService } from './service.ts'

export { expect } from '@playwright/test'
export type { Bench } from './bench.ts'

export type StartBench = (
  options?: Partial<BenchOptions> & {
    /** `browser` where a test needs a second bench and one Electron is enough. */
    readonly screen?: 'browser'
  },
) => Promise<Bench>

interface Fixtures {
  /** An empty folder that is gone after the test. */
  readonly folder: string
  /**
   * Starts a bench in Electron or for a browser, as the Playwright project says; with a ledger of
   * its own unless `data` is given. It is ended after the test, if the test doesn't.
   */
  readonly startBench: StartBench
  /** A started bench with an empty ledger. */
  readonly bench: Bench
  /** Starts the central service on a free port, and again on the same folder and port after a stop. */
  readonly startService: () => Promise<Service>
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names out of the pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'frostkeep-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  startBench: async ({ folder }, use, info) => {
    const started: Bench[] = []
    await use(async ({ screen = info.project.name, ...options } = {}) => {
      const start = screen === 'electron' ? launchBench : serveBench
      const data = join(folder, `bench-${started.length + 1}`, 'data')
      const bench = await start({ data, ...options })
      started.push(bench)
      return bench
    })
    if (info.status !== info.expectedStatus) await Promise.all(started.map(attachTo(info)))
    // Killed: a test that wants to see an orderly end closes the bench itself.
    await Promise.all(started.map((bench) => bench.kill()))
  },

  startService: async ({ folder }, use) => {
    const started: Service[] = []
    const port = await freePort()
    await use(async () => {
      const service = await startService(join(folder, 'service'), port)
      started.push(service)
      return service
    })
    await Promise.all(started.map((service) => service.stop()))
  },

  bench: async ({ startBench }, use) => {
    await use(await startBench())
  },
})

/** What helps to understand a failed test: the screen, and what page and program have said. */
const attachTo =
  (info: TestInfo) =>
  async ({ page, problems, printed }: Bench, at: number): Promise<void> => {
    const body = ['Page:', ...problems, '', 'Program:', ...printed].join('\n')
    await info.attach(`bench-${at + 1}.txt`, { body, contentType: 'text/plain' })
    if (page.isClosed()) return
    const picture = await page.screenshot({ timeout: 5_000 }).catch(() => undefined)
    if (picture)
      await info.attach(`bench-${at + 1}.png`, { body: picture, contentType: 'image/png' })
  }
