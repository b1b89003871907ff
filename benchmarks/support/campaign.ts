import { assert } from '#shared/lib/assert.ts'

/** What a campaign has measured, by name. A name ends in its unit where it has one: `scanP50Ms`. */
export type Figures = Readonly<Record<string, number | string>>

/** What a figure should reach; it says nothing about a machine that was not measured. */
export interface Goal {
  readonly figure: string
  readonly must: 'be at least' | 'be at most'
  readonly value: number
}

export interface Judged extends Goal {
  readonly measured: number
  readonly met: boolean
}

/** How much is measured, by the name of the option that changes it: `--scans 300`. */
export type Sizes = Readonly<Record<string, { readonly full: number; readonly small: number }>>

/** One question that is answered by measuring, beside a floor or a peer in the same run. */
export interface Campaign {
  readonly name: string
  readonly sizes: Sizes
  readonly goals: readonly Goal[]
  run(given: Given): Promise<Figures>
}

export interface Given {
  readonly size: Readonly<Record<string, number>>
  /** An empty folder of its own; it is removed after the campaign. */
  readonly folder: string
  /** A data folder that is there already, for campaigns that measure on one; null: they make their own. */
  readonly data: string | null
  say(line: string): void
}

/** Holds the figures against the goals. A goal whose figure was not measured is a defect. */
export function judge(goals: readonly Goal[], figures: Figures): Judged[] {
  return goals.map((goal) => {
    const measured = figures[goal.figure]
    assert(typeof measured === 'number', `a measured ${goal.figure}`)
    const met = goal.must === 'be at least' ? measured >= goal.value : measured <= goal.value
    return { ...goal, measured, met }
  })
}

/** The last line of a campaign: whether every goal was met, and every figure. */
export function lastLine(name: string, goals: readonly Judged[], figures: Figures): string {
  return JSON.stringify({ name, pass: goals.every(({ met }) => met), goals, ...figures })
}

export function sayGoal({ figure, must, value, measured, met }: Judged): string {
  return `  goal ${met ? 'met' : 'MISSED'}: ${figure} must ${must} ${value}, and is ${measured}`
}
