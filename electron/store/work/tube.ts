import type { Identity } from '#shared/contract/views.ts'
import { donorsOf } from '#shared/domain/donor/rules.ts'
import { agree } from '#shared/domain/tube/rules.ts'
import type { TubeFacts } from '#shared/domain/work/findings.ts'
import type { WorkSession } from '#shared/domain/work/session.ts'
import type { World } from '#shared/domain/world.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'

const NOTHING: Omit<TubeFacts, 'code' | 'form'> = {
  specimen: null,
  study: null,
  material: null,
  inBatch: false,
  isTwice: false,
  isForeign: false,
  isDispatched: false,
  isClosed: false,
  isWithdrawn: false,
  isQuarantined: false,
  isContested: false,
  isOut: false,
}

type TubeIdentity = Extract<Identity, { kind: 'specimen' | 'duplicate' | 'unknown' }>

/** What a batch has to know of a tube. Reads only what the flows decide by. WRK-1 */
export function tubeFacts(db: ReadDb, session: WorkSession, it: TubeIdentity): TubeFacts {
  const { code } = it
  const inBatch = session.rows.some((row) => row.code === code && row.state === 'done')
  if (it.kind === 'unknown') return { ...NOTHING, code, inBatch, form: it.fits ? 'fits' : 'none' }
  if (it.kind === 'duplicate') return { ...NOTHING, code, inBatch, form: 'fits', isTwice: true }
  return { ...known(createWorld(db), it.specimen), code, inBatch, form: 'fits' }
}

function known(world: World, specimen: string): Omit<TubeFacts, 'code' | 'form'> {
  const record = world.specimen(specimen)
  const claims = world.tube(specimen)
  const { quarantined, closed } = world.status(specimen)
  const donors = donorsOf(world, specimen)
  return {
    ...NOTHING,
    specimen,
    study: record?.study ?? null,
    material: record?.material ?? null,
    isDispatched: claims.some(({ state }) => state === 'dispatched'),
    isClosed: closed !== null,
    isQuarantined: quarantined !== null,
    isWithdrawn: donors.some((donor) => world.donor(donor).withdrawn !== null),
    isContested: !agree(claims),
    isOut: claims.some(({ state }) => state === 'out'),
  }
}
