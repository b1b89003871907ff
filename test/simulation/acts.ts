import type { Command } from '#shared/domain/commands.ts'
import type { Outcome } from '#shared/domain/discrepancy/facts.ts'
import type { Place } from '#shared/domain/words.ts'
import { type EventBody, writeBody } from '#shared/ledger/body.ts'
import { seal } from '#shared/ledger/envelope.ts'
import { sha256 } from '../../electron/sha256.ts'
import { headsOf } from '../../electron/store/entities.ts'
import { insert, ownChain } from '../../electron/store/ledger.ts'
import { transact } from '../../electron/store/open.ts'
import { project } from '../../electron/store/projections/project.ts'
import { compareBox } from '../../electron/store/queries/rescan.ts'
import { seen } from '../../electron/store/sync/cursor.ts'
import { BOX, IDA, JANA, MARC, OTHER_BOX, STUDY, specimenData } from '../support/domain/facts.ts'
import type { Bench } from './bench.ts'
import { peek } from './memory-ledger.ts'
import type { Random } from './random.ts'
import { VIA } from './template.ts'

const ACTS = [
  ['takeIn', 3],
  ['accession', 1],
  ['store', 1],
  ['move', 5],
  ['checkOut', 3],
  ['returnTube', 3],
  ['rescanBox', 1],
  ['undo', 2],
  ['useQuantity', 1],
  ['recordThaw', 1],
  ['setThawLimit', 0.3],
  ['resolve', 3],
  ['note', 1],
  ['withdrawDonor', 0.4],
  ['eraseDonor', 0.3],
] as const

const MANAGED: ReadonlySet<Command['type']> = new Set(['resolve', 'setThawLimit'])
const ADMINISTERED: ReadonlySet<Command['type']> = new Set(['withdrawDonor', 'eraseDonor'])
const DONORS = ['D-AAAA-0001', 'D-AAAA-0002'] as const

const placeOf = (random: Random): Place => ({
  container: random.chance(0.5) ? BOX : OTHER_BOX,
  index: random.below(6),
})

/** What somebody at a bench asks for. What the rules refuse is refused: that is a part of the day. */
export function someCommand(bench: Bench, random: Random): Command {
  const asked = { id: bench.random.id(), via: VIA }
  const what = random.weighted(ACTS)
  if (what === 'takeIn' || what === 'accession') {
    const code = `FX${random.below(7)}`
    const { accession: _, ...data } = specimenData(bench.random.id(), { code })
    const command = {
      ...asked,
      ...data,
      nanolitres: random.pick([null, 100]),
      donor: random.pick([null, ...DONORS]),
    }
    return what === 'takeIn'
      ? { type: 'takeIn', ...command, at: placeOf(random) }
      : { type: 'accession', ...command }
  }
  if (what === 'undo') {
    const recent = bench.done.slice(-3)
    return { type: 'undo', ...asked, command: recent.length ? random.pick(recent) : asked.id }
  }
  if (what === 'rescanBox') {
    const read = bench.orCrash(() => someReading(bench, random))
    return read ? { type: what, ...asked, ...read } : { type: 'undo', ...asked, command: asked.id }
  }
  const known = peek(bench.db, 'SELECT id FROM specimen ORDER BY code, id')
    .pluck()
    .all() as string[]
  const specimen = known.length ? random.pick(known) : asked.id
  switch (what) {
    case 'useQuantity':
      return { type: what, ...asked, specimen, nanolitres: random.pick([10, 60]), reason: null }
    case 'recordThaw':
      return { type: what, ...asked, specimen }
    case 'setThawLimit':
      return { type: what, ...asked, study: STUDY, thaws: random.below(3) }
    case 'note':
      return someNote(bench, specimen, asked)
    case 'withdrawDonor':
      return {
        type: what,
        ...asked,
        donor: random.pick(DONORS),
        by: 'donor',
        wish: 'destroy',
        reason: null,
      }
    case 'eraseDonor':
      return { type: what, ...asked, donor: random.chance(0.5) ? random.pick(DONORS) : specimen }
    case 'resolve':
      return someResolution(bench, random, asked) ?? { type: 'recordThaw', ...asked, specimen }
    case 'checkOut':
      return { type: 'checkOut', ...asked, specimen, reason: null }
    case 'returnTube':
      return {
        type: 'returnTube',
        ...asked,
        specimen,
        at: random.chance(0.5) ? placeOf(random) : null,
      }
    default:
      return { type: what, ...asked, specimen, at: placeOf(random) }
  }
}

/** A box is read with some of the tubes of the site in it, and most of what is offered is confirmed. */
function someReading(bench: Bench, random: Random) {
  const { container } = placeOf(random)
  const count = random.below(7)
  const view = compareBox(
    bench.db,
    container,
    Array.from({ length: count }, (_, n) => ({
      position: `${'AB'.charAt(Math.floor(n / 3))}${(n % 3) + 1}`,
      code: random.chance(0.1) ? null : `FX${random.below(7)}`,
    })),
  )
  if (!view || view.beyond.length > 0) return null
  const taken = view.cells.filter(() => random.chance(0.8))
  return {
    container,
    rescan: bench.random.id(),
    source: 'picture' as const,
    rack: null,
    seen: [...view.seen],
    repairs: taken.flatMap(({ index, specimen, repair, from }) =>
      specimen && repair ? [{ index, specimen, repair, from: from?.at ?? null }] : [],
    ),
    missed: taken.flatMap(({ recorded }) =>
      recorded.flatMap(({ specimen, isMissing }) => (isMissing ? [specimen] : [])),
    ),
  }
}

const DONOR = 'SELECT donor FROM specimen WHERE id = ?'

/** A remark, sealed before it comes to the ledger. */
function someNote(bench: Bench, specimen: string, asked: { id: string; via: typeof VIA }): Command {
  const donor = peek(bench.db, DONOR).pluck().get(specimen) as string | null | undefined
  const note = bench.site.secrets.write(bench.random, bench.name, donor ?? specimen, specimen)
  return { type: 'note', ...asked, specimen, note, newKey: note.key }
}

const ASKING = `
  SELECT id, kind, entity, evidence FROM discrepancy
  WHERE state <> 'resolved' AND kind <> 'clock-suspect' ORDER BY id`

/** Somebody settles what disagrees. Clocks must change nothing else, so what they bring is left alone. */
function someResolution(
  bench: Bench,
  random: Random,
  asked: { id: string; via: typeof VIA },
): Command | null {
  const rows = peek(bench.db, ASKING).all() as Record<
    'id' | 'kind' | 'entity' | 'evidence',
    string
  >[]
  if (rows.length === 0) return null
  const { id, kind, entity, evidence } = random.pick(rows)
  const basis = JSON.parse(evidence) as string[]
  const tube = kind === 'tube-in-two-places' ? entity.slice('tube:'.length) : null
  const outcome: Outcome =
    tube !== null && random.chance(0.8)
      ? random.chance(0.5)
        ? { type: 'tube-at', specimen: tube, at: placeOf(random) }
        : { type: 'tube-elsewhere', specimen: tube }
      : kind === 'position-contested' && random.chance(0.5)
        ? { type: 'mis-recorded' }
        : { type: 'accepted' }
  return { type: 'resolve', ...asked, discrepancy: id, outcome, reason: 'looked', basis }
}

const actorOf = ({ type }: Command): string =>
  ADMINISTERED.has(type) ? JANA : MANAGED.has(type) ? MARC : IDA

/** Carries a command out as the bench's people do, and keeps in mind what they were told. */
export function carryOut(bench: Bench, command: Command, step: number): void {
  const saved = bench.act(actorOf(command), command)
  bench.site.note(
    () => `${bench.name} ${command.type} ${command.id.slice(0, 8)} ${JSON.stringify(saved)}`,
  )
  if (!saved?.ok) return
  if (command.type === 'eraseDonor') bench.site.secrets.erase(command.donor)
  const uids = bench.site.truth.confirm(bench.db, command.id, bench.name, step)
  for (const uid of uids) bench.confirmed.add(uid)
  bench.done.push(command.id)
}

/** An event of a newer version, in the bench's own chain: of a type, or in a form, that nobody here reads. */
export function writeNewer(
  bench: Bench,
  random: Random,
  how: 'type' | 'version',
  step: number,
): void {
  const { db } = bench
  const known = peek(db, 'SELECT id FROM specimen ORDER BY code, id').pluck().all() as string[]
  if (known.length === 0) return
  bench.orCrash(() => writeUnread(bench, random, how, random.pick(known), step))
}

function writeUnread(
  bench: Bench,
  random: Random,
  how: 'type' | 'version',
  specimen: string,
  step: number,
): void {
  const { db } = bench
  const chain = ownChain(db)
  if (!chain) return
  const uid = bench.random.id()
  const ents = [`tube:${specimen}`, ...(random.chance(0.3) ? [`odour:${specimen}`] : [])]
  const body: EventBody = {
    uid,
    type: how === 'type' ? 'specimen.sniffed' : 'specimen.moved',
    v: how === 'type' ? 1 : 2,
    ...(random.chance(0.2) && { crit: true as const }),
    ents,
    base: Object.fromEntries(ents.map((name) => [name, headsOf(db, name).map((h) => h.uid)])),
    at: bench.clock.now(),
    tz: 'Europe/Stockholm',
    off: 60,
    mono: [bench.clock.boot(), bench.clock.monotonic()],
    actor: IDA,
    seen: [...seen(db)],
    cmd: { id: uid, part: 1, of: 1 },
    data: { specimen, later: { odd: ['é', 15, null] } },
  }
  const written = { ...body, later: 'member' } as EventBody
  transact(db, () => {
    const envelope = seal(sha256, chain.name, chain.head, writeBody(written))
    project(db, insert(db, chain.id, envelope, uid), body)
  })
  bench.confirmed.add(uid)
  bench.site.truth.told.set(uid, { uid, body: writeBody(written), bench: bench.name, step })
  bench.site.note(`${bench.name} writes a newer ${how} ${uid.slice(0, 8)}`)
  bench.client.changed()
}
