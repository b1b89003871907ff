import type {
  MissingTubeView,
  RescanCellView,
  RescanHistoryView,
  RescanView,
} from '#shared/contract/rescan.ts'
import { issuerOf } from '#shared/domain/directory/issuers.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Layout } from '#shared/domain/position/layout.ts'
import { positionName, readPositionName } from '#shared/domain/position/names.ts'
import { type Cell, diffBox } from '#shared/domain/rescan/diff.ts'
import type { SeenTube } from '#shared/domain/rescan/facts.ts'
import type { World } from '#shared/domain/world.ts'
import type { RackTube } from '#shared/scan/rack/read.ts'
import { bodiesOf, bodyOf, factOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { MISSING as MISSING_TUBES, tally } from '../projections/tally.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { boxView } from './boxes.ts'
import { nameOf } from './people.ts'
import { placeViews } from './places.ts'
import { codeAsBound } from './resolve.ts'

/**
 * A box that was read whole against the record; null when the id names no box. Writes nothing. A code that is bound
 * in another spelling is that one, so that no tube is missed for how its code was written. RSC-1, IDY-2
 */
export function compareBox(
  db: ReadDb,
  container: string,
  tubes: readonly RackTube[],
): RescanView | null {
  const box = boxView(db, container)
  if (!box) return null
  const world = createWorld(db)
  const read = tubes.map(({ position, code }) => ({
    position,
    code: code === null ? null : codeAsBound(db, code),
  }))
  const { seen, beyond, doubled } = placeTubes(box.layout, read)
  const ofOthers = (code: string) => issuer(world, code)
  const diff = diffBox(world, world.container(container)!, seen, ofOthers)
  const named = placeViews(db)
  const cells = diff.cells.map((cell) => cellView(box.layout, cell, named, ofOthers))
  return { box, cells, worst: diff.worst, seen, beyond, doubled }
}

/** Another site's code of a tube that is here as well, or one that looks like another issuer's. DIR-8 */
const issuer = (world: World, code: string): string | null =>
  world.external(code)[0]?.issuer ?? issuerOf(world, [], code)

function cellView(
  layout: Layout,
  cell: Cell,
  named: ReturnType<typeof placeViews>,
  ofOthers: (code: string) => string | null,
): RescanCellView {
  const { index, finding, code, specimen, from, repair, recorded } = cell
  return {
    index,
    name: positionName(layout, index),
    finding,
    code,
    specimen,
    from: from && named(from),
    issuer: finding === 'foreign' && code !== null ? ofOthers(code) : null,
    repair,
    recorded: recorded.map(({ specimen, code, isMissing }) => ({ specimen, code, isMissing })),
  }
}

type Placed = Pick<RescanView, 'seen' | 'beyond' | 'doubled'>

/** Names of positions as scanners write them (`A1`, `A01`, `a-1`) to those of the box. POS-3 */
function placeTubes(layout: Layout, tubes: readonly RackTube[]): Placed {
  const seen = new Map<number, SeenTube>()
  const beyond: RackTube[] = []
  const doubled = new Set<string>()
  for (const { position, code } of tubes) {
    const index = readPositionName(layout, position)
    if (index === null) beyond.push({ position, code })
    else if (seen.has(index)) doubled.add(positionName(layout, index))
    // Which of two is there nobody can say, so it counts as not read.
    if (index !== null) seen.set(index, { index, code: seen.has(index) ? null : code })
  }
  return {
    seen: [...seen.values()].sort((a, b) => a.index - b.index),
    beyond,
    doubled: [...doubled],
  }
}

const MISSING = `
SELECT c.specimen, c.uid, c.since, s.code FROM tube_claim c JOIN specimen s ON s.id = c.specimen
WHERE c.state = 'missing' ORDER BY c.since, c.uid LIMIT 500`

/** RSC-7: the tubes that nobody can find, the longest missing first. */
export function missingTubes(db: ReadDb): MissingTubeView[] {
  // Mostly none is; then nothing is looked for among all tubes.
  if (tally(db, MISSING_TUBES) === 0) return []
  const named = placeViews(db)
  const world = createWorld(db)
  const rows = statement(db, MISSING).all() as {
    specimen: string
    uid: string
    since: number
    code: string
  }[]
  return rows.map(({ uid, ...tube }) => {
    const fact = world.fact(uid)
    const place = fact?.type === 'specimen.missed' ? fact.data.from : null
    return { ...tube, place, from: place && named(place), by: actorOf(db, uid) }
  })
}

const actorOf = (db: ReadDb, uid: string): string => {
  const body = statement(db, 'SELECT body FROM event WHERE uid = ?').pluck().get(uid)
  return nameOf(db, bodyOf(body as string).actor)
}

/** So many of the last are told. */
const MOST_TOLD = 50

/** RSC-3: the readings of a box, the last one first. What else is in their acts is what was confirmed. */
export function rescanHistory(db: ReadDb, container: string): RescanHistoryView[] {
  return bodiesOf(db, entity.rescan(container))
    .slice(-MOST_TOLD)
    .flatMap(({ body }): RescanHistoryView[] => {
      const fact = factOf(body)
      if (fact?.type !== 'box.rescanned') return []
      const { rescan, source, seen } = fact.data
      const unread = seen.filter(({ code }) => code === null).length
      const { at, off, actor } = body
      const changes = body.cmd.of - 1
      return [
        { rescan, source, tubes: seen.length, unread, changes, at, off, actor: nameOf(db, actor) },
      ]
    })
    .reverse()
}
