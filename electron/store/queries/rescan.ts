import type { MissingTubeView, RescanCellView, RescanView } from '#shared/contract/rescan.ts'
import { issuerOf } from '#shared/domain/directory/issuers.ts'
import type { Layout } from '#shared/domain/position/layout.ts'
import { positionName, readPositionName } from '#shared/domain/position/names.ts'
import { type Cell, diffBox } from '#shared/domain/rescan/diff.ts'
import type { SeenTube } from '#shared/domain/rescan/facts.ts'
import type { World } from '#shared/domain/world.ts'
import type { RackTube } from '#shared/scan/rack/read.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { boxView } from './boxes.ts'
import { placeViews } from './places.ts'

/** A box that was read whole against the record; null when the id names no box. Writes nothing. RSC-1 */
export function compareBox(
  db: ReadDb,
  container: string,
  tubes: readonly RackTube[],
): RescanView | null {
  const box = boxView(db, container)
  if (!box) return null
  const world = createWorld(db)
  const { seen, beyond, doubled } = placeTubes(box.layout, tubes)
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
    return { ...tube, place, from: place && named(place) }
  })
}
