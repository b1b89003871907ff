import { bandAt } from './bands.ts'
import type { CollectionList, NameList, TimeList } from './lists/list.ts'
import type { Lasted, Missing, Rest, SolidInputs } from './sprec.ts'
import { contradiction, found, lacking, sane, type Verdict } from './verdict.ts'

/** SPR-11: a duration that may not apply. */
export function lastedOf(list: TimeList, lasted: Lasted, lacks: Missing): Verdict {
  if (lasted === null) return lacking([lacks])
  if (lasted === 'none') return found(list.none, [{ what: 'not-applicable' }])
  const rests: Rest[] = [{ what: 'lasted', ms: lasted }]
  if (!sane(lasted) || lasted < 0) return contradiction(rests)
  return found(bandAt(list.bands, lasted), rests)
}

/** SPR-11: how the tissue was taken, as the lab states it. */
export function collectionOf(list: CollectionList, inputs: SolidInputs): Verdict {
  if (inputs.collection === 'autopsy') return autopsy(list, inputs.sinceDeath)
  return statedOf(list, inputs.collection, 'collection')
}

function autopsy(list: CollectionList, sinceDeath: number | null): Verdict {
  if (sinceDeath === null) return lacking(['since-death'])
  const rests: Rest[] = [{ what: 'lasted', ms: sinceDeath }]
  if (!sane(sinceDeath) || sinceDeath < 0) return contradiction(rests)
  return found(bandAt(list.autopsy, sinceDeath), rests)
}

/** A code that the lab states, when the list has it. */
export function statedOf(
  list: Pick<NameList, 'names'>,
  code: string | null,
  lacks: Missing,
): Verdict {
  if (code === null) return lacking([lacks])
  return found(Object.hasOwn(list.names, code) ? code : null, [{ what: 'stated', code }])
}
