import type { DispatchView } from '#shared/contract/transfer.ts'
import { readEntity } from '#shared/domain/entities.ts'
import { bodiesOf, factOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { nameOf } from '../queries/people.ts'
import { statement } from '../sql.ts'

/** What was received names its tube as well, and is no dispatch of this site. */
const NEWEST = `
SELECT name FROM entity WHERE name >= 'bundle:' AND name < 'bundle;' AND instr(name, '/') = 0
ORDER BY id DESC LIMIT 50`

/** The last dispatches of this site, newest first. */
export function dispatches(db: ReadDb): DispatchView[] {
  const names = statement(db, NEWEST).pluck().all() as string[]
  return names.flatMap((name) => {
    const sent = bodiesOf(db, name).flatMap(({ body }) => {
      const fact = factOf(body)
      return fact?.type === 'specimen.dispatched' ? [fact] : []
    })
    const [first] = sent
    if (!first) return []
    const { to } = first.data
    const by = nameOf(db, first.actor)
    return [{ bundle: readEntity(name).id, to, tubes: sent.length, at: first.at, by }]
  })
}
