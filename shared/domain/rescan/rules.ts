import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { placeName } from '../container/rules.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import type { Place } from '../words.ts'
import type { World } from '../world.ts'
import { type Cell, diffBox } from './diff.ts'

/**
 * The box as it was read, and of what differs from the record exactly what the person confirmed: `repairs` by position,
 * `missed` by tube. All of it is one act. RSC-3
 */
export function decideRescan(world: World, c: CommandOf<'rescanBox'>): Result<Draft[], Refusal> {
  const container = world.container(c.container)
  if (!container) return err({ type: 'NotFound', what: 'container', id: c.container })
  const name = container.code ?? container.name
  if (container.kind !== 'box' || !container.layout)
    return err({ type: 'NotABox', container: name })
  const { cells, beyond } = diffBox(world, container, c.seen)
  const [first] = beyond
  if (first)
    return err({
      type: 'NotAPosition',
      at: { container: c.container, index: first.index },
      container: name,
    })
  const missed = missedOf(cells, c)
  const repairs = repairsOf(cells, c)
  // RSC-5: what was confirmed is no longer so; the person looks again.
  if (!missed || !repairs) return err({ type: 'RescanOvertaken', container: name })
  const taken = stillTaken(world, c.container, { repairs, missed })
  if (taken) return err(taken)
  return ok(draftsOf(world, c, { repairs, missed }))
}

interface Missed {
  readonly specimen: string
  readonly index: number
}

interface Repair extends Cell {
  readonly specimen: string
  readonly repair: NonNullable<Cell['repair']>
}

interface Confirmed {
  readonly repairs: readonly Repair[]
  readonly missed: readonly Missed[]
}

function missedOf(cells: readonly Cell[], c: CommandOf<'rescanBox'>): readonly Missed[] | null {
  const offered = new Map(
    cells.flatMap(({ index, recorded }) =>
      recorded.flatMap(({ specimen, isMissing }) =>
        isMissing ? [[specimen, index] as const] : [],
      ),
    ),
  )
  const found = c.missed.flatMap((specimen) => {
    const index = offered.get(specimen)
    return index === undefined ? [] : [{ specimen, index }]
  })
  return found.length === c.missed.length ? found : null
}

function repairsOf(cells: readonly Cell[], c: CommandOf<'rescanBox'>): readonly Repair[] | null {
  const found = c.repairs.flatMap(({ index, specimen, repair, from }) => {
    const cell = cells[index]
    const isSo = cell?.repair === repair && cell.specimen === specimen
    return isSo && isFrom(cell, from) ? [{ ...cell, specimen, repair }] : []
  })
  return found.length === c.repairs.length ? found : null
}

/** RSC-5: a tube that somebody put elsewhere meanwhile is not taken from there by what was confirmed before. */
const isFrom = (cell: Cell, from: Place | null | undefined): boolean =>
  from === undefined || nameOf(cell.from) === nameOf(from)

const nameOf = (at: Place | null): string | null => at && entity.position(at)

/** RSC-6: a tube is put only where, after all of the act, no other one is claimed to be. */
function stillTaken(
  world: World,
  container: string,
  { repairs, missed }: Confirmed,
): Refusal | null {
  const leaves = new Set([...repairs, ...missed].map(({ specimen }) => specimen))
  for (const { index } of repairs) {
    const at = { container, index }
    const other = world.occupants(at).find(({ specimen }) => !leaves.has(specimen))
    if (!other) continue
    const by = world.specimen(other.specimen)?.code ?? other.specimen
    return { type: 'PlaceTaken', at, name: placeName(world, at), by }
  }
  return null
}

/** The reading first, then what follows from it, so that whoever reads the history finds the reason before it. */
function draftsOf(
  world: World,
  c: CommandOf<'rescanBox'>,
  { repairs, missed }: Confirmed,
): Draft[] {
  const { container, rescan, source, rack, seen } = c
  const here = (index: number): Place => ({ container, index })
  const filled = new Set(repairs.map(({ index }) => entity.position(here(index))))
  return [
    {
      type: 'box.rescanned',
      ents: [entity.rescan(container)],
      data: { container, rescan, source, rack, seen },
    },
    ...missed.map(
      ({ specimen, index }): Draft => ({
        type: 'specimen.missed',
        ents: [entity.tube(specimen), ...leaving([here(index)], filled)],
        data: { specimen, from: here(index), rescan },
      }),
    ),
    ...repairs.map((repair) => placement(world, repair, here(repair.index), filled)),
  ]
}

function placement(
  world: World,
  { specimen, repair }: Repair,
  at: Place,
  filled: ReadonlySet<string>,
): Draft {
  const from = world.tube(specimen).flatMap((claim) => (claim.at ? [claim.at] : []))
  const to = entity.position(at)
  const ents = [entity.tube(specimen), to, ...leaving(from, filled).filter((name) => name !== to)]
  const [first = at] = from
  switch (repair) {
    case 'store':
      return { type: 'specimen.stored', ents, data: { specimen, at } }
    case 'move':
      return { type: 'specimen.moved', ents, data: { specimen, from: first, at } }
    case 'return':
      return { type: 'specimen.returned', ents, data: { specimen, from: first, at } }
  }
}

/** Two tubes that change places: a position that the same act fills is told of by the tube that fills it. */
const leaving = (from: readonly Place[], filled: ReadonlySet<string>): string[] => [
  ...new Set(from.map(entity.position).filter((name) => !filled.has(name))),
]
