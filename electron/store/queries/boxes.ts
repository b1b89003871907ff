import type { BoxView, PositionState, PositionView, TubeView } from '#shared/contract/views.ts'
import { nextFree } from '#shared/domain/position/fill.ts'
import { type Layout, size } from '#shared/domain/position/layout.ts'
import { positionName, rowName } from '#shared/domain/position/names.ts'
import type { Closing } from '#shared/domain/status/facts.ts'
import type { Material } from '#shared/domain/words.ts'
import type { ReadDb } from '../open.ts'
import { statement, unreadSql } from '../sql.ts'
import { celsiusOf, layoutOf, pathOf, upwards } from './places.ts'

interface Claim {
  readonly idx: number
  readonly state: 'stored' | 'out'
  readonly specimen: string
  readonly code: string
  readonly material: Material
  /** Different things are claimed of the tube. TUB-6 */
  readonly disputed: 0 | 1
  readonly unread: 0 | 1
  readonly quarantined: string | null
  readonly closed: Closing | null
}

const CLAIMS = `
SELECT c.idx, c.state, c.specimen, s.code, s.material, EXISTS (
  SELECT 1 FROM discrepancy d WHERE d.id = 'tube-in-two-places/tube:' || c.specimen AND d.holds
) AS disputed, ${unreadSql("'tube:' || c.specimen")} AS unread,
  h.quarantined, h.closed FROM tube_claim c
JOIN specimen s ON s.id = c.specimen LEFT JOIN status h ON h.specimen = c.specimen
WHERE c.container = ? ORDER BY c.idx, c.since, c.uid`

/** A box with all its positions, or null when the id names no box. */
export function boxView(db: ReadDb, id: string): BoxView | null {
  const chain = upwards(db, id)
  const row = chain[0]
  const layout = row && layoutOf(row)
  if (row?.kind !== 'box' || !layout) return null
  const claims = statement(db, CLAIMS).all(id) as Claim[]
  const positions = positionViews(layout, claims)
  const free = nextFree(layout, (index) => positions[index]!.state !== 'empty', 2)
  return {
    container: id,
    code: row.code ?? row.name,
    path: pathOf(chain),
    layout,
    rowNames: Array.from({ length: layout.rows }, (_, i) => rowName(layout, i)),
    columnNames: Array.from({ length: layout.columns }, (_, i) =>
      layout.scheme === 'numbers' ? '' : String(i + 1),
    ),
    holds: JSON.parse(row.holds) as Material[],
    celsius: celsiusOf(chain),
    positions,
    taken: positions.filter(({ state }) => state !== 'empty').length,
    out: new Set(claims.flatMap(({ state, idx }) => (state === 'out' ? [idx] : []))).size,
    next: free,
  }
}

function positionViews(layout: Layout, claims: readonly Claim[]): PositionView[] {
  const at = Map.groupBy(claims, (claim) => claim.idx)
  return Array.from({ length: size(layout) }, (_, index) => {
    const here = at.get(index) ?? []
    return { name: positionName(layout, index), state: stateOf(here), tubes: tubesOf(here) }
  })
}

function stateOf(claims: readonly Claim[]): PositionState {
  if (claims.length === 0) return 'empty'
  const tubes = new Set(claims.map(({ specimen }) => specimen))
  if (tubes.size > 1 || claims.some(({ disputed }) => disputed)) return 'contested'
  const { state, quarantined } = claims[0]!
  if (state === 'out') return 'held'
  return quarantined === null ? 'filled' : 'quarantined'
}

/** Each tube once, also where two benches say the same of it. */
function tubesOf(claims: readonly Claim[]): TubeView[] {
  const tubes = new Map<string, TubeView>()
  for (const { specimen, code, material, unread, quarantined, closed } of claims)
    tubes.set(specimen, { specimen, code, material, unread: unread === 1, quarantined, closed })
  return [...tubes.values()]
}
