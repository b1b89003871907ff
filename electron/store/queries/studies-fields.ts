import type { DescriptionView, FieldsView } from '#shared/contract/studies.ts'
import type { ClaimOf } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import { joinFields } from '#shared/domain/study/fields.ts'
import { openDescription } from '../donor-keys/describe.ts'
import type { DonorKeys } from '../donor-keys/keys.ts'
import { bodiesOf, factOf, headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'
import { nameOf } from './people.ts'

type Keys = Pick<DonorKeys, 'find'> | undefined

/** What a study asks of a specimen, and what was said, as far as it can be read here and now. STU-12 */
export function fieldsOf(db: ReadDb, keys: Keys, specimen: string): FieldsView | null {
  const world = createWorld(db)
  const record = world.specimen(specimen)
  if (!record) return null
  const fields = joinFields(world.fields(record.study))
  return {
    fields,
    former: formerOf(db, record.study, new Set(fields.map(({ key }) => key))),
    descriptions: descriptions(db, keys, specimen),
  }
}

function descriptions(db: ReadDb, keys: Keys, specimen: string): DescriptionView[] {
  const heads = new Map(
    headsOf(db, entity.described(specimen)).flatMap(({ uid, claim }) =>
      claim ? [[uid, claim as ClaimOf['described']] as const] : [],
    ),
  )
  if (heads.size === 0) return []
  return bodiesOf(db, entity.described(specimen)).flatMap(({ body: { uid, at, off, actor } }) => {
    const said = heads.get(uid)
    if (!said) return []
    const read = openDescription(db, keys, specimen, said)
    const values = read.state === 'open' ? read.values : null
    return [{ uid, at, off, actor: nameOf(db, actor), state: read.state, values }]
  })
}

/** The last word for each key that is not asked any more. */
function formerOf(
  db: ReadDb,
  study: string,
  asked: ReadonlySet<string>,
): { key: string; label: string }[] {
  const labels = new Map<string, string>()
  for (const { body } of bodiesOf(db, entity.fields(study))) {
    const fact = factOf(body)
    if (fact?.type !== 'study.fields_set') continue
    for (const { key, label } of fact.data.fields) if (!asked.has(key)) labels.set(key, label)
  }
  return [...labels].map(([key, label]) => ({ key, label }))
}
