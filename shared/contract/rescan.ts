import { oc, type } from '@orpc/contract'
import { z } from 'zod'
import type { CellFinding, CellRepair } from '../domain/rescan/diff.ts'
import type { BoxRescanned, SeenTube } from '../domain/rescan/facts.ts'
import type { Place } from '../domain/words.ts'
import { id } from '../domain/words.ts'
import type { BoxView, PlaceView } from './views.ts'

/** One position of a box that was read, against the record (`diffBox`). */
export interface RescanCellView {
  readonly index: number
  readonly name: string
  readonly finding: CellFinding
  readonly code: string | null
  readonly specimen: string | null
  /** Where the tube that was read here should be, if elsewhere. */
  readonly from: PlaceView | null
  /** Whose code it is, where it is another issuer's. */
  readonly issuer: string | null
  readonly repair: CellRepair | null
  /** The tubes that the record has here; `isMissing`: not read anywhere in the box. */
  readonly recorded: readonly {
    readonly specimen: string
    readonly code: string
    readonly isMissing: boolean
  }[]
}

export interface RescanView {
  readonly box: BoxView
  readonly cells: readonly RescanCellView[]
  /** Of all positions, the worst. */
  readonly worst: CellFinding
  /** What the act takes (`rescanBox`): the positions as the box counts them. */
  readonly seen: readonly SeenTube[]
  /** Tubes at positions that the box does not have: it is another box, or another shape. Nothing is confirmed then. */
  readonly beyond: readonly { readonly position: string; readonly code: string | null }[]
  /** Two tubes were named at one position, which no picture shows and a file may. */
  readonly doubled: readonly string[]
}

/** A tube that was not in its place when its box was read, and has none since. RSC-7 */
export interface MissingTubeView {
  readonly specimen: string
  readonly code: string
  readonly from: PlaceView | null
  /** UTC milliseconds. */
  readonly since: number
  readonly place: Place | null
  /** Who confirmed that it was not there. */
  readonly by: string
}

/** One time at which a box was read whole. */
export interface RescanHistoryView {
  readonly rescan: string
  readonly source: BoxRescanned['source']
  /** How many tubes stood in it, and of how many of them nobody knows the code. */
  readonly tubes: number
  readonly unread: number
  /** How much the record was changed by it. */
  readonly changes: number
  /** UTC milliseconds, and minutes east of UTC. */
  readonly at: number
  readonly off: number
  readonly actor: string
}

export const rescanContract = {
  rescan: {
    /** What was read against the record; null when the id names no box. Writes nothing. */
    compare: oc
      .input(
        z.object({
          container: id,
          tubes: z
            .array(
              z.object({
                position: z.string().min(1).max(12),
                code: z.string().min(1).max(256).nullable(),
              }),
            )
            .max(1_000),
        }),
      )
      .output(type<RescanView | null>()),
    /** When a box was read whole, the last time first, at most 50. */
    history: oc.input(z.object({ container: id })).output(type<readonly RescanHistoryView[]>()),
    /** The longest missing first, at most 500. */
    missing: oc.output(type<readonly MissingTubeView[]>()),
  },
}
