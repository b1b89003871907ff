import type { ResolutionView } from '#shared/contract/discrepancies.ts'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { placeText } from '../custody/CustodyTitle.tsx'

/** What somebody found to be true, in a sentence. */
export function useSayOutcome(): (resolution: ResolutionView) => Sentence {
  const sentence = useSentence()
  return ({ outcome, code, place }) => {
    const said = code ?? '?'
    switch (outcome.type) {
      case 'tube-at':
        return sentence('worklist.found.tubeAt', {
          code: said,
          place: place ? placeText(place) : '?',
        })
      case 'tube-elsewhere':
        return sentence('worklist.found.inNeither', { code: said })
      case 'code-of':
        return sentence('worklist.found.keeps', { code: said })
      case 'same-tube':
        return sentence('worklist.found.sameTube', { code: said })
      case 'accepted':
        return sentence('worklist.found.accepted')
      case 'mis-recorded':
        return sentence('worklist.found.misRecorded')
    }
  }
}
