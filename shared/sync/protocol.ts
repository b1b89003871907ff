import { z } from 'zod'
import { readChainName } from '../ledger/chain.ts'
import { PROTECTIONS } from '../ledger/seal.ts'
import { LIMITS } from './limits.ts'

/**
 * The messages between a bench and the central service. JSON over HTTP(S), with the header
 * `Sync-Protocol`. A message is a schema with a type of the same stem. Readers leave unknown fields
 * alone, so a message may grow by fields that may be left out; any other change of form is a new
 * version, and a test forces it. A refusal that is new goes only to who has sent what it is about.
 */
export const SYNC_PROTOCOL = 1
export const PROTOCOL_HEADER = 'sync-protocol'

const id = z.string().regex(/^[0-9a-f-]{36}$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const pos = z.int().min(0)
const time = z.int()
const name = z.string().trim().min(1).max(120)
const chain = z
  .string()
  .max(120)
  .refine((text) => readChainName(text) !== null, 'no install~incarnation:stream')

/** Text that every store can hold exactly: well-formed Unicode without NUL. */
const bodyText = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'no well-formed text')

/**
 * How far a bench has received a stream: the last position, and the running hash after it.
 * Both are meaningless in another `epoch` (another life of the service's data).
 */
export const cursor = z.object({ epoch: id, pos, hash })
export type Cursor = z.infer<typeof cursor>

export const envelope = z.object({
  chain,
  seq: z.int().min(1),
  prev: hash,
  hash,
  body: bodyText,
})

/**
 * What the writer of a chain says of one of its events, and so of all before it, in its bench's name; see
 * docs/ledger-format.md.
 */
export const seal = z.object({
  chain,
  seq: z.int().min(1),
  hash,
  key: hash,
  at: time,
  protection: z.enum(PROTECTIONS),
  sig: z.string().regex(/^[0-9a-f]{128}$/),
})

/** `stream` is the site's ledger that the bench already keeps, or null to join the service's. */
export const enrollRequest = z.object({
  code: z.string().min(1).max(40),
  install: id,
  stream: id.nullable(),
  benchName: name,
  siteName: name.optional(),
})
export type EnrollRequest = z.infer<typeof enrollRequest>

/** `benchNumber` counts from 1 within the site and never changes for an installation. */
export const enrollAnswer = z.object({
  stream: id,
  credential: z.string().min(32).max(200),
  benchNumber: z.int().min(1),
  epoch: id,
})
export type EnrollAnswer = z.infer<typeof enrollAnswer>

const chainHead = z.object({ seq: z.int().min(1), hash })

/** `head` is the last event that the bench wrote on the chain, or null before its first. */
export const helloRequest = z.object({
  stream: id,
  chains: z.array(z.object({ chain, head: chainHead.nullable() })).max(64),
  cursor: cursor.nullable(),
})
export type HelloRequest = z.infer<typeof helloRequest>

/**
 * Per chain: `OK` with the seq that the service expects next; `BEHIND` when the service has events of
 * the chain that the bench lacks; `FORK` when it has another event at the bench's seq.
 * `time` is the service's clock; up to `durablePos` the service vouches that nothing is lost.
 */
export const helloAnswer = z.object({
  time,
  epoch: id,
  durablePos: pos,
  chains: z.array(
    z.object({ chain, status: z.enum(['OK', 'BEHIND', 'FORK']), expect: z.int().min(1) }),
  ),
  stream: z.object({ status: z.enum(['OK', 'DIVERGED']), head: cursor }),
  limits: z.object({ pushEnvelopes: z.int(), pushBytes: z.int(), bodyBytes: z.int() }),
})
export type HelloAnswer = z.infer<typeof helloAnswer>

/**
 * A contiguous run of one chain, in order, and the last seal that speaks for an event of it. `lost` names
 * causes (event `uid`s) that the bench does not have either, so that nobody waits for them.
 */
export const pushRequest = z.object({
  run: z.array(envelope).min(1).max(LIMITS.pushEnvelopes),
  seal: seal.optional(),
  lost: z.array(id).max(LIMITS.pushEnvelopes).optional(),
})
export type PushRequest = z.infer<typeof pushRequest>

/**
 * `pos` is where the fact stands in the stream. `ALIAS`: the fact is there already under another
 * envelope, so that the chain advances and the log does not. `QUARANTINED`: in the log, marked.
 */
export const pushOutcome = z.object({
  seq: z.int().min(1),
  outcome: z.enum(['ACCEPTED', 'DUPLICATE', 'ALIAS', 'QUARANTINED']),
  pos: z.int().min(1),
  reason: z.string().optional(),
})
export type PushOutcome = z.infer<typeof pushOutcome>

/** `acked` may lie before the end of the run; the bench sends the rest again. */
export const pushAnswer = z.object({ acked: z.int().min(1), outcomes: z.array(pushOutcome) })
export type PushAnswer = z.infer<typeof pushAnswer>

export const pullRequest = z.object({
  stream: id,
  cursor: cursor.nullable(),
  limit: z.int().min(1).max(LIMITS.pullEntries).optional(),
})
export type PullRequest = z.infer<typeof pullRequest>

/**
 * `receivedAt` is the service's time, UTC milliseconds; `quarantined` is why the service marked it;
 * `seal` is its writer's, where there is one for this very event.
 */
export const pulledEntry = z.object({
  pos: z.int().min(1),
  envelope,
  receivedAt: time,
  quarantined: z.string().optional(),
  seal: seal.optional(),
})
export type PulledEntry = z.infer<typeof pulledEntry>

/**
 * Events that a bench received once, and that a restored service has lost: of any chains, causes first.
 * `lost` as in a push.
 */
export const returnRequest = z.object({
  stream: id,
  entries: z
    .array(z.object({ envelope, seal: seal.optional() }))
    .min(1)
    .max(LIMITS.pushEnvelopes),
  lost: z.array(id).max(LIMITS.pushEnvelopes).optional(),
})
export type ReturnRequest = z.infer<typeof returnRequest>

/**
 * One for each entry, in its order. `REFUSED` says why in `reason`, and holds no other entry; `uid` is the
 * cause that is missing.
 */
export const returnOutcome = z.object({
  chain,
  seq: z.int().min(1),
  outcome: z.enum(['ACCEPTED', 'DUPLICATE', 'ALIAS', 'QUARANTINED', 'REFUSED']),
  pos: z.int().min(1).nullable(),
  reason: z.string().optional(),
  uid: z.string().optional(),
})
export type ReturnOutcome = z.infer<typeof returnOutcome>

export const returnAnswer = z.object({ outcomes: z.array(returnOutcome) })
export type ReturnAnswer = z.infer<typeof returnAnswer>

/** Asks for the running hash after some positions: how far two orders are the same is found by halving. */
export const chainRequest = z.object({ stream: id, positions: z.array(pos).min(1).max(64) })
export type ChainRequest = z.infer<typeof chainRequest>

/** `hashes`: one for each position asked for, in their order; null beyond the end. That of 0 is zeroes. */
export const chainAnswer = z.object({
  epoch: id,
  head: cursor,
  hashes: z.array(hash.nullable()),
})
export type ChainAnswer = z.infer<typeof chainAnswer>

/** The next entries after the asked cursor, the cursor after them, and how far the stream goes. */
export const pullAnswer = z.object({
  epoch: id,
  entries: z.array(pulledEntry).max(LIMITS.pullEntries),
  cursor,
  head: cursor,
})
export type PullAnswer = z.infer<typeof pullAnswer>

/** Why a call was not answered. None of them makes a bench forget a fact. */
export const REFUSALS = [
  'FORK',
  'GAP',
  'DIVERGED',
  'MISSING_CAUSE',
  'BAD_HASH',
  'BAD_SEAL',
  'BAD_FORM',
  'TOO_LARGE',
  'AUTH',
  'REVOKED',
  'OTHER_SITE',
  'NO_SITE',
  'WRONG_CODE',
  'CODE_EXPIRED',
  'UPGRADE',
  'BUSY',
  'NOT_FOUND',
  'FAULT',
] as const
export type RefusalType = (typeof REFUSALS)[number]

/** `message` is one sentence for a person. `seq`, `expect`, `uid` and `head` come with some types. */
export const refusal = z.object({
  error: z.object({
    type: z.enum(REFUSALS),
    message: z.string(),
    seq: z.int().optional(),
    expect: z.int().optional(),
    uid: z.string().optional(),
    head: cursor.optional(),
  }),
})
export type Refusal = z.infer<typeof refusal>

/** Every schema that goes over the wire, by call. */
export const WIRE = {
  enroll: { request: enrollRequest, answer: enrollAnswer },
  hello: { request: helloRequest, answer: helloAnswer },
  push: { request: pushRequest, answer: pushAnswer },
  pull: { request: pullRequest, answer: pullAnswer },
  return: { request: returnRequest, answer: returnAnswer },
  chain: { request: chainRequest, answer: chainAnswer },
} as const
export type Call = keyof typeof WIRE
