import { after, before, containerOf, delayOf, spinOf } from './fluid.ts'
import type { Lists } from './lists/list.ts'
import { LISTS, type SprecVersion } from './lists/versions.ts'
import { kindOf, typeOf } from './materials.ts'
import { collectionOf, lastedOf, statedOf } from './solid.ts'
import type { SprecElement, SprecInputs, SprecResult } from './sprec.ts'
import { storageOf } from './storage.ts'
import { element, found } from './verdict.ts'

/** SPR-1: the code of a specimen in a version of SPREC, with what each element rests on. Never throws. */
export function sprecOf(version: SprecVersion, inputs: SprecInputs): SprecResult {
  return sprecWith(LISTS[version], version, inputs)
}

/** The same with given lists. */
export function sprecWith(lists: Lists, version: SprecVersion, inputs: SprecInputs): SprecResult {
  if (inputs.pooled) return { applies: false, version, why: 'pool' }
  const kind = kindOf(inputs.material)
  if (kind !== 'fluid' && kind !== 'solid') return { applies: false, version, why: kind }
  const elements =
    kind === 'fluid' ? fluidElements(lists.fluid, inputs) : solidElements(lists.solid, inputs)
  const code = elements.map((one) => one.code).join('-')
  const complete = elements.every((one) => one.complete)
  return { applies: true, version, kind, code, elements, complete }
}

function fluidElements(lists: Lists['fluid'], inputs: SprecInputs): readonly SprecElement[] {
  const first = lists.firstCentrifugation
  const second = lists.secondCentrifugation
  const post = lists.postCentrifugation
  return [
    element('sampleType', lists.sampleType, typeOf(lists.sampleType, inputs)),
    element(
      'primaryContainer',
      lists.primaryContainer,
      containerOf(lists.primaryContainer, inputs.primaryTube),
    ),
    element(
      'preCentrifugation',
      lists.preCentrifugation,
      delayOf(lists.preCentrifugation, before(inputs)),
    ),
    element('firstCentrifugation', first, spinOf(first, inputs.spins, 0)),
    element('secondCentrifugation', second, spinOf(second, inputs.spins, 1)),
    element('postCentrifugation', post, postOf(post, inputs)),
    element(
      'longTermStorage',
      lists.longTermStorage,
      storageOf(lists.longTermStorage, inputs.storage),
    ),
  ]
}

/** SPR-8: without a spin there is no time after it. */
function postOf(list: Lists['fluid']['postCentrifugation'], inputs: SprecInputs) {
  return inputs.spins?.length === 0
    ? found(list.none, [{ what: 'spun', times: 0 }])
    : delayOf(list, after(inputs))
}

function solidElements(lists: Lists['solid'], inputs: SprecInputs): readonly SprecElement[] {
  const { warmIschaemia: warm, coldIschaemia: cold, fixationTime: fixed } = lists
  const { solid } = inputs
  return [
    element('sampleType', lists.sampleType, typeOf(lists.sampleType, inputs)),
    element('collection', lists.collection, collectionOf(lists.collection, solid)),
    element('warmIschaemia', warm, lastedOf(warm, solid.warmIschaemia, 'warm-ischaemia')),
    element('coldIschaemia', cold, lastedOf(cold, solid.coldIschaemia, 'cold-ischaemia')),
    element('fixation', lists.fixation, statedOf(lists.fixation, solid.fixation, 'fixation')),
    element('fixationTime', fixed, lastedOf(fixed, solid.fixationTime, 'fixation-time')),
    element(
      'longTermStorage',
      lists.longTermStorage,
      storageOf(lists.longTermStorage, inputs.storage),
    ),
  ]
}
