import { describe, expect, test } from 'vitest'
import {
  countPlaywright,
  countVitest,
  failedLines,
  failedOfPlaywright,
  failedOfVitest,
  lastLine,
  type PlaywrightReport,
  sum,
  type VitestReport,
  withExitCode,
} from '../../support/suite/count.ts'

const vitest = (part: Partial<VitestReport>): VitestReport => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...part,
})

const playwright = (...statuses: [project: string, status: string][]): PlaywrightReport => ({
  errors: [],
  suites: [
    {
      specs: [],
      suites: statuses.map(([projectName, status]) => ({
        specs: [{ title: status, file: 'a.spec.ts', tests: [{ projectName, status }] }],
      })),
    },
  ],
})

describe('of Vitest', () => {
  test('counts what passed and what failed', () => {
    const report = vitest({ numPassedTests: 5, numFailedTests: 2 })
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2 })
  })

  test('counts skipped tests and those left to do as failed', () => {
    const report = vitest({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 })
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2 })
  })

  test('counts a file that cannot be loaded, but none whose failures are counted already', () => {
    const unloadable = { name: 'a.test.ts', status: 'failed', assertionResults: [] }
    const failing = { ...unloadable, assertionResults: [{ status: 'failed', fullName: 'b' }] }
    const report = vitest({ numFailedTests: 1, testResults: [unloadable, failing] })
    expect(countVitest(report)).toEqual({ passed: 0, failed: 2 })
  })
})

describe('of Playwright', () => {
  test('passes only what did as expected at the first attempt', () => {
    const report = playwright(['a', 'expected'], ['a', 'flaky'], ['a', 'skipped'])
    expect(countPlaywright(report, ['a'])).toEqual({ passed: 1, failed: 2 })
  })

  test('counts failures outside any test', () => {
    const report = { ...playwright(['a', 'expected']), errors: ['cannot load'] }
    expect(countPlaywright(report, ['a'])).toEqual({ passed: 1, failed: 1 })
  })

  test('counts a project that ran no test as failed', () => {
    const report = playwright(['a', 'expected'])
    expect(countPlaywright(report, ['a', 'b'])).toEqual({ passed: 1, failed: 1 })
  })
})

describe('of a program', () => {
  test('is a failure when nothing ran, whatever the exit code', () => {
    expect(withExitCode({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 })
  })

  test('is a failure when the exit code says so and no test does', () => {
    expect(withExitCode({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 })
    expect(withExitCode({ passed: 3, failed: 0 }, null)).toEqual({ passed: 3, failed: 1 })
  })

  test('stays as it is when exit code and tests agree', () => {
    expect(withExitCode({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 })
    expect(withExitCode({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 })
  })
})

describe('the names of what failed', () => {
  test('of Vitest are files and tests, also skipped ones, and none that passed', () => {
    const file = (name: string, status: string, ...statuses: string[]) => ({
      name,
      status,
      assertionResults: statuses.map((one) => ({ status: one, fullName: one })),
    })
    const report = vitest({
      testResults: [
        file('a.test.ts', 'failed', 'passed', 'failed', 'skipped'),
        file('b.test.ts', 'failed'),
        file('c.test.ts', 'passed', 'passed'),
      ],
    })
    expect(failedOfVitest(report)).toEqual(['a.test.ts: failed', 'a.test.ts: skipped', 'b.test.ts'])
  })

  test('of Playwright are tests with their project, errors and projects without a test', () => {
    const report = { ...playwright(['a', 'expected'], ['a', 'flaky']), errors: ['cannot load'] }
    expect(failedOfPlaywright(report, ['a', 'b'])).toEqual([
      '[a] a.spec.ts: flaky',
      'outside any test: "cannot load"',
      '[b] ran no test',
    ])
  })

  test('are told in a list that ends', () => {
    expect(failedLines([])).toEqual([])
    expect(failedLines(['a'])).toEqual(['', 'Failed:', '- a'])
    expect(failedLines(Array.from({ length: 43 }, () => 'a')).at(-1)).toBe('- and 3 more')
  })
})

test('the last line adds everything up', () => {
  const counts = [
    { passed: 1, failed: 0 },
    { passed: 20, failed: 3 },
  ]
  expect(lastLine(sum(counts))).toBe('21 passed, 3 failed')
})
