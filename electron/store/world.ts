import type { ClaimOf, CodeClaim, TubeClaim } from '#shared/domain/claims.ts'
import { strictest } from '#shared/domain/discrepancy/amounts.ts'
import type { DiscrepancyState } from '#shared/domain/discrepancy/state.ts'
import { entity } from '#shared/domain/entities.ts'
import { tubesNamed } from '#shared/domain/evolve.ts'
import { wholeShipment } from '#shared/domain/shipment/evolve.ts'
import { shownRecord } from '#shared/domain/specimen/rules.ts'
import { wholeStatus } from '#shared/domain/status/evolve.ts'
import type { DiscrepancyNow, PastFact, World } from '#shared/domain/world.ts'
import { readKept } from '#shared/ledger/body.ts'
import { badSeals, type DiscrepancyRow } from './bad-seals.ts'
import { bodiesOf, bodyOf, factOf, headsOf } from './entities.ts'
import { rememberedBody } from './heads.ts'
import type { ReadDb } from './open.ts'
import { claimsOfKind } from './queries/people.ts'
import { statement } from './sql.ts'

/** The domain's view of the ledger. Reads within the transaction of whoever asks. */
export function createWorld(db: ReadDb): World {
  const last = (name: string) => headsOf(db, name).at(-1)?.claim ?? null
  const claimsOf = <Claim>(name: string) =>
    headsOf(db, name).flatMap(({ claim }) => (claim ? [claim as Claim] : []))
  const tube = (specimen: string) =>
    headsOf(db, entity.tube(specimen)).flatMap(({ uid, claim }) =>
      claim ? [{ ...(claim as TubeClaim), uid }] : [],
    )
  const specimen = (id: string) => {
    const record = last(entity.specimen(id)) as ClaimOf['specimen'] | null
    return record?.undone ? shownRecord(record, tube(id)) : record
  }
  const isLive = (id: string) => specimen(id)?.undone === false
  return {
    site: () => siteOf(db),
    person: (id) => last(entity.person(id)) as ClaimOf['person'] | null,
    badge: (digest) =>
      claimsOfKind<ClaimOf['person']>(db, 'person').filter((p) => p.badge === digest),
    study: (id) => last(entity.study(id)) as ClaimOf['study'] | null,
    container: (id) => last(entity.container(id)) as ClaimOf['container'] | null,
    specimen,
    children: (specimen) => statement(db, CHILDREN).pluck().all(specimen, specimen) as string[],
    tube,
    code: (text) =>
      headsOf(db, entity.code(text)).flatMap(({ claim }) => (claim ? [claim as CodeClaim] : [])),
    occupants: (at) =>
      (statement(db, OCCUPANTS).all(at.container, at.index) as Occupant[])
        .toSorted(firstInOrder)
        .map(({ event: _, pos: __, ...row }) => ({ ...row, at })),
    containersAt: (at) =>
      statement(db, 'SELECT id FROM container WHERE parent = ? AND idx = ?')
        .pluck()
        .all(at.container, at.index) as string[],
    donor: (name) => {
      const claims = claimsOf<ClaimOf['donor']>(entity.donor(name))
      return {
        withdrawn: claims.findLast(({ withdrawn }) => withdrawn)?.withdrawn ?? null,
        erased: claims.some(({ erased }) => erased),
      }
    },
    donorKeys: (name) => claimsOf<ClaimOf['donorkey']>(entity.donorkey(name)).map(({ key }) => key),
    amount: (specimen) =>
      bodiesOf(db, entity.amount(specimen)).flatMap(({ body }) => factOf(body) ?? []),
    thawLimit: (study) =>
      strictest(claimsOf<ClaimOf['limits']>(entity.limits(study)).map(({ thaws }) => thaws)),
    received: (bundle, external) => headsOf(db, entity.bundle(`${bundle}/${external}`)).length > 0,
    status: (id) => {
      const heads = headsOf(db, entity.status(id))
      return { ...wholeStatus(heads), uids: heads.map(({ uid }) => uid) }
    },
    protocol: (id) => last(entity.protocol(id)) as ClaimOf['protocol'] | null,
    identifiers: (study) => claimsOf<ClaimOf['identifiers']>(entity.identifiers(study)),
    fields: (study) => claimsOf<ClaimOf['fields']>(entity.fields(study)),
    processing: (id) => last(entity.processing(id)) as ClaimOf['processing'] | null,
    made: (id) => madeIn(db, id).filter((child) => isLive(child)),
    shipment: (id) => wholeShipment(claimsOf<ClaimOf['shipment']>(entity.shipment(id))),
    item: (shipment, code) => claimsOf<NonNullable<ClaimOf['item']>>(entity.item(shipment, code)),
    issuers: () =>
      claimsOfKind<ClaimOf['site']>(db, 'site').flatMap(({ site }) =>
        claimsOf<ClaimOf['issuers']>(entity.issuers(site)).flatMap(({ issuers }) => issuers),
      ),
    external: (code) => tubesNamed(claimsOf<ClaimOf['external']>(entity.external(code))),
    isPrinted: (id) => headsOf(db, entity.label(id)).length > 0,
    discrepancy: (id) => discrepancyNow(db, id),
    command: (id) => factsOfCommand(db, id),
    fact: (uid) => {
      const body = statement(db, 'SELECT body FROM event WHERE uid = ?').pluck().get(uid) as
        | string
        | undefined
      return body === undefined ? null : factOf(readKept(body, uid))
    },
    isNewer: (name) => headsOf(db, name).some(({ crit }) => crit),
  }
}

/** SPE-7 in SQL, for rows of `specimen` as `s`. */
export const LIVE = `(s.undone = 0 OR EXISTS (
  SELECT 1 FROM tube_claim t WHERE t.specimen = s.id AND t.container IS NOT NULL))`

const CHILDREN = `
SELECT id FROM specimen s WHERE (parent = ?
  OR id IN (SELECT child FROM parentage WHERE parent = ?)) AND ${LIVE} ORDER BY id`

const OCCUPANTS = `
SELECT c.specimen, c.state, c.holder, c.since, e.id AS event, o.pos FROM tube_claim c
JOIN event e ON e.uid = c.uid
LEFT JOIN stream_order o ON o.event = e.id
WHERE c.container = ? AND c.idx = ?`

/** Whoever was registered with a batch named it, taken back or not. */
const madeIn = (db: ReadDb, processing: string): string[] => [
  ...new Set(
    bodiesOf(db, entity.processing(processing)).flatMap(({ body }) =>
      body.type === 'specimen.accessioned' ? String(body.data.specimen) : [],
    ),
  ),
]

type Occupant = Omit<TubeClaim, 'at'> & { readonly event: number; readonly pos: number | null }

/**
 * As heads are told: the common order first, then what has no place in it as it came. An act writes its facts
 * in this order, and no clock may take part in that. Sorted here: SQLite builds a table for ORDER BY each
 * time, and there is hardly ever more than one.
 */
function firstInOrder(a: Occupant, b: Occupant): number {
  if (a.pos !== null && b.pos !== null) return a.pos - b.pos
  if (a.pos !== b.pos) return a.pos === null ? 1 : -1
  return a.event - b.event
}

function discrepancyNow(db: ReadDb, id: string): DiscrepancyNow | null {
  const row = id.startsWith('bad-seal/')
    ? badSeals(db).find((one) => one.id === id)
    : (statement(db, 'SELECT * FROM discrepancy WHERE id = ?').get(id) as
        | DiscrepancyRow
        | undefined)
  if (!row) return null
  const basis = JSON.parse(row.evidence) as string[]
  return { state: row.state as DiscrepancyState, holds: row.holds === 1, basis }
}

function siteOf(db: ReadDb): ClaimOf['site'] | null {
  const row = statement(
    db,
    "SELECT heads FROM entity WHERE name >= 'site:' AND name < 'site;' ORDER BY id LIMIT 1",
  ).get() as { heads: string } | undefined
  return row ? (JSON.parse(row.heads) as { claim: ClaimOf['site'] }[]).at(-1)!.claim : null
}

function factsOfCommand(db: ReadDb, id: string): PastFact[] {
  const rows = statement(
    db,
    `SELECT e.id, e.body FROM command_done c JOIN event e ON e.id BETWEEN c.first_event AND c.last_event
     WHERE c.id = ? ORDER BY e.id`,
  ).all(id) as { id: number; body: string }[]
  return rows.flatMap(({ id: event, body: text }) => {
    const body = rememberedBody(db, event) ?? bodyOf(text)
    const fact = factOf(body)
    return fact ? [{ ...fact, base: body.base }] : []
  })
}
