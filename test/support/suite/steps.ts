import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { buildIfStale } from '../../../electron/launch/build.ts'
import { prepareDebian } from '../debian.ts'
import { testElectron } from '../electron-runtime.ts'
import {
  type Count,
  countPlaywright,
  countVitest,
  failedOfPlaywright,
  failedOfVitest,
  withExitCode,
} from './count.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const BIN = join(ROOT, 'node_modules', '.bin')

/** Where both test runners leave their reports. */
const REPORTS = join(ROOT, 'test-results')

/** The Playwright projects; each has to run at least one test. */
const PROJECTS = ['electron', 'browser']

/** What came of a step; `names` of what failed. */
export interface Outcome {
  readonly count: Count
  readonly names: readonly string[]
}

export interface Step {
  readonly name: string
  run(): Promise<Outcome>
}

/** What the other steps stand on. It is no test, so it adds to the count only when it fails. */
export const prepare: Step = {
  name: 'prepare',
  run: async () => {
    await prepareDebian(console.log)
    console.log(`Electron: ${await testElectron(console.log)}`)
    console.log((await buildIfStale(ROOT)) ? 'Built out/' : 'out/ is up to date')
    return { count: { passed: 0, failed: 0 }, names: [] }
  },
}

export const types: Step = { name: 'types', run: () => check('tsc', '--noEmit') }

export const lint: Step = {
  name: 'lint',
  run: () => check('biome', 'check', '--error-on-warnings'),
}

/** Every language has every message of the English one, with the same arguments. */
export const words: Step = {
  name: 'words',
  run: () => check('formatjs', 'verify', ...VERIFY, 'renderer/i18n/*.json'),
}

const VERIFY = ['--source-locale', 'en', '--missing-keys', '--extra-keys', '--structural-equality']

/** Vitest; of the tests whose path contains one of `only`, when there are any. */
export const tests = (only: readonly string[]): Step => ({
  name: only.length > 0 ? only.join(' ') : 'vitest',
  run: async () => {
    const file = join(REPORTS, 'vitest.json')
    rmSync(file, { force: true })
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const args = ['run', '-c', 'test/vitest.config.ts', '--allowOnly=false', ...reporters]
    const code = await show('vitest', [...args, ...only])
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const names = failedOfVitest(report).map((name) => name.replace(`${ROOT}/`, ''))
    return outcome('vitest', countVitest(report), names, code)
  },
})

export const e2e: Step = {
  name: 'e2e',
  run: async () => {
    const file = join(REPORTS, 'playwright.json')
    rmSync(file, { force: true })
    const code = await show('playwright', ['test', '-c', 'test/playwright.config.ts'])
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const count = countPlaywright(report, PROJECTS)
    return outcome('playwright', count, failedOfPlaywright(report, PROJECTS), code)
  },
}

/** One test: the tool finds no fault. */
async function check(tool: string, ...args: string[]): Promise<Outcome> {
  const code = await show(tool, args)
  const count = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  return outcome(tool, count, [], code)
}

function outcome(
  tool: string,
  counted: Count,
  named: readonly string[],
  code: number | null,
): Outcome {
  const count = withExitCode(counted, code)
  const isUnexplained = count.failed > 0 && named.length === 0
  return { count, names: isUnexplained ? [`${tool} (exit code ${code})`] : named }
}

/** Runs an installed tool with its output on the terminal; its exit code. */
async function show(tool: string, args: readonly string[]): Promise<number | null> {
  const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}` }
  const child = spawn(join(BIN, tool), args, { cwd: ROOT, env, stdio: 'inherit' })
  const [code] = await once(child, 'close')
  return code
}
