import type { ClaimOf } from '#shared/domain/claims.ts'
import { strictest } from '#shared/domain/discrepancy/amounts.ts'
import { capped } from '#shared/domain/discrepancy/merges.ts'
import { releasedBy } from '#shared/domain/discrepancy/withdrawal.ts'
import { donorsOf } from '#shared/domain/donor/rules.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import { withoutBranch } from '#shared/ledger/chain.ts'
import { type Added, headsOf } from '../entities.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { type Dirty, discrepancy, gatherEvidence } from './discrepancies.ts'

/** An event that this version cannot read: one discrepancy for each type and version. */
export function noticeUnread(db: WriteDb, { uid, type, v }: EventBody): void {
  const id = discrepancy('unknown-event', `type:${type}.v${v}`)
  const [known] = evidenceOf(db, id)
  if (known === undefined || uid < known) gatherEvidence(db, id, [uid])
}

/**
 * An event rests on one that is not here, or is itself one that was missed. What saw just the heads that are
 * here rests on nothing else.
 */
export function noticeCauses(db: WriteDb, { uid, base }: EventBody, isStraight: boolean): void {
  const missed = discrepancy('cause-lost', `event:${uid}`)
  if (evidenceOf(db, missed).length > 0) gatherEvidence(db, missed, [])
  if (isStraight) return
  for (const cause of new Set(Object.values(base).flat())) {
    if (statement(db, 'SELECT 1 FROM event WHERE uid = ?').get(cause)) continue
    const id = discrepancy('cause-lost', `event:${cause}`)
    gatherEvidence(db, id, capped([...evidenceOf(db, id), uid]))
  }
}

export function evidenceOf(db: WriteDb, id: string): string[] {
  const text = statement(db, 'SELECT evidence FROM discrepancy WHERE id = ?').pluck().get(id)
  return text === undefined ? [] : (JSON.parse(text as string) as string[])
}

/** A chain that was gone on with twice: an event of one of its branches, or a life that says so. */
export function noticeFork(db: WriteDb, event: number, fact: Fact | null, dirty: Dirty): void {
  const line = lineOf(db, event)
  const chain = withoutBranch(line)
  // The first branch of a chain is its second line.
  if (chain !== line || isLine(db, `${chain}#2`))
    dirty.add(discrepancy('chain-fork', entity.chain(chain)))
  if (fact?.type === 'bench.incarnated' && fact.data.reason === 'forked' && fact.data.previous)
    dirty.add(discrepancy('chain-fork', entity.chain(fact.data.previous.chain)))
}

/** Two look-ups: joined they take SQLite six times as long. */
function lineOf(db: WriteDb, event: number): string {
  const chain = statement(db, 'SELECT chain FROM event WHERE id = ?').pluck().get(event)
  return statement(db, 'SELECT name FROM chain WHERE id = ?').pluck().get(chain) as string
}

const isLine = (db: WriteDb, name: string): boolean =>
  statement(db, 'SELECT 1 FROM chain WHERE name = ?').pluck().get(name) !== undefined

/** What may disagree about a tube, beyond where it is: it went out or came back after a withdrawal. */
export function noticeTube(db: WriteDb, specimen: string, added: Added, dirty: Dirty): void {
  const { before, after, isStraight } = added
  if (before.length > 1 || after.length > 1 || !isStraight)
    dirty.add(discrepancy('tube-in-two-places', entity.tube(specimen)))
  if (![...before, ...after].some(isOut)) return
  if (donorsOf(createWorld(db), specimen).some((donor) => isWithdrawn(db, donor)))
    dirty.add(lateOf(specimen))
}

const isOut = ({ claim }: Head): boolean => (claim as ClaimOf['tube'] | null)?.state === 'out'

const isWithdrawn = (db: WriteDb, donor: string): boolean =>
  headsOf(db, entity.donor(donor)).some(
    ({ claim }) => (claim as ClaimOf['donor'] | null)?.withdrawn != null,
  )

const lateOf = (specimen: string): string =>
  discrepancy('out-after-withdrawal', entity.tube(specimen))

/** A record that was changed: how much there was, whose it is, and which study's. */
export function noticeRecord(db: WriteDb, specimen: string, { before }: Added, dirty: Dirty): void {
  const hasAmount = statement(db, 'SELECT 1 FROM amount WHERE specimen = ?').get(specimen)
  if (hasAmount) noticeAmount(specimen, dirty)
  const donors = before.length > 0 ? donorsOf(createWorld(db), specimen) : []
  if (donors.some((donor) => isWithdrawn(db, donor))) dirty.add(lateOf(specimen))
}

export function noticeAmount(specimen: string, dirty: Dirty): void {
  dirty.add(discrepancy('quantity-negative', entity.amount(specimen)))
  dirty.add(discrepancy('thaw-limit', entity.amount(specimen)))
}

/** A consent that is withdrawn, or a specimen that was let go while it was. */
export function noticeDonor(db: WriteDb, donor: string, fact: Fact | null, dirty: Dirty): void {
  if (!isWithdrawn(db, donor)) return
  const released = releasedBy(fact)
  if (released !== null) dirty.add(lateOf(released))
  if (fact !== null && fact.type !== 'donor.withdrawn') return
  for (const specimen of everLetGo(db, donor)) dirty.add(lateOf(specimen))
}

/** The donor's specimens that are out, and those that an act which named the donor has let go. */
function everLetGo(db: WriteDb, donor: string): Set<string> {
  const world = createWorld(db)
  const out = statement(db, "SELECT DISTINCT specimen FROM tube_claim WHERE state = 'out'")
    .pluck()
    .all() as string[]
  const released = statement(
    db,
    `SELECT e.uid FROM entity n JOIN entity_event ee ON ee.entity = n.id JOIN event e ON e.id = ee.event
     WHERE n.name = ?`,
  )
    .pluck()
    .all(entity.donor(donor)) as string[]
  return new Set([
    ...out.filter((specimen) => donorsOf(world, specimen).includes(donor)),
    ...released.flatMap((uid) => releasedBy(world.fact(uid)) ?? []),
  ])
}

/** Another limit: those that pass it, and those that passed the one before. */
export function noticeLimit(
  db: WriteDb,
  study: string,
  after: readonly Head[],
  dirty: Dirty,
): void {
  const limits = after.map(({ claim }) => (claim as ClaimOf['limits'] | null)?.thaws ?? null)
  const over = statement(
    db,
    `SELECT a.specimen FROM amount a JOIN specimen s ON s.id = a.specimen
     WHERE s.study = ? AND a.thaws > ?`,
  )
    .pluck()
    .all(study, strictest(limits) ?? Number.MAX_SAFE_INTEGER) as string[]
  const known = statement(
    db,
    `SELECT s.id FROM discrepancy d JOIN specimen s ON s.id = substr(d.entity, 8)
     WHERE d.kind = 'thaw-limit' AND s.study = ?`,
  )
    .pluck()
    .all(study) as string[]
  for (const specimen of [...over, ...known])
    dirty.add(discrepancy('thaw-limit', entity.amount(specimen)))
}
