import type { Finding, Needs, TubeFacts } from '#shared/domain/batch/findings.ts'
import { FRESH, type WorkRow } from '#shared/domain/batch/session.ts'
import type { CommandOf } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { ItemOutcome, ManifestItem } from '#shared/domain/shipment/facts.ts'
import { SAID_OF_ITEM } from '#shared/domain/shipment/findings.ts'
import { refuseCode } from '#shared/domain/specimen/rules.ts'
import { alreadyStored } from '#shared/domain/tube/rules.ts'
import { assert } from '#shared/lib/assert.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../../context.ts'
import { executeWithin } from '../../execute.ts'
import { undoneBy } from '../../intake/session.ts'
import type { ReadDb } from '../../open.ts'
import { notCome, type ShipmentNow, shipmentNow } from '../../queries/shipment-items.ts'
import { viewOf } from '../../queries/shipments.ts'
import { createWorld } from '../../world.ts'
import type { Flow, SessionOf, WorkAct, Worked } from '../flow.ts'

type Session = SessionOf<'receiving'>

/** A consignment that was opened: every tube of it, in whatever state, with one scan each. */
export const receiving: Flow<'receiving'> = {
  kind: 'receiving',
  begin({ db }, setup) {
    const { claim } = shipmentNow(db, setup.shipment) ?? {}
    if (!claim?.arrived) return err({ type: 'NotFound', what: 'shipment', id: setup.shipment })
    const { sender } = claim.arrived
    if (claim.closed) return err({ type: 'ShipmentClosed', sender })
    const study = setup.study ?? claim.expected?.study ?? null
    const isKnown = study === null || createWorld(db).study(study) !== null
    return isKnown
      ? ok({ ...setup, study })
      : err({ type: 'NotFound', what: 'study', id: study ?? '' })
  },
  needs: (_db, { setup }) => ({
    wants: 'either',
    study: setup.study,
    materials: [],
    // What was announced may look like anything: the flow itself parks what was not.
    replies: TAKEN,
  }),
  take(store, session, { tube, finding }, act) {
    const now = openNow(store.db, session)
    if (now.inHand.has(tube.code)) return ok(warned(tube.code))
    const item = now.claim.expected?.items.find(({ code }) => code === tube.code)
    if (finding === 'unknown' && !item)
      return ok({ outcome: { type: 'parked', code: tube.code }, state: FRESH })
    // Where a contested one stands nobody knows: it may well be this.
    const no = finding === 'contested' ? null : refuseStored(store.db, tube)
    return no ? err(no) : receive(store, session, { tube, finding, item, act, now })
  },
  command(store, session, command, act) {
    switch (command) {
      case 'damaged':
        return markDamaged(store, session, act)
      case 'done':
        return end(store, session)
      case 'cancel':
        return session.state.isEnding ? ok({ outcome: { type: 'released' }, state: FRESH }) : null
      default:
        return null
    }
  },
  undone: () => FRESH,
  // Also while a person looks for what is missing: it may turn up.
  line: () => ({ wants: 'tube', n: null, of: null, code: null, position: null }),
  count: (db, session) => {
    const { manifest, counts, inHand } = openNow(db, session)
    const { size } = manifest.codes
    return size === 0
      ? { done: inHand.size, of: null }
      : { done: size - counts.expected - counts.missing, of: size }
  },
  about: (db, session) => ({
    kind: 'receiving',
    shipment: viewOf(db, openNow(db, session)),
    isEnding: session.state.isEnding ?? false,
    last: lastRead(db, session)?.code ?? null,
  }),
  finish(store, session, { id, via, actor }) {
    const { shipment } = session.setup
    const missing = notCome(openNow(store.db, session))
    const command = { type: 'closeShipment', id, via, shipment, missing, note: null } as const
    return executeWithin(store, actor, command)
  },
}

/** SHP-4: whatever else is found of it, it is in the hand. */
const TAKEN: Needs['replies'] = {
  unknown: 'take',
  foreign: 'take',
  ...Object.fromEntries([...SAID_OF_ITEM].map((finding) => [finding, 'take'])),
}

function openNow(db: ReadDb, { setup }: Session): ShipmentNow {
  const now = shipmentNow(db, setup.shipment)
  assert(now, 'the consignment of the batch')
  return now
}

/** Another person has it in the hand already: it is one tube. */
const warned = (code: string): Worked => ({
  outcome: { type: 'warned', code, finding: 'duplicate' satisfies Finding },
})

/** What stands in a freezer here by the record cannot have come in a parcel. */
function refuseStored(db: ReadDb, { specimen }: TubeFacts): Refusal | null {
  if (specimen === null) return null
  const world = createWorld(db)
  const stored = world.tube(specimen).find(({ state }) => state === 'stored')
  const record = world.specimen(specimen)
  if (!stored?.at || !record) return null
  const no = alreadyStored(world, record, stored.at)
  return no.ok ? null : no.error
}

interface Receiving {
  readonly tube: TubeFacts
  readonly finding: Finding
  /** What the manifest says of it; undefined: it was not announced. */
  readonly item: ManifestItem | undefined
  readonly act: WorkAct
  readonly now: ShipmentNow
}

function receive(
  store: StoreContext,
  session: Session,
  { tube, finding, item, act, now }: Receiving,
): Result<Worked, Refusal> {
  const { setup } = session
  const { condition } = setup
  const isAnnounced = item !== undefined || now.manifest.codes.size === 0
  const outcome = BROKEN.has(condition) ? 'damaged' : isAnnounced ? 'received' : 'extra'
  const isRefused = SAID_OF_ITEM.has(finding)
  const isSaid = isRefused || (finding === 'foreign' && tube.specimen !== null)
  const specimen = isRefused ? null : registering(store, session, tube, item)
  const done = executeWithin(store, act.actor, {
    type: 'receiveItem',
    ...{ id: act.id, via: act.via, shipment: setup.shipment, code: tube.code },
    ...{ tube: tube.specimen, outcome, condition, specimen, reason: setup.damaged },
  })
  if (!done.ok) return done
  const material = tube.material ?? specimen?.material ?? item?.material
  const id = tube.specimen ?? createWorld(store.db).item(setup.shipment, tube.code)[0]?.tube
  const detail = {
    outcome,
    condition,
    ...(material && { material }),
    ...(isSaid && { finding }),
    ...whose(tube),
  }
  const row = { code: tube.code, specimen: id ?? null, what: outcome, detail }
  return ok({ outcome: { type: 'row' }, row, state: FRESH, saved: done.value })
}

/** Whose code it is, where it was not given out here. WRK-13 */
const whose = ({ issuer }: TubeFacts) => (issuer === null ? {} : { issuer })

const BROKEN: ReadonlySet<string> = new Set(['leaking', 'broken'])

/**
 * SHP-4: it is registered where its study is known. A code that the study does not take is received all the same,
 * and gets one of the study's when it is labelled.
 */
function registering(
  { db, newId }: StoreContext,
  { setup }: Session,
  { code, specimen }: TubeFacts,
  item: ManifestItem | undefined,
): CommandOf<'receiveItem'>['specimen'] {
  const { study, material, tubeType, collectedAt } = setup
  if (specimen !== null || study === null) return null
  if (refuseCode(createWorld(db), study, code)?.type === 'WrongForm') return null
  return {
    specimen: newId(),
    study,
    material: item?.material ?? material,
    tubeType: item?.tubeType ?? tubeType,
    collectedAt: item?.collectedAt ?? collectedAt,
    nanolitres: item?.nanolitres ?? null,
    donor: null,
    origin: 'primary',
    parent: null,
  }
}

/**
 * SHP-8: the last tube that was read is damaged, and no other: where that one held, was parked or counted before,
 * it is named and nothing is marked. Null: nothing was read, or it is said already.
 */
function markDamaged(
  store: StoreContext,
  session: Session,
  act: WorkAct,
): Result<Worked, Refusal> | null {
  const { read } = session
  if (read === undefined) return null
  const last = lastRead(store.db, session)
  if (!last) return ok({ outcome: { type: 'not-here', code: read, what: 'not-marked' } })
  if (last.what === 'damaged') return null
  const { shipment, damaged: reason } = session.setup
  const { code, specimen: tube } = last
  const outcome: ItemOutcome = 'damaged'
  const condition = 'broken'
  const done = executeWithin(store, act.actor, {
    type: 'receiveItem',
    ...{ id: act.id, via: act.via, shipment, code, tube, outcome, condition },
    ...{ specimen: null, reason },
  })
  if (!done.ok) return done
  const detail = { ...(last.detail as WorkRow['detail'] & object), outcome, condition }
  const row = { code, specimen: tube, what: outcome, detail }
  return ok({ outcome: { type: 'row' }, row, state: FRESH, saved: done.value })
}

/** The newest row, where it is of the last tube that was read; else it is another than the one in the hand. */
function lastRead(db: ReadDb, { rows, read }: Session): WorkRow | undefined {
  const newest = rows.find(
    ({ state, command }) => state === 'done' && undoneBy(db, command) === null,
  )
  return newest?.code === read ? newest : undefined
}

/**
 * SHP-5: what is missing is shown before it is said. Where all that was announced is in the hand there is nothing
 * to show, and it closes at once.
 */
function end(store: StoreContext, session: Session): Result<Worked, Refusal> {
  const { parked, state } = session
  if (parked.length > 0) return err({ type: 'ParkedCodes', box: null, count: parked.length })
  const now = openNow(store.db, session)
  const isAnnounced = now.manifest.codes.size > 0
  const isAll = isAnnounced && notCome(now).length === 0
  if (isAll || state.isEnding) return ok({ outcome: { type: 'finished' }, isOver: true })
  const { sender } = viewOf(store.db, now)
  return ok({
    outcome: { type: 'chosen', code: sender, what: isAnnounced ? 'ending' : 'closing' },
    state: { ...FRESH, isEnding: true },
  })
}
