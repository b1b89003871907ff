import { entity } from '../entities.ts'
import { size } from '../position/layout.ts'
import { agree } from '../tube/rules.ts'
import type { Place } from '../words.ts'
import type { ClaimOf, TubeClaim, World } from '../world.ts'
import type { SeenTube } from './facts.ts'

/** What a position of a read box turns out to be, the worst first. RSC-1 */
export const CELL_FINDINGS = [
  /** The same code was read at two positions: one of them is misread, or a label was copied. */
  'duplicate',
  /** The code names two tubes. */
  'twice',
  /** Nobody here knows the code. */
  'unknown',
  /** It is the code of another issuer. */
  'foreign',
  /** It was sent away from here. */
  'in-transit',
  /** What the code names is no tube, or one whose registration was undone. */
  'extra',
  /** The box does not take what is in it. */
  'wrong-kind',
  /** There is a tube whose code could not be read. */
  'no-read',
  /** A tube should be here, and nothing is. */
  'missing',
  /** Its place is claimed to be here and elsewhere. */
  'contested',
  /** Its place is another one: of this box, or of another. */
  'moved',
  /** It was out, and stands here again. */
  'back',
  /** It is known, and had no place. */
  'new',
  /** Its tube is out, and its position is kept for it. */
  'held',
  'filled',
  'empty',
] as const
export type CellFinding = (typeof CELL_FINDINGS)[number]

/** How what stands here is put right. Each is confirmed by a person; none is done by itself. RSC-3 */
export type CellRepair = 'store' | 'move' | 'return'

export interface Recorded {
  readonly specimen: string
  readonly code: string
  readonly state: TubeClaim['state']
  /** It should be here, is not, was not read elsewhere in this box, and is not what stands here unread. */
  readonly isMissing: boolean
}

export interface Cell {
  readonly index: number
  readonly finding: CellFinding
  /** Null: nothing stands here, or its code could not be read (`no-read`). */
  readonly code: string | null
  /** The tube that was read here. */
  readonly specimen: string | null
  /** Where that one should be, if elsewhere. */
  readonly from: Place | null
  readonly repair: CellRepair | null
  /** The tubes that the record has here. */
  readonly recorded: readonly Recorded[]
}

export interface Diff {
  readonly cells: readonly Cell[]
  /** Positions that were named and that the box does not have. */
  readonly beyond: readonly SeenTube[]
  /** Of all cells, the worst. */
  readonly worst: CellFinding
}

/** Whose code it is, where it is another issuer's; null: nobody knows it as such. */
export type IssuerOf = (code: string) => string | null

/**
 * A read box against the record: each position, and what could be done about it. Pure, and asked again when a person
 * confirms, so that what is written rests on the record as it is then. RSC-1, RSC-2
 */
export function diffBox(
  world: World,
  container: ClaimOf['container'],
  seen: readonly SeenTube[],
  issuerOf: IssuerOf = () => null,
): Diff {
  const positions = container.layout ? size(container.layout) : 0
  const at = new Map(seen.map((tube) => [tube.index, tube]))
  const sure = readOnce(seen)
  const here = (index: number): Place => ({ container: container.container, index })
  const cells = Array.from({ length: positions }, (_, index): Cell => {
    const tube = at.get(index)
    const recorded = recordedAt(world, here(index), { tube, sure })
    return tube
      ? { ...seenCell(world, container, here(index), { tube, sure, issuerOf }), index, recorded }
      : { ...emptyCell(recorded), index, recorded }
  })
  return {
    cells,
    beyond: seen.filter(({ index }) => index >= positions),
    worst: worstOf(cells),
  }
}

/** RSC-1 */
export const rankOf = (finding: CellFinding): number => CELL_FINDINGS.indexOf(finding)

const worstOf = (cells: readonly Cell[]): CellFinding =>
  cells.reduce<CellFinding>(
    (worst, { finding }) => (rankOf(finding) < rankOf(worst) ? finding : worst),
    'empty',
  )

/** The codes that were read at exactly one position, and where. */
function readOnce(seen: readonly SeenTube[]): ReadonlyMap<string, number> {
  const once = new Map<string, number>()
  const more = new Set<string>()
  for (const { code, index } of seen) {
    if (code === null) continue
    if (once.has(code)) more.add(code)
    once.set(code, index)
  }
  for (const code of more) once.delete(code)
  return once
}

/** RSC-4: missed is only what stands nowhere in the box, while no code of the box is in doubt where it should be. */
function recordedAt(world: World, here: Place, { tube, sure }: Standing): readonly Recorded[] {
  const isSure = tube === undefined || (tube.code !== null && sure.has(tube.code))
  const tubes = new Map(world.occupants(here).map((claim) => [claim.specimen, claim]))
  return [...tubes.values()].map(({ specimen, state }) => {
    const code = world.specimen(specimen)?.code ?? specimen
    return { specimen, code, state, isMissing: state === 'stored' && isSure && !sure.has(code) }
  })
}

interface Standing {
  /** What was read there, if anything. */
  readonly tube: SeenTube | undefined
  readonly sure: ReadonlyMap<string, number>
}

type Found = Pick<Cell, 'finding' | 'code' | 'specimen' | 'from' | 'repair'>

const nothing = (finding: CellFinding, code: string | null = null): Found => ({
  finding,
  code,
  specimen: null,
  from: null,
  repair: null,
})

function emptyCell(recorded: readonly Recorded[]): Found {
  if (recorded.some(({ isMissing }) => isMissing)) return nothing('missing')
  return nothing(recorded.some(({ state }) => state === 'out') ? 'held' : 'empty')
}

interface Seen {
  readonly tube: SeenTube
  readonly sure: ReadonlyMap<string, number>
  readonly issuerOf: IssuerOf
}

function seenCell(
  world: World,
  container: ClaimOf['container'],
  here: Place,
  { tube: { code }, sure, issuerOf }: Seen,
): Found {
  if (code === null) return nothing('no-read')
  if (!sure.has(code)) return nothing('duplicate', code)
  const bound = world.code(code)
  const tubes = new Set(bound.map(({ id }) => id))
  if (tubes.size > 1) return nothing('twice', code)
  const [only] = bound
  if (!only) return nothing(issuerOf(code) === null ? 'unknown' : 'foreign', code)
  const record = only.of === 'specimen' ? world.specimen(only.id) : null
  // A code that its tube had before it was labelled anew still names it, and is not what the tube should wear.
  if (!record || record.undone || record.code !== code) return nothing('extra', code)
  const found = { code, specimen: record.specimen }
  const { holds } = container
  const place = placed(world, record.specimen, here)
  if (holds.length > 0 && !holds.includes(record.material))
    return { ...found, finding: 'wrong-kind', from: place.from, repair: null }
  return { ...found, ...place }
}

/** Where a known tube should be, against where it stands. RSC-2 */
function placed(
  world: World,
  specimen: string,
  here: Place,
): Pick<Found, 'finding' | 'from' | 'repair'> {
  const claims = world.tube(specimen)
  const claim = claims.at(-1)
  if (!claim) return { finding: 'new', from: null, repair: 'store' }
  const elsewhere = claims.flatMap(({ at }) => (at && !isSame(at, here) ? [at] : []))
  if (!agree(claims)) return { finding: 'contested', from: elsewhere[0] ?? null, repair: 'move' }
  const from = elsewhere[0] ?? null
  switch (claim.state) {
    case 'dispatched':
      return { finding: 'in-transit', from: null, repair: null }
    case 'unplaced':
    case 'missing':
      return { finding: 'new', from: null, repair: 'store' }
    case 'out':
      return { finding: 'back', from, repair: 'return' }
    case 'stored':
      return from
        ? { finding: 'moved', from, repair: 'move' }
        : { finding: 'filled', from: null, repair: null }
  }
}

const isSame = (a: Place, b: Place): boolean => entity.position(a) === entity.position(b)
