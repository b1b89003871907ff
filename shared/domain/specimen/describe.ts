import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { sealedDrafts } from '../donor/rules.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { joinFields, missingField } from '../study/fields.ts'
import type { World } from '../world.ts'

/**
 * STU-3: what a study's fields say of a specimen is sealed to the key of its donor. STU-11: what has to have a value
 * has one.
 */
export function decideDescription(
  world: World,
  { specimen, fields, filled, newKey }: CommandOf<'describe'>,
): Result<Draft[], Refusal> {
  const key = sealedDrafts(world, specimen, fields, newKey)
  if (!key.ok) return key
  const asked = joinFields(world.fields(world.specimen(specimen)?.study ?? ''))
  const missing = missingField(asked, filled)
  if (missing) return err({ type: 'FieldMissing', field: missing.label })
  const data = { specimen, fields, filled }
  return ok([
    ...key.value,
    { type: 'specimen.described', ents: [entity.described(specimen)], data },
  ])
}
