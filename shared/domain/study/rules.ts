import { assert } from '../../lib/assert.ts'
import { err, ok, type Result } from '../../lib/result.ts'
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

/** STU-1: what a study plans, how its codes look and what it asks is a manager's to say. */
export function decideStudyRules(
  world: World,
  actor: string,
  c: CommandOf<'publishProtocol' | 'setIdentifiers' | 'setFields'>,
): Result<Draft[], Refusal> {
  const may = mayAdd(world, actor)
  if (!may.ok) return may
  if (!world.study(c.study)) return err({ type: 'NotFound', what: 'study', id: c.study })
  return ok([studyDraft(c)])
}

function studyDraft(c: CommandOf<'publishProtocol' | 'setIdentifiers' | 'setFields'>): Draft {
  switch (c.type) {
    case 'publishProtocol': {
      const { protocol, study, name, replaces, events } = c
      return {
        type: 'study.protocol_published',
        ents: [entity.protocol(protocol)],
        data: { protocol, study, name, replaces, events },
      }
    }
    case 'setIdentifiers': {
      const { study, forms, check } = c
      return {
        type: 'study.identifiers_set',
        ents: [entity.identifiers(study)],
        data: { study, forms, check },
      }
    }
    case 'setFields': {
      const { study, fields } = c
      return { type: 'study.fields_set', ents: [entity.fields(study)], data: { study, fields } }
    }
  }
}

/** STU-2: a visit is one event of a protocol of its study. */
export function decideVisit(world: World, c: CommandOf<'recordVisit'>): Result<Draft[], Refusal> {
  const { visit, study, protocol, event, donor, visitedAt } = c
  if (!world.study(study)) return err({ type: 'NotFound', what: 'study', id: study })
  const plan = world.protocol(protocol)
  if (!plan || plan.study !== study || !plan.events.some(({ key }) => key === event))
    return err({ type: 'NotFound', what: 'protocol', id: protocol })
  return ok([
    {
      type: 'study.visit_recorded',
      ents: [entity.visit(study, visit)],
      data: { visit, study, protocol, event, donor, visitedAt },
    },
  ])
}
