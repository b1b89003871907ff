// `npm test`: every step in order, whatever became of the one before. It ends with the names of what
// failed and, as its last line, the count.
// `npm test -- STEP…` runs only some: types, lint, words, e2e, or any part of a test file's path.
import { failedLines, lastLine, sum } from './support/suite/count.ts'
import {
  e2e,
  lint,
  type Outcome,
  prepare,
  type Step,
  tests,
  types,
  words,
} from './support/suite/steps.ts'

const only = process.argv.slice(2)
const steps = only.length > 0 ? chosenSteps(only) : allSteps()
const outcomes: Outcome[] = []
for (const step of steps) outcomes.push(await runStep(step))

const total = sum(outcomes.map(({ count }) => count))
if (only.length > 0) console.log(`\nOnly ${only.join(', ')}: this was not the whole suite.`)
process.exitCode = total.failed === 0 ? 0 : 1
for (const line of failedLines(outcomes.flatMap(({ names }) => names))) console.log(line)
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

async function runStep(step: Step): Promise<Outcome> {
  console.log(`\n== ${step.name}`)
  const startedAt = performance.now()
  const outcome = await step.run().catch((error: unknown): Outcome => {
    console.error(error instanceof Error ? error.message : error)
    return { count: { passed: 0, failed: 1 }, names: [step.name] }
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`== ${step.name}: ${lastLine(outcome.count)} in ${seconds} s`)
  return outcome
}
