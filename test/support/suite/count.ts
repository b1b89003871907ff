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
    readonly assertionResults: readonly { readonly status: string }[]
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

/** The last line of `npm test`. */
export const lastLine = ({ passed, failed }: Count): string => `${passed} passed, ${failed} failed`

const isFailed = (test: { readonly status: string }): boolean => test.status === 'failed'

const testsOf = (suite: PlaywrightSuite): PlaywrightSuite['specs'][number]['tests'][number][] => [
  ...suite.specs.flatMap((spec) => spec.tests),
  ...(suite.suites ?? []).flatMap(testsOf),
]
