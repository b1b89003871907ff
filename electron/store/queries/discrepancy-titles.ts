import type { DiscrepancyAbout, DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { amountOf } from '#shared/domain/discrepancy/amounts.ts'
import type { DiscrepancyKind } from '#shared/domain/discrepancy/facts.ts'
import { readDiscrepancy } from '#shared/domain/discrepancy/rules.ts'
import { donorsOf } from '#shared/domain/donor/rules.ts'
import { readEntity, readPlace } from '#shared/domain/entities.ts'
import type { World } from '#shared/domain/world.ts'
import { readChainName } from '#shared/ledger/chain.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'
import { benches } from './people.ts'
import { placeView } from './places.ts'

type Title = Pick<DiscrepancyView, 'title' | 'path'>

/** What people call a discrepancy by: the tube, the position, the bench. */
export function titleOf(db: ReadDb, kind: DiscrepancyKind, name: string): Title {
  const of = readEntity(name).id
  switch (kind) {
    case 'position-contested': {
      const { position, path } = placeView(db, readPlace(of))
      return { title: `${path}/${position}`, path }
    }
    case 'tube-in-two-places':
    case 'out-after-withdrawal':
    case 'quantity-negative':
    case 'thaw-limit':
      return { title: createWorld(db).specimen(of)?.code ?? of, path: '' }
    case 'chain-fork':
    case 'bad-seal':
    case 'clock-suspect': {
      const end = kind === 'chain-fork' ? of.length : of.lastIndexOf('/')
      const install = readChainName(of.slice(0, end))?.install ?? ''
      return { title: benches(db).get(install)?.name ?? '?', path: '' }
    }
    case 'resolutions-differ': {
      const about = readDiscrepancy(of)
      return titleOf(db, about.kind, about.entity)
    }
    case 'cause-lost':
      return { title: `${of.slice(0, 13)}…`, path: '' }
    default:
      return { title: of, path: '' }
  }
}

const NOTHING: DiscrepancyAbout = {
  had: null,
  used: null,
  thaws: null,
  limit: null,
  donor: null,
  of: null,
}

/** The donor who has withdrawn, or any. */
function withdrawnOf(world: World, specimen: string): string | null {
  const donors = donorsOf(world, specimen)
  return donors.find((donor) => world.donor(donor).withdrawn) ?? donors[0] ?? null
}

export function aboutOf(db: ReadDb, kind: DiscrepancyKind, name: string): DiscrepancyAbout {
  const of = readEntity(name).id
  const world = createWorld(db)
  switch (kind) {
    case 'out-after-withdrawal':
      return { ...NOTHING, donor: withdrawnOf(world, of) }
    case 'quantity-negative':
    case 'thaw-limit': {
      const record = world.specimen(of)
      const { used, thaws } = amountOf(world.amount(of))
      const limit = record ? world.thawLimit(record.study) : null
      return { ...NOTHING, had: record?.nanolitres ?? null, used, thaws, limit }
    }
    case 'resolutions-differ':
      return { ...NOTHING, of: { id: of, kind: readDiscrepancy(of).kind } }
    default:
      return NOTHING
  }
}
