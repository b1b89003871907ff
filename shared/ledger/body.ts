import { z } from 'zod'
import { err, ok, type Result } from '../lib/result.ts'
import { canonical, type Json } from './canonical.ts'
import { nesting } from './nesting.ts'
import { isUsual } from './usual-body.ts'

const id = z.string().regex(/^[0-9a-f-]{36}$/)
const entity = z.string().min(3).max(300)

/**
 * What an event says, inside its envelope. `ents` are the entities that it writes and `base`, for each,
 * the heads (event `uid`s) that its writer saw and that it supersedes; no clock takes part in order.
 *
 * `at` is the act's time in UTC milliseconds with the bench's zone `tz` and offset `off` (minutes);
 * `mono` is (boot, milliseconds) of a clock that cannot be set; `seen` the position in the common order
 * that the writer had received; `cmd` the command it came from, its part and the number of parts;
 * `via` the device that read the code; `sig` the bench's signature of a regulated act, over all the rest.
 */
export const eventBody = z.object({
  uid: id,
  type: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  v: z.int().min(1).max(999),
  crit: z.literal(true).optional(),
  ents: z.array(entity).min(1).max(64),
  base: z.record(entity, z.array(id)),
  at: z.int(),
  tz: z.string().max(64),
  off: z.int().min(-1440).max(1440),
  mono: z.tuple([z.string().max(64), z.int().min(0)]),
  actor: z.string().max(64),
  seen: z.tuple([z.string().max(64), z.int().min(0)]),
  cmd: z.object({ id, part: z.int().min(1), of: z.int().min(1) }),
  via: z.object({ source: z.string().max(16), device: z.string().max(120) }).optional(),
  data: z.record(z.string(), z.json()),
  sig: z.object({ key: z.string().length(64), sig: z.string().length(128) }).optional(),
})

export type EventBody = z.infer<typeof eventBody>

/** The exact text of a new body. A body is written once and from then on only copied. */
export const writeBody = (body: EventBody): string => canonical(body as unknown as Json)

export type BodyFault =
  | { readonly type: 'NoJson' }
  | { readonly type: 'BadForm'; readonly why: string }

/**
 * Reads a body, whoever wrote it. Fields that this version does not know are left alone: the text
 * itself is what is kept.
 */
export function readBody(text: string): Result<EventBody, BodyFault> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err({ type: 'NoJson' })
  }
  const parsed = eventBody.safeParse(json)
  if (!parsed.success) return err({ type: 'BadForm', why: z.prettifyError(parsed.error) })
  return ok(parsed.data)
}

/** Deeper than any event of ours; a reader that calls itself per level must not be led further. */
const DEEPEST = 16

/** What can be had of a body whose form is of another version or of none. Every part may be missing. */
const partly = z.object({
  ents: z.array(entity).max(1000).catch([]),
  base: z.record(entity, z.array(id)).catch({}),
  at: z.int().catch(0),
  off: z.int().min(-1440).max(1440).catch(0),
  actor: z.string().max(64).catch('?'),
  crit: z.literal(true).optional().catch(undefined),
})

/** A body of the common order, read as far as it can be. */
export interface KeptBody {
  /** The identity that it gives itself, or null; all that order needs of a body of any version. */
  readonly named: string | null
  /**
   * What it says. What cannot be read in full is still an event, which is kept, ordered and forwarded; it
   * applies nothing, and marks the entities that it names. `uid` is the event's identity in the ledger.
   */
  as(uid: string): EventBody
}

/** Reads the text of a body once, whoever wrote it. */
export function keptBody(text: string): KeptBody {
  const json = nesting(text) > DEEPEST ? {} : parsed(text)
  if (isUsual(json)) return { named: json.uid, as: (uid) => ({ ...json, uid }) }
  return {
    named: identity.safeParse(json).data?.uid ?? null,
    as: (uid) => bodyAs(uid, json),
  }
}

const identity = z.object({ uid: id })

function bodyAs(uid: string, json: unknown): EventBody {
  const body = eventBody.safeParse(json)
  if (body.success) return { ...body.data, uid }
  const part = partly.safeParse(json).data ?? partly.parse({})
  return {
    ...part,
    uid,
    type: 'unknown.form',
    v: 1,
    tz: 'UTC',
    mono: ['', 0],
    seen: ['', 0],
    cmd: { id: uid, part: 1, of: 1 },
    data: {},
  }
}

export const readKept = (text: string, uid: string): EventBody => keptBody(text).as(uid)

export const readUid = (text: string): string | null => keptBody(text).named

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
