import type { LabelOf, LabelSubject, TubeToCome } from '#shared/contract/labels.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Material, Place } from '#shared/domain/words.ts'
import { headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { studies } from '../queries/people.ts'
import { container, placeView } from '../queries/places.ts'
import { statement } from '../sql.ts'
import type { Tables } from '../tables.ts'
import { createWorld } from '../world.ts'
import { isPrintedAhead } from './ahead.ts'
import { isOnItsWay } from './queue.ts'

/** What is known of something that may get a label; null where there is no such thing, or it has no code. */
export function subject(db: ReadDb, of: LabelOf): LabelSubject | null {
  switch (of.type) {
    case 'specimen':
      return tubeOf(db, of)
    case 'tube':
      return tubeToCome(db, of)
    case 'container':
      return boxOf(db, of)
    case 'position':
      return placeOf(db, of)
  }
}

const NONE = { accession: '', study: '', donor: '', position: '' } as const

function tubeOf(db: ReadDb, of: Extract<LabelOf, { type: 'specimen' }>): LabelSubject | null {
  const row = statement(db, 'SELECT * FROM specimen WHERE id = ?').get(of.specimen) as
    | Tables['specimen']
    | undefined
  if (!row) return null
  const at = createWorld(db)
    .tube(of.specimen)
    .find((claim) => claim.at)?.at
  const content = {
    code: row.code,
    accession: row.accession,
    study: studies(db).find(({ study }) => study === row.study)?.code ?? '',
    donor: row.donor ?? '',
    position: at ? placeText(db, at) : '',
  }
  const isPrinted =
    headsOf(db, entity.label(of.specimen)).length > 0 ||
    isOnItsWay(db, of.specimen) ||
    isPrintedAhead(db, row.code)
  const material = row.material as Material
  return { of, content, material, collectedAt: row.collected_at, isPrinted }
}

/** LAB-10: only a code that no tube has; the label of a tube that is there says what is known of it. */
function tubeToCome(db: ReadDb, of: TubeToCome): LabelSubject | null {
  const { code, study, material, collectedAt } = of
  const known = studies(db).find((one) => one.study === study)
  if (!known || createWorld(db).code(code).length > 0) return null
  const content = { ...NONE, code, study: known.code }
  return { of, content, material, collectedAt, isPrinted: isPrintedAhead(db, code) }
}

function placeText(db: ReadDb, at: Place): string {
  const { path, position } = placeView(db, at)
  return `${path} · ${position}`
}

function boxOf(db: ReadDb, of: Extract<LabelOf, { type: 'container' }>): LabelSubject | null {
  const row = container(db, of.container)
  if (!row?.code) return null
  const at =
    row.parent !== null && row.idx !== null ? { container: row.parent, index: row.idx } : null
  const position = at ? placeText(db, at) : ''
  const holds = JSON.parse(row.holds) as Material[]
  const material = holds.length === 1 ? holds[0]! : null
  const content = { ...NONE, code: row.code, position }
  return { of, content, material, collectedAt: null, isPrinted: false }
}

/** `BX-20417/B3`: what a scan of it is taken for. */
function placeOf(db: ReadDb, of: Extract<LabelOf, { type: 'position' }>): LabelSubject | null {
  const row = container(db, of.at.container)
  if (!row?.code) return null
  const { position } = placeView(db, of.at)
  const content = { ...NONE, code: `${row.code}/${position}`, position }
  return { of, content, material: null, collectedAt: null, isPrinted: false }
}
