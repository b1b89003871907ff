import type { AnyKind } from './generated-racks.ts'
import type { Live } from './live.ts'
import type { Score } from './score.ts'

/** The scores of one kind of picture, by engine. */
export type Scores = Readonly<Partial<Record<AnyKind, Readonly<Record<string, Score>>>>>

export interface Goal {
  goal: string
  met: boolean
}

/** What must come out where the pictures for it, and the engines, were there. */
export function goalsOf(scores: Scores, live: Live | undefined): Goal[] {
  const goals: Goal[] = []
  const ask = (goal: string, met: boolean | undefined): void => {
    if (met !== undefined) goals.push({ goal, met })
  }
  const { barcodes, pucks, racks } = scores
  const { wasm, ladder } = barcodes ?? {}
  ask('barcodes: the ladder reads at least what zxing-wasm does', both(wasm, ladder))
  for (const [kind, by] of Object.entries(scores)) {
    ask(`${kind}: the ladder reads nothing wrong`, by.ladder && by.ladder.wrong === 0)
    ask(`${kind}: nothing is read where there is no code`, by.ladder && by.ladder.false === 0)
  }
  ask('pucks: the ladder reads 95 of 100', pucks?.ladder && share(pucks.ladder) >= 0.95)
  ask('racks: every code is read', racks?.rack && share(racks.rack) === 1)
  ask('racks: nothing is read wrong', racks?.rack && racks.rack.wrong === 0)
  const drawn = scores['drawn racks']
  ask('drawn racks: nothing is read wrong', drawn?.rack && drawn.rack.wrong === 0)
  ask('drawn racks: 99 of 100 are read', drawn?.rack && share(drawn.rack) >= 0.99)
  ask('racks: 6 s of CPU or less', racks?.rack && racks.rack.slowestSeconds <= 6)
  ask('live: 15 looks a second of CPU', live && Math.min(live.read, live.stuck) >= 15)
  return goals
}

const both = (wasm?: Score, ladder?: Score): boolean | undefined =>
  wasm && ladder && ladder.read >= wasm.read

const share = ({ read, codes }: Score): number => read / codes
