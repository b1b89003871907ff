import { assert } from '../../lib/assert.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { mayAdd } from '../directory/rules.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import type { World } from '../world.ts'

export function decideStudy(
  world: World,
  actor: string,
  c: CommandOf<'createStudy'>,
): Result<Draft[], Refusal> {
  const may = mayAdd(world, actor)
  if (!may.ok) return may
  const { study, code, name } = c
  assert(!world.study(study), 'a new identifier for a study')
  return ok([{ type: 'study.created', ents: [entity.study(study)], data: { study, code, name } }])
}
