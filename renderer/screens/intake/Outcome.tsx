import type { IntakeOutcome } from '#shared/contract/intake.ts'
import type { StoredThough } from '#shared/domain/intake/next.ts'
import { type Described, useRefusal } from '../../app/say-refusal.ts'
import { Banner } from '../../components/Banner.tsx'
import { plain, type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'

/** The green line over the next target: what was just done. Nothing for all that did nothing. */
export function useDone(outcome: IntakeOutcome | undefined): Sentence | undefined {
  const sentence = useSentence()
  switch (outcome?.type) {
    case 'stored':
      return sentence('intake.stored', { position: outcome.position })
    case 'returned':
      return sentence('intake.returned', { position: outcome.position })
    case 'moved':
      return sentence('intake.moved', { position: outcome.position })
    case 'undone':
      return sentence('intake.undone', { position: outcome.position, code: outcome.code })
    case 'resolved':
      return sentence('intake.resolved', { code: outcome.code })
    default:
      return undefined
  }
}

/** By the tray of parked codes, by the ways out of a hold, by the strip of what is not known yet. */
const SAID_ELSEWHERE: ReadonlySet<IntakeOutcome['type'] | undefined> = new Set([
  'parked',
  'waits',
  'unknown',
])

/** A scan that did not do what a scan does here: one sentence with what to do, until the next scan. */
export function OutcomeBanner({ outcome }: { outcome: IntakeOutcome | undefined }) {
  const said = useSaid(outcome)
  if (said === undefined || SAID_ELSEWHERE.has(outcome?.type)) return null
  return (
    <Banner tone={said.tone} heardElsewhere>
      {said.sentence.shown}
    </Banner>
  )
}

const inOne = ({ title, detail }: Described<Sentence>): Sentence => ({
  shown: (
    <>
      {title.shown}. {detail?.shown}
    </>
  ),
  spoken: `${title.spoken}. ${detail?.spoken ?? ''}`,
})

interface Said {
  readonly tone: 'note' | 'caution' | 'stop'
  readonly sentence: Sentence
}

export function useSaid(outcome: IntakeOutcome | undefined): Said | undefined {
  const describe = useRefusal()
  const t = useT()
  const sentence = useSentence()
  switch (outcome?.type) {
    case 'stored':
    case 'returned':
    case 'moved':
      return outcome.though && though(outcome.though, outcome.code)
    case 'duplicate':
      return {
        tone: 'caution',
        sentence: sentence('intake.duplicate', { code: outcome.code, position: outcome.position }),
      }
    case 'parked':
      return {
        tone: 'caution',
        sentence: sentence('intake.parked', { code: outcome.code, position: outcome.position }),
      }
    case 'waits':
      return {
        tone: 'stop',
        sentence:
          outcome.code === ''
            ? plain(t('work.waitsCommand'))
            : sentence('intake.waits', { code: outcome.code }),
      }
    case 'refused':
      return { tone: 'stop', sentence: inOne(describe(outcome.refusal)) }
    case 'unknown':
      return { tone: 'caution', sentence: plain(t('unknown.form')) }
    case 'not-here':
      // A badge is no fault: it switches the user, who is greeted where that is said.
      if (outcome.kind === 'badge') return undefined
      return { tone: 'caution', sentence: notHere(outcome.kind, outcome.code) }
    case 'full':
      return { tone: 'caution', sentence: sentence('intake.fullScan', { code: outcome.code }) }
    case 'paused':
      return { tone: 'caution', sentence: plain(t('intake.pausedScan')) }
    case 'box-changed':
      return { tone: 'note', sentence: sentence('intake.boxChanged', { box: outcome.box }) }
    default:
      return undefined
  }

  function though(what: StoredThough, code: string): Said {
    return { tone: 'caution', sentence: sentence(`intake.though.${what}`, { code }) }
  }

  function notHere(kind: string, code: string): Sentence {
    if (kind === 'box-with-parked') return sentence('intake.boxWithParked', { box: code })
    if (kind === 'position of another box') return plain(t('intake.otherBoxPosition'))
    if (kind === 'command') return plain(t('intake.commandNotHere'))
    return sentence('intake.notHere', { code })
  }
}
