import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { refuseForm } from '../study/identifiers.ts'
import type { World } from '../world.ts'

/** SPE-9: a tube gets another code, one that is bound to nothing; the code before goes on naming it. */
export function decideRelabel(world: World, c: CommandOf<'relabel'>): Result<Draft[], Refusal> {
  const record = world.specimen(c.specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: c.specimen })
  if (record.undone) return err({ type: 'Undone', code: record.code })
  if (world.status(c.specimen).closed !== null) return err({ type: 'Closed', code: record.code })
  const bound = world.code(c.code)[0]
  if (bound) return err({ type: 'CodeTaken', code: c.code, by: bound.of, id: bound.id })
  const no = refuseForm(world, record.study, c.code)
  if (no) return err(no)
  return ok([relabelled(c.specimen, record.code, c.code, c.reason)])
}

const relabelled = (specimen: string, before: string, code: string, reason?: string): Draft => ({
  type: 'specimen.relabelled',
  ents: [entity.specimen(specimen), entity.code(code), entity.code(before)],
  data: { specimen, code, before, ...(reason !== undefined && { reason }) },
})

/** The label before is its label again. UND-1 */
export function compensateRelabelling(fact: Draft): Draft | null {
  if (fact.type !== 'specimen.relabelled') return null
  const { specimen, code, before } = fact.data
  return relabelled(specimen, code, before)
}
