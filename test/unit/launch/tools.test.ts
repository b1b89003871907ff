import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest'
import { runTool, toolCall } from '../../../electron/tools.ts'

let complaints: MockInstance<typeof console.error>
beforeEach(() => {
  complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => complaints.mockRestore())

describe('the command line asks for', () => {
  test.each([
    [['verify', 'ledger.db'], ['ledger.db']],
    [
      ['--no-sandbox', 'verify', 'ledger.db', '--json'],
      ['ledger.db', '--json'],
    ],
    [
      ['--data', 'folder', 'verify', '--data', 'other'],
      ['--data', 'other'],
    ],
    [['--data=folder', '-x', 'verify'], []],
    [['--', 'verify', '--data'], ['--data']],
  ])('a tool: %j', (args, rest) => {
    expect(toolCall(args)).toEqual({ name: 'verify', args: rest })
  })

  test.each([
    [[]],
    [['--data', 'verify']],
    [['--data=verify', '--setup', 'demo']],
    [['--no-sandbox', '--remote-debugging-port=0']],
  ])('the bench: %j', (args) => {
    expect(toolCall(args)).toBeNull()
  })
})

describe('a tool', () => {
  const tools = {
    add: async () => async (args: readonly string[]) => args.length,
    fail: async () => () => Promise.reject(new Error('There is no such file')),
    lost: () => Promise.reject(new Error('It does not load')),
  }

  test('gets what follows its name, and its answer is the exit code', async () => {
    expect(await runTool({ name: 'add', args: ['a', 'b', 'c'] }, tools)).toBe(3)
    expect(complaints).not.toHaveBeenCalled()
  })

  test.each([
    ['fail', 'There is no such file'],
    ['lost', 'It does not load'],
    ['nope', 'Frostkeep has no tool "nope", only: add, fail, lost'],
    ['toString', 'Frostkeep has no tool "toString", only: add, fail, lost'],
  ])('that cannot do its work says why and ends with 2: %s', async (name, why) => {
    expect(await runTool({ name, args: [] }, tools)).toBe(2)
    expect(complaints.mock.calls).toEqual([[why]])
  })
})
