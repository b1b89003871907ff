import type { CustodyView } from '#shared/contract/views.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import { readChainName } from '#shared/ledger/chain.ts'
import { bodiesOfAll, factOf, headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { getCursor } from '../sync/cursor.ts'
import { benches, nameOf } from './people.ts'
import { placeView } from './places.ts'

/** Everything that happened to a specimen's tube and its label, newest first. */
export function custodyOf(db: ReadDb, specimen: string): CustodyView[] {
  const heads = headsOf(db, entity.tube(specimen))
  const disputed = new Set(heads.length > 1 ? heads.map(({ uid }) => uid) : [])
  const finish = finisher(db)
  let outSince: number | null = null
  const events = bodiesOfAll(
    db,
    ABOUT.map((name) => name(specimen)),
  )
  const lines = events.map(({ event, body }) => {
    const fact = factOf(body)
    const outFor = fact?.type === 'specimen.returned' && outSince ? body.at - outSince : null
    if (body.ents.includes(entity.tube(specimen)))
      outSince = fact?.type === 'specimen.checked_out' ? (fact.data.since ?? body.at) : null
    return { ...finish(event, body, fact), outFor, disputed: disputed.has(body.uid) }
  })
  return lines.reverse()
}

/** What a specimen's history is about: its place and its label, what is left of it, and whether it may be used. */
const ABOUT = [
  entity.tube,
  entity.specimen,
  entity.label,
  entity.status,
  entity.amount,
  entity.described,
] as const

/** Some events of any kind, newest first, as lines of custody. */
export function linesOf(
  db: ReadDb,
  events: readonly { readonly event: number; readonly body: EventBody }[],
): CustodyView[] {
  const finish = finisher(db)
  return events.map(({ event, body }) => finish(event, body, factOf(body))).reverse()
}

function finisher(db: ReadDb) {
  const online = getCursor(db) !== null
  const known = benches(db)
  return (event: number, body: EventBody, fact: Fact | null): CustodyView => {
    const origin = originOf(db, event)
    return {
      ...lineOf(db, body, fact),
      bench: known.get(origin.install)?.name ?? '?',
      outFor: null,
      disputed: false,
      waiting: online && !origin.ordered,
    }
  }
}

function lineOf(db: ReadDb, body: EventBody, fact: Fact | null) {
  const at = fact && 'at' in fact.data ? fact.data.at : null
  const from = fact && 'from' in fact.data ? fact.data.from : null
  return {
    uid: body.uid,
    type: fact?.type ?? ('other' as const),
    at: body.at,
    off: body.off,
    actor: nameOf(db, body.actor),
    via: (body.via as CustodyView['via']) ?? null,
    place: at && placeView(db, at),
    from: from && placeView(db, from),
    reason: fact && 'reason' in fact.data ? (fact.data.reason ?? null) : null,
    nanolitres: fact?.type === 'specimen.used' ? fact.data.nanolitres : null,
    closing: fact?.type === 'specimen.closed' ? fact.data.why : null,
    undoes: fact !== null && 'undoes' in fact.data && fact.data.undoes !== undefined,
    label: fact && labelOf(fact),
    transfer: fact && transferOf(fact),
  }
}

/** LAB-8, SPE-9: what was printed, or stuck on. */
function labelOf(fact: Fact): CustodyView['label'] {
  if (fact.type === 'specimen.label_printed') {
    const { code, template, copies } = fact.data
    return { code, before: null, template, copies }
  }
  if (fact.type !== 'specimen.relabelled') return null
  const { code, before } = fact.data
  return { code, before, template: null, copies: 1 }
}

/** TRA-6: an arrival names the site, the person and the time that its tube was dispatched by, so that no time is nobody's. */
function transferOf(fact: Fact): CustodyView['transfer'] {
  if (fact.type === 'specimen.dispatched') return { site: fact.data.to, heldBy: null, leftAt: null }
  if (fact.type !== 'specimen.arrived') return null
  const { siteName, heldBy, dispatchedAt } = fact.data
  return { site: siteName, heldBy, leftAt: dispatchedAt }
}

const ORIGIN = `
SELECT c.name, o.pos FROM event e JOIN chain c ON c.id = e.chain
LEFT JOIN stream_order o ON o.event = e.id WHERE e.id = ?`

function originOf(db: ReadDb, event: number): { install: string; ordered: boolean } {
  const row = statement(db, ORIGIN).get(event) as { name: string; pos: number | null }
  return { install: readChainName(row.name)?.install ?? '', ordered: row.pos !== null }
}
