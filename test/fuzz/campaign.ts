import { check } from './checks.ts'
import { type FuzzInput, makeInput } from './inputs.ts'
import { createRandom } from './random.ts'
import type { Subject } from './subject.ts'

export interface Campaign {
  size: number
  seed: number
  /** CPU milliseconds that no input may take, each time it is measured; null: not measured. */
  limitMs: number | null
}

export interface Found {
  index: number
  what: string
  input: FuzzInput
}

export interface Outcome {
  inputs: number
  found: readonly Found[]
  /** CPU milliseconds of the slowest input, the best of several times. */
  slowestMs: number
}

const ENOUGH = 5
const AGAIN = 8
const UNREMARKABLE_MS = 1

/** Runs so many inputs of one seed; stops after a handful of findings. */
export function fuzz(subject: Subject, { size, seed, limitMs }: Campaign): Outcome {
  const random = createRandom(seed)
  const found: Found[] = []
  let slowestMs = 0
  let index = 0
  for (; index < size && found.length < ENOUGH; index++) {
    const input = makeInput(random)
    const { what, ms } = limitMs === null ? tryOne(subject, input) : measure(subject, input)
    slowestMs = Math.max(slowestMs, ms)
    if (what !== undefined) found.push({ index, what, input })
    else if (limitMs !== null && ms > limitMs)
      found.push({ index, what: `it takes ${ms.toFixed(1)} ms`, input })
  }
  return { inputs: index, found, slowestMs }
}

interface Trial {
  what: string | undefined
  ms: number
}

function tryOne(subject: Subject, input: FuzzInput): Trial {
  const before = process.cpuUsage()
  const what = reasonOf(subject, input)
  const { user, system } = process.cpuUsage(before)
  return { what, ms: (user + system) / 1_000 }
}

function reasonOf(subject: Subject, input: FuzzInput): string | undefined {
  try {
    return check(subject, input)
  } catch (error) {
    return `it throws ${error}`
  }
}

/** What it costs itself: the least of several times, so that neither the scheduler nor the collector counts. */
function measure(subject: Subject, input: FuzzInput): Trial {
  let trial = tryOne(subject, input)
  for (let times = 1; times < AGAIN && trial.ms > UNREMARKABLE_MS; times++) {
    const again = tryOne(subject, input)
    if (again.ms < trial.ms) trial = again
  }
  return trial
}
