/** Tests of a step that passed and failed. */
export interface Count {
  readonly passed: number
  readonly failed: number
}

/** What is read of Vitest's JSON report. */
export interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  /** Skipped ones. */
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** What is read of Playwright's JSON report. */
export interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[]
  /** Failures outside any test, such as a file that cannot be loaded. */
  readonly errors: readonly unknown[]
}

export interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs: readonly {
    readonly title: string
    /** Within the folder of the tests. */
    readonly file: string
    readonly tests: readonly { readonly projectName: string; readonly status: string }[]
  }[]
}

/** A test that was skipped or left to do is a failure: it says nothing about the program. */
export function countVitest(report: VitestReport): Count {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  )
  return {
    passed: report.numPassedTests,
    failed:
      report.numFailedTests + report.numPendingTests + report.numTodoTests + brokenFiles.length,
  }
}

/** Only `expected` passes; `flaky` and `skipped` don't. A project without a test is a failure. */
export function countPlaywright(report: PlaywrightReport, projects: readonly string[]): Count {
  const tests = report.suites.flatMap(testsOf)
  const passed = tests.filter((one) => one.status === 'expected').length
  const idle = projects.filter((name) => !tests.some((one) => one.projectName === name))
  return { passed, failed: tests.length - passed + report.errors.length + idle.length }
}

/** Every test that `countVitest` counts as failed, and every file that could not be loaded, by name. */
export function failedOfVitest(report: VitestReport): string[] {
  return report.testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status !== 'passed')
    if (failed.length === 0) return status === 'failed' ? [name] : []
    return failed.map(({ fullName }) => `${name}: ${fullName}`)
  })
}

/** Every test that `countPlaywright` counts as failed, and what else went wrong, by name. */
export function failedOfPlaywright(
  { suites, errors }: PlaywrightReport,
  projects: readonly string[],
): string[] {
  const tests = suites.flatMap(testsOf)
  const idle = projects.filter((name) => !tests.some(({ projectName }) => projectName === name))
  return [
    ...tests.filter(({ status }) => status !== 'expected').map(nameOf),
    ...errors.map((error) => `outside any test: ${JSON.stringify(error)}`),
    ...idle.map((name) => `[${name}] ran no test`),
  ]
}

/** The count of a whole program that ended with this exit code: a failure must not be lost. */
export function withExitCode(count: Count, code: number | null): Count {
  const ranNothing = count.passed + count.failed === 0
  const unexplained = code !== 0 && count.failed === 0
  return ranNothing || unexplained ? { ...count, failed: 1 } : count
}

export function sum(counts: readonly Count[]): Count {
  const add = (of: keyof Count) => counts.reduce((total, count) => total + count[of], 0)
  return { passed: add('passed'), failed: add('failed') }
}

/** So many names still fit in the end of a log that was cut. */
const MOST_NAMES = 40

/** Says which failed; nothing where none did. */
export function failedLines(names: readonly string[]): string[] {
  if (names.length === 0) return []
  const more = names.length - MOST_NAMES
  return [
    '',
    'Failed:',
    ...names.slice(0, MOST_NAMES).map((name) => `- ${name}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ]
}

/** The last line of `npm test`. */
export const lastLine = ({ passed, failed }: Count): string => `${passed} passed, ${failed} failed`

const isFailed = (test: { readonly status: string }): boolean => test.status === 'failed'

interface PlaywrightTest {
  readonly title: string
  readonly file: string
  readonly projectName: string
  readonly status: string
}

const testsOf = (suite: PlaywrightSuite): PlaywrightTest[] => [
  ...suite.specs.flatMap(({ title, file, tests }) =>
    tests.map((test) => ({ title, file, ...test })),
  ),
  ...(suite.suites ?? []).flatMap(testsOf),
]

const nameOf = ({ projectName, file, title }: PlaywrightTest): string =>
  `[${projectName}] ${file}: ${title}`
