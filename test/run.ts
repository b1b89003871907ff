// `npm test`: every step in order, whatever became of the one before; the last line is the count.
// `npm test -- STEP…` runs only some: types, lint, words, e2e, or any part of a test file's path.
import { type Count, lastLine, sum } from './support/suite/count.ts'
import { e2e, lint, prepare, type Step, tests, types, words } from './support/suite/steps.ts'

const only = process.argv.slice(2)
const steps = only.length > 0 ? chosenSteps(only) : allSteps()
const counts: Count[] = []
for (const step of steps) counts.push(await runStep(step))

const total = sum(counts)
if (only.length > 0) console.log(`\nOnly ${only.join(', ')}: this was not the whole suite.`)
process.exitCode = total.failed === 0 ? 0 : 1
console.log(lastLine(total))

function allSteps(): Step[] {
  return [prepare, types, lint, words, tests([]), e2e]
}

function chosenSteps(names: readonly string[]): Step[] {
  const checks = [types, lint, words, e2e]
  const paths = names.filter((name) => !checks.some((step) => step.name === name))
  const chosen = checks.filter((step) => names.includes(step.name))
  const needsApp = chosen.includes(e2e) || paths.some((path) => path !== 'unit')
  return [
    ...(needsApp ? [prepare] : []),
    ...(paths.length > 0
      ? [tests(paths.map((path) => (path === 'unit' ? 'test/unit/' : path)))]
      : []),
    ...chosen,
  ]
}

async function runStep(step: Step): Promise<Count> {
  console.log(`\n== ${step.name}`)
  const startedAt = performance.now()
  const count = await step.run().catch((error: unknown): Count => {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`== ${step.name}: ${lastLine(count)} in ${seconds} s`)
  return count
}
