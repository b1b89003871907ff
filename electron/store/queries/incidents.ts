import type { IncidentView } from '#shared/contract/keeping.ts'
import { benchActor } from '#shared/domain/directory/rules.ts'
import { bodiesOf, factOf } from '../entities.ts'
import { getMeta } from '../meta.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { benches } from './people.ts'

/** What has happened to the records of the site's benches, as each has recorded it of itself, newest first. */
export function incidents(db: ReadDb): IncidentView[] {
  const names = statement(db, 'SELECT name FROM entity WHERE name >= ? AND name < ?')
    .pluck()
    .all('incident:', 'incident;') as string[]
  const here = benchActor(getMeta(db, 'install') ?? '')
  const actors = new Map(
    [...benches(db).values()].map(({ bench, name }) => [benchActor(bench), name]),
  )
  return names
    .flatMap((name) => {
      const [first] = bodiesOf(db, name)
      const fact = first && factOf(first.body)
      if (fact?.type !== 'ledger.incident_recorded') return []
      const { actor, at, data } = fact
      const bench = actors.get(actor) ?? null
      return [{ event: first!.event, view: { ...data, at, bench, isHere: actor === here } }]
    })
    .sort((a, b) => b.view.at - a.view.at || b.event - a.event)
    .map(({ view }) => view)
}

/** The last of this bench's own. */
export const lastIncident = (db: ReadDb): IncidentView | null =>
  incidents(db).find(({ isHere }) => isHere) ?? null
