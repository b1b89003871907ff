import type { CustodyView } from '#shared/contract/views.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import { readChainName } from '#shared/ledger/chain.ts'
import { bodiesOf, factOf, headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { getCursor } from '../sync/cursor.ts'
import { benches, nameOf } from './people.ts'
import { placeView } from './places.ts'

/** Everything that happened to a specimen's tube, newest first. */
export function custodyOf(db: ReadDb, specimen: string): CustodyView[] {
  const heads = headsOf(db, entity.tube(specimen))
  const disputed = new Set(heads.length > 1 ? heads.map(({ uid }) => uid) : [])
  const online = getCursor(db) !== null
  const known = benches(db)
  let outSince: number | null = null
  const lines = bodiesOf(db, entity.tube(specimen)).map(({ event, body }) => {
    const fact = factOf(body)
    const outFor = fact?.type === 'specimen.returned' && outSince ? body.at - outSince : null
    outSince = fact?.type === 'specimen.checked_out' ? (fact.data.since ?? body.at) : null
    const origin = originOf(db, event)
    return {
      ...lineOf(db, body, fact),
      bench: known.get(origin.install)?.name ?? '?',
      outFor,
      disputed: disputed.has(body.uid),
      waiting: online && !origin.ordered,
    }
  })
  return lines.reverse()
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
    reason: fact?.type === 'specimen.checked_out' ? fact.data.reason : null,
    undoes: fact !== null && 'undoes' in fact.data && fact.data.undoes !== undefined,
  }
}

const ORIGIN = `
SELECT c.name, o.pos FROM event e JOIN chain c ON c.id = e.chain
LEFT JOIN stream_order o ON o.event = e.id WHERE e.id = ?`

function originOf(db: ReadDb, event: number): { install: string; ordered: boolean } {
  const row = statement(db, ORIGIN).get(event) as { name: string; pos: number | null }
  return { install: readChainName(row.name)?.install ?? '', ordered: row.pos !== null }
}
