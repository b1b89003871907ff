import { z } from 'zod'
import { refusal } from '../refusals.ts'
import { id } from '../words.ts'
import { FINDINGS } from './findings.ts'
import { workSetup } from './setup.ts'

/** One scan that was carried out. `what` and `detail` are the flow's own words for it. */
const row = z.object({
  command: id,
  code: z.string(),
  specimen: id.nullable(),
  what: z.string().max(40),
  detail: z.json(),
  at: z.int(),
  state: z.enum(['done', 'undone']),
})

/** Where the batch stands: the parent whose children are scanned, how many it has, and the parts of a pool. */
const state = z.object({
  parent: id.nullable(),
  made: z.int().min(0),
  parts: z.array(id).max(60),
  /** A person is shown what ending would say, such as what is missing of a consignment. */
  isEnding: z.boolean().optional(),
  /** Where a person chose to go on in the fill order of the box. PRO-9 */
  from: z.object({ container: id, index: z.int().min(0) }).optional(),
  /** The part that Undo has let go of last, and by which act: delivered twice, it is one. PRO-10 */
  letGo: z.object({ act: id, code: z.string() }).optional(),
})

const hold = z.object({
  code: z.string(),
  specimen: id.nullable(),
  finding: z.enum(FINDINGS).nullable(),
  refusal: refusal.nullable(),
  /** As in `TubeFacts`; a hold of before these were kept has neither. */
  issuer: z.string().nullable().optional(),
  label: z.string().nullable().optional(),
})

/** A batch of any kind. It belongs to this bench and is written down with every scan. WRK-8 */
export const workSession = z.object({
  setup: workSetup,
  state,
  /** Newest first. */
  rows: z.array(row),
  parked: z.array(z.object({ code: z.string(), at: z.int() })),
  hold: hold.nullable(),
  paused: z.boolean(),
  /** The last tube that was read, whatever came of it. A batch of before this was kept has none. */
  read: z.string().optional(),
})

export type WorkSession = z.infer<typeof workSession>
export type WorkRow = z.infer<typeof row>
export type WorkState = z.infer<typeof state>
export type WorkHold = z.infer<typeof hold>

export const FRESH: WorkState = { parent: null, made: 0, parts: [] }
