import type { Identity } from '#shared/contract/views.ts'
import type { TubeFacts } from '#shared/domain/batch/findings.ts'
import type { WorkSession } from '#shared/domain/batch/session.ts'
import { fitsTubeCodes } from '#shared/domain/directory/facts.ts'
import { donorsOf } from '#shared/domain/donor/rules.ts'
import { fitsStudy, hasIdentifiers } from '#shared/domain/study/identifiers.ts'
import { agree } from '#shared/domain/tube/rules.ts'
import type { World } from '#shared/domain/world.ts'
import { undoneBy } from '../intake/session.ts'
import type { ReadDb } from '../open.ts'
import { site } from '../queries/people.ts'
import { createWorld } from '../world.ts'

const NOTHING: Omit<TubeFacts, 'code' | 'form'> = {
  specimen: null,
  study: null,
  material: null,
  inBatch: false,
  isTwice: false,
  isForeign: false,
  isFormerly: false,
  issuer: null,
  label: null,
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
  const { setup } = session
  // What was taken back, here or elsewhere, may be scanned again.
  const inBatch = session.rows.some(
    ({ code, state, command }) =>
      code === it.code && state === 'done' && undoneBy(db, command) === null,
  )
  return factsOf(db, { study: 'study' in setup ? setup.study : null, inBatch }, it)
}

/** What the tube is to a batch of this study; null for none. */
export function factsOf(
  db: ReadDb,
  { study, inBatch }: { readonly study: string | null; readonly inBatch: boolean },
  it: TubeIdentity,
): TubeFacts {
  const { code } = it
  if (it.kind === 'unknown') {
    const { issuer } = it
    const whose = { issuer, isForeign: issuer !== null }
    return { ...NOTHING, code, inBatch, ...whose, ...unbound(db, study, it) }
  }
  if (it.kind === 'duplicate') return { ...NOTHING, code, inBatch, form: 'fits', isTwice: true }
  const { label = null, issuer = null } = it
  const isFormerly = label !== null && issuer === null
  const named = { label, issuer, isFormerly, isForeign: issuer !== null }
  return { ...known(createWorld(db), it.specimen), ...named, code, inBatch, form: 'fits' }
}

/**
 * WRK-9: of what form a free code is, seen from the study of the batch: its own forms count first; where it has none,
 * those of the site do. What looks only like the codes of another study is of that one.
 */
function unbound(
  db: ReadDb,
  own: string | null,
  { code, fits, studies, wrongCheck }: Extract<TubeIdentity, { kind: 'unknown' }>,
): Pick<TubeFacts, 'form' | 'study'> {
  const heads = own === null ? [] : createWorld(db).identifiers(own)
  const hasOwn = hasIdentifiers(heads)
  const fit = hasOwn ? fitsStudy(heads, code) : 'other-form'
  if (fit !== 'other-form') return { form: fit, study: own }
  if (!hasOwn && isOfSite(db, code)) return { form: 'fits', study: null }
  if (studies.length > 0) return { form: 'fits', study: studies[0]! }
  if (fits) return { form: 'fits', study: null }
  return { form: wrongCheck && !hasOwn ? 'check-digit' : 'none', study: null }
}

/** A site without forms takes any code, so that none of them looks like one of its own. */
function isOfSite(db: ReadDb, code: string): boolean {
  const forms = site(db)?.tubeCodes ?? []
  return forms.length > 0 && fitsTubeCodes(forms, code)
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
