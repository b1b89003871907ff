import { clockPart } from './clock/part.ts'
import { flipsPart } from './flips/part.ts'
import { fullPart } from './full/part.ts'
import { ioPart } from './io/part.ts'
import { jobsPart } from './jobs/part.ts'
import { killPart } from './kill/part.ts'
import { movedPart } from './moved/part.ts'
import { powerPart } from './power/part.ts'

/** What one part of the durability campaign found, with whatever it counted. */
export interface Report {
  /** Nothing was wrong, and what was made wrong on purpose was seen. */
  readonly pass: boolean
  readonly [count: string]: unknown
}

/** One way to harm a bench. */
export interface Part {
  readonly name: string
  /** Rounds of the small size, which `npm test` runs. */
  readonly rounds: number
  run(rounds: number, seed: number): Promise<Report>
}

export const PARTS: readonly Part[] = [
  killPart,
  jobsPart,
  powerPart,
  ioPart,
  fullPart,
  movedPart,
  clockPart,
  flipsPart,
]
