import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { MUTANTS } from './mutants.ts'

const RUN = join(import.meta.dirname, 'run.ts')
const start = promisify(execFile)

/** Loads the program with a mutant's fault in it, which only a process of its own can. */
async function play(mutant: string, from: number, seeds: number, steps = 200): Promise<string> {
  const range = ['--from', String(from), '--seeds', String(seeds), '--steps', String(steps)]
  const flags = ['--mutant', mutant, ...range]
  const { stdout } = await start(process.execPath, [RUN, ...flags], { timeout: 110_000 }).catch(
    (error: { stdout: string; stderr: string }) => ({ stdout: `${error.stdout}${error.stderr}` }),
  )
  return stdout
}

test.each(Object.entries(MUTANTS))(
  '%s is caught',
  { timeout: 120_000 },
  async (name, { from, within }) => {
    expect(await play(name, from, within)).toMatch(
      new RegExp(`^mutant ${name}: caught in schedule \\d+ by \\S+$`, 'm'),
    )
  },
)

test('without a schedule long enough to show it a mutant is said not to be caught', async () => {
  const said = await play('no-return', 1, 1, 1)
  expect(said).toContain('mutant no-return: NOT caught in 1 schedules')
})

test('there is no mutant of another name', async () => {
  expect(await play('no-such-mutant', 1, 1)).toContain('There is no mutant no-such-mutant')
})
