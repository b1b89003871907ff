import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import type { World } from '../world.ts'

/** LAB-8: the first label of a specimen needs no reason, every other does. */
export function decideLabels(
  world: World,
  { labels }: CommandOf<'recordLabels'>,
): Result<Draft[], Refusal> {
  const drafts: Draft[] = []
  for (const label of labels) {
    const record = world.specimen(label.specimen)
    if (!record) return err({ type: 'NotFound', what: 'specimen', id: label.specimen })
    if (world.isPrinted(label.specimen) && label.reason === null)
      return err({ type: 'ReasonNeeded', code: record.code })
    const ents = [entity.label(label.specimen)]
    drafts.push({ type: 'specimen.label_printed', ents, data: label })
  }
  return ok(drafts)
}
