import type { RecentView } from '#shared/contract/views.ts'
import { isOwnKey } from '#shared/domain/donor/facts.ts'
import type { Fact } from '#shared/domain/facts.ts'
import { decideUndo } from '#shared/domain/undo/rules.ts'
import type { Place } from '#shared/domain/words.ts'
import { bodyOf, factOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { nameOf } from './people.ts'
import { container, placeView } from './places.ts'

/** How many acts Undo can go back. */
const UNDO_STEPS = 10

interface Done {
  readonly id: string
  readonly type: string
  readonly actor: string
  readonly at: number
  readonly body: string
  readonly undone_by: string | null
  /** Of an act that made specimens: where the first of them is, or that there is one. */
  readonly made: string | null
}

/** A box that was read is the reading, whatever was put right by it. What was made is what an act was for, also where it closed the parent or took from it afterwards. */
const LAST = `
SELECT c.id, c.type, c.actor, c.at, c.undone_by, e.body,
  CASE WHEN c.type IN ('makeChild', 'makeChildren', 'pool') THEN (
    SELECT m.body FROM event m WHERE m.id BETWEEN c.first_event AND c.last_event
    AND json_extract(m.body, '$.type') IN ('specimen.accessioned', 'specimen.stored')
    ORDER BY json_extract(m.body, '$.type') = 'specimen.stored' DESC, m.id LIMIT 1
  ) END AS made FROM command_done c
JOIN event e ON e.id = CASE c.type WHEN 'rescanBox' THEN c.first_event ELSE c.last_event END
WHERE c.type NOT IN ('foundSite', 'addBench', 'addPerson', 'createStudy', 'undo')
ORDER BY c.last_event DESC LIMIT ?`

/** The acts of this bench, newest first. */
export function recent(db: ReadDb, limit: number): RecentView[] {
  const rows = statement(db, LAST).all(limit) as Done[]
  return rows.flatMap((row, i) => {
    const body = bodyOf(row.made ?? row.body)
    const fact = factOf(body)
    const isNear = i < UNDO_STEPS && body.via?.source !== 'setup'
    return fact ? [viewOf(db, row, fact, isNear)] : []
  })
}

function viewOf(db: ReadDb, row: Done, fact: Fact, isNear: boolean): RecentView {
  const specimen = specimenOf(fact)
  const container = 'container' in fact.data ? fact.data.container : null
  const undone = row.undone_by !== null
  return {
    command: row.id,
    type: fact.type,
    at: row.at,
    actor: nameOf(db, row.actor),
    code: donorOfAct(fact) ?? codeOf(db, specimen, container),
    specimen,
    container,
    place: placeOf(db, fact),
    undoable: isNear && !undone && UNDOABLE.has(row.type) && mayUndo(db, row.id),
    undone,
  }
}

const UNDOABLE = new Set([
  'accession',
  'takeIn',
  'store',
  'move',
  'checkOut',
  'returnTube',
  'useQuantity',
  'recordThaw',
  'quarantine',
  'close',
  'relabel',
  'receiveItem',
  'makeChild',
  'makeChildren',
  'pool',
])

/** The specimen that an act is about; also where its own key stands in a donor's place. */
function specimenOf(fact: Fact): string | null {
  if ('specimen' in fact.data) return fact.data.specimen
  return fact.type === 'donor.erased' && isOwnKey(fact.data.donor) ? fact.data.donor : null
}

/** What people call an act by that is about a donor and about no single specimen. */
function donorOfAct(fact: Fact): string | null {
  if (fact.type !== 'donor.withdrawn' && fact.type !== 'donor.erased') return null
  return isOwnKey(fact.data.donor) ? null : fact.data.donor
}

function codeOf(db: ReadDb, specimen: string | null, id: string | null): string {
  if (specimen) return createWorld(db).specimen(specimen)?.code ?? '?'
  const row = id ? container(db, id) : undefined
  return row?.code ?? row?.name ?? ''
}

function placeOf(db: ReadDb, fact: Fact) {
  const at: Place | null = 'at' in fact.data ? fact.data.at : null
  return at && placeView(db, at)
}

/** Whether Undo would take a command back now: exactly what it would itself decide. */
export const mayUndo = (db: ReadDb, command: string): boolean =>
  decideUndo(createWorld(db), { command }).ok
