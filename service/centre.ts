import { randomUUID } from 'node:crypto'
import { benchActor } from '#shared/domain/directory/rules.ts'
import type { DonorWithdrawn } from '#shared/domain/donor/facts.ts'
import { donorErased, donorKeyAdded } from '#shared/domain/donor/facts.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import { type EventBody, readBody, writeBody } from '#shared/ledger/body.ts'
import type { Json } from '#shared/ledger/canonical.ts'
import { chainName, readChainName } from '#shared/ledger/chain.ts'
import { type Envelope, seal } from '#shared/ledger/envelope.ts'
import { addHead, NO_HEADS } from '#shared/ledger/heads.ts'
import { actBytes, type Seal, type SealClaim, sealBytes } from '#shared/ledger/seal.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { type CentreKey, loadCentreKey } from './centre-key.ts'
import type { ServiceContext } from './context.ts'
import { erase, erasedBy } from './keys-erasures.ts'
import { push } from './push.ts'
import { sha256 } from './secrets.ts'
import { theSite } from './store/benches.ts'

/** What the centre itself records, for every bench to receive. DON-1, DON-4 */
export type CentreAct =
  | ({ readonly type: 'withdraw' } & DonorWithdrawn)
  | { readonly type: 'erase'; readonly donor: string }

export type CentreRefusal =
  | { readonly type: 'NoSite' }
  | { readonly type: 'UnknownDonor'; readonly donor: string }
  | { readonly type: 'Done'; readonly donor: string }
  | { readonly type: 'NotKept'; readonly why: string }

/** The number of the centre among the benches: no bench is ever given it. */
const NUMBER = 9999

/**
 * Records an act in a chain of the centre's own, which goes the way of every chain: it is checked, ordered and sealed
 * like a bench's, and benches receive it by pull. The first act names the centre and its key.
 */
export async function actAtCentre(
  context: ServiceContext,
  act: CentreAct,
): Promise<Result<{ readonly pos: number }, CentreRefusal>> {
  const site = await theSite(context.database)
  if (!site) return err({ type: 'NoSite' })
  const { stream } = site
  const known = await lookThrough(context, stream, act.donor)
  if (!known.isNamed) return err({ type: 'UnknownDonor', donor: act.donor })
  if (act.type === 'withdraw' ? known.isWithdrawn : known.isErased)
    return err({ type: 'Done', donor: act.donor })
  const key = loadCentreKey(context.folder)
  const { chain, head, begins } = await present(context, stream, key)
  const facts = [...begins, factOf(act, known.keys)]
  const run = write(context, key, { chain, head, facts, heads: known.heads })
  const last = run.at(-1)!
  const kept = await push(
    context,
    { install: key.install, stream },
    {
      run,
      seal: sealOf(key, last, context.now()),
    },
  )
  if (!kept.ok || kept.value.acked !== last.seq)
    return err({ type: 'NotKept', why: kept.ok ? 'only a part of it' : kept.error.type })
  const shelf = (await context.log.look(stream, {}))!
  key.keepEnd({ chain, epoch: shelf.head.epoch, seq: last.seq, hash: last.hash })
  erase(context, erasedBy(run.map(({ body }) => body)))
  return ok({ pos: kept.value.outcomes.at(-1)!.pos })
}

function factOf(act: CentreAct, keys: readonly string[]): Draft {
  const ents = [entity.donor(act.donor)]
  if (act.type === 'withdraw') {
    const { type: _, ...data } = act
    return { type: 'donor.withdrawn', ents, data }
  }
  const data = { donor: act.donor, keys: keys.slice(0, 64) }
  return { type: 'donor.erased', ents: [...ents, entity.donorkey(act.donor)], data }
}

interface Known {
  /** Some specimen names this donor, or is it itself. */
  readonly isNamed: boolean
  readonly isWithdrawn: boolean
  readonly isErased: boolean
  readonly keys: readonly string[]
  /** The heads of the entities that an act about this donor writes. */
  readonly heads: ReadonlyMap<string, readonly string[]>
}

const PAGE = 5000

/** What the log says of a donor. It is an act of once in a while, so all of it is looked through. */
async function lookThrough({ log }: ServiceContext, stream: string, donor: string): Promise<Known> {
  const names = [entity.donor(donor), entity.donorkey(donor)]
  const heads = new Map(names.map((name) => [name, NO_HEADS]))
  const keys = new Set<string>()
  let isNamed = false
  let isWithdrawn = false
  let isErased = false
  for (let pos = 0; ; ) {
    const entries = await log.entriesAfter(stream, pos, PAGE)
    const last = entries.at(-1)
    if (!last) break
    pos = last.entry.pos
    for (const { entry } of entries) {
      const text = entry.envelope.body
      if (!text.includes(donor)) continue
      const read = readBody(text)
      if (!read.ok) continue
      const body = read.value
      isNamed ||= body.data.donor === donor || body.data.specimen === donor
      isWithdrawn ||= body.type === 'donor.withdrawn' && body.data.donor === donor
      isErased ||=
        body.type === 'donor.erased' && donorErased.safeParse(body.data).data?.donor === donor
      const added = body.type === 'donor.key_added' && donorKeyAdded.safeParse(body.data).data
      if (added && added.donor === donor) keys.add(added.key)
      for (const name of names.filter((one) => body.ents.includes(one)))
        heads.set(name, addHead(heads.get(name)!, body.uid, body.base[name] ?? []))
    }
  }
  const open = [...heads].map(([name, { heads: uids }]) => [name, [...uids]] as const)
  return { isNamed, isWithdrawn, isErased, keys: [...keys], heads: new Map(open) }
}

interface Present {
  readonly chain: string
  readonly head: { readonly seq: number; readonly hash: string } | null
  /** What a chain says first. */
  readonly begins: readonly Draft[]
}

/**
 * The chain to go on with. Where the log is not what it was after the last act (it was restored), others may have
 * what is missing here: a new chain then, which names the end of the one before. KEE-3
 */
async function present(
  { log }: ServiceContext,
  stream: string,
  { install, public: key, end }: CentreKey,
): Promise<Present> {
  const chain = end?.chain ?? chainName({ install, incarnation: 1, stream })
  const shelf = (await log.look(stream, { chains: [chain] }))!
  const { seq, hash } = shelf.chain(chain)
  const isSame = end && end.epoch === shelf.head.epoch && end.seq === seq && end.hash === hash
  if (end && isSame) return { chain, head: { seq, hash }, begins: [] }
  const named: Draft[] = [
    {
      type: 'bench.key_added',
      ents: [entity.key(key)],
      data: { bench: install, key, protection: 'file' },
    },
  ]
  const isFirst = !end && seq === 0
  const directory: Draft = {
    type: 'bench.added',
    ents: [entity.bench(install)],
    data: { bench: install, name: 'Centre', number: NUMBER },
  }
  if (isFirst) return { chain, head: null, begins: [...named, directory] }
  const incarnation = (readChainName(chain)?.incarnation ?? 1) + 1 + Math.floor(Math.random() * 1e5)
  const next = chainName({ install, incarnation, stream })
  const previous = end && { chain: end.chain, seq: end.seq, hash: end.hash }
  const life: Draft = {
    type: 'bench.incarnated',
    ents: [entity.chain(next)],
    data: { bench: install, chain: next, reason: 'rolled-back', previous },
  }
  return { chain: next, head: null, begins: [...named, life] }
}

interface Writing {
  readonly chain: string
  readonly head: Present['head']
  readonly facts: readonly Draft[]
  readonly heads: ReadonlyMap<string, readonly string[]>
}

/** Each is a regulated act, and so signed by itself. KEE-1 */
function write(
  { now }: ServiceContext,
  key: CentreKey,
  { chain, head, facts, heads }: Writing,
): Envelope[] {
  const run: Envelope[] = []
  const command = randomUUID()
  for (const [i, { type, ents, data }] of facts.entries()) {
    const body: EventBody = {
      uid: randomUUID(),
      type,
      v: 1,
      ents: [...ents],
      base: Object.fromEntries(ents.map((name) => [name, [...(heads.get(name) ?? [])]])),
      at: now(),
      tz: 'UTC',
      off: 0,
      mono: [BOOT, Math.round(performance.now())],
      actor: benchActor(key.install),
      seen: ['', 0],
      cmd: { id: command, part: i + 1, of: facts.length },
      via: { source: 'typed', device: '' },
      data: data as EventBody['data'],
    }
    const sig = key.sign(actBytes(sha256, body as unknown as { [member: string]: Json }))
    const text = writeBody({ ...body, sig: { key: key.public, sig } })
    run.push(seal(sha256, chain, run.at(-1) ?? head, text))
  }
  return run
}

const BOOT = randomUUID()

function sealOf(key: CentreKey, { chain, seq, hash }: Envelope, at: number): Seal {
  const claim: SealClaim = { chain, seq, hash, key: key.public, at, protection: 'file' }
  return { ...claim, sig: key.sign(sealBytes(claim)) }
}
