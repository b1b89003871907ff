// `npm run fuzz:scan`: reads a million inputs, some of a known grammar and some hostile, as scanners, keyboards and
// cameras would bring them. It fails if one throws, takes over 5 ms, or is not itself again once written down.
import { parseArgs } from 'node:util'
import { fuzz } from './campaign.ts'
import { MUTANTS, PROGRAM } from './subject.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** How many inputs; also as the first argument. */
    size: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** Puts a fault in that must be found. */
    mutant: { type: 'string' },
  },
})

const mutant = values.mutant === undefined ? undefined : MUTANTS[values.mutant]
if (values.mutant !== undefined && mutant === undefined) {
  console.error(
    `There is no mutant ${values.mutant}. There are: ${Object.keys(MUTANTS).join(', ')}`,
  )
  process.exit(2)
}

const LIMIT_MS = 5
const PART = 50_000
const MOST_GROWTH = 64 * 1024 * 1024

const size = Number(values.size ?? positionals[0] ?? 1_000_000)
const seed = Number(values.seed)
const subject = mutant === undefined ? PROGRAM : mutant(PROGRAM)
const startedAt = performance.now()
let inputs = 0
let slowestMs = 0
let firstHeap: number | undefined
let mostHeap = 0
let failed = false

for (let part = 0; inputs < size && !failed; part++) {
  const limits = {
    size: Math.min(PART, size - inputs),
    seed: seed + part * 7_919,
    limitMs: LIMIT_MS,
  }
  const outcome = fuzz(subject, limits)
  inputs += outcome.inputs
  slowestMs = Math.max(slowestMs, outcome.slowestMs)
  for (const { index, what, input } of outcome.found) {
    failed = true
    const bytes = Buffer.from(input.bytes).toString('hex')
    console.log(
      `seed ${limits.seed}, input ${index}: ${what}\n  ${JSON.stringify({ ...input, bytes })}`,
    )
  }
  globalThis.gc?.()
  const heap = process.memoryUsage().heapUsed
  firstHeap ??= heap
  mostHeap = Math.max(mostHeap, heap)
}

if (mostHeap - (firstHeap ?? 0) > MOST_GROWTH) {
  failed = true
  console.log(`The heap grew by ${Math.round((mostHeap - firstHeap!) / 1024 / 1024)} MiB`)
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
const megabytes = Math.round(mostHeap / 1024 / 1024)
console.log(
  `${inputs} inputs of seed ${seed} in ${seconds} s: slowest ${slowestMs.toFixed(2)} ms of CPU, heap at most ${megabytes} MiB`,
)
console.log(failed ? 'FAILED' : 'nothing found')
process.exitCode = failed ? 1 : 0
