import type { WorkHoldView, WorkLine, WorkOutcome, WorkRowView } from '#shared/contract/work.ts'
import type { Finding } from '#shared/domain/batch/findings.ts'
import { type Described, useRefusal } from '../../app/say-refusal.ts'
import { heard } from '../../i18n/heard.ts'
import { plain, type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'

/** What to scan next as one sentence; a position that it goes to stands large behind it. */
export function useLine({ wants, n, of, code, position, label }: WorkLine): Sentence {
  const sentence = useSentence()
  if (label !== undefined)
    return sentence('work.line.planned', {}, { label, n: n ?? 0, of: of ?? 0 })
  const codes = code === null ? undefined : { code }
  const into = position === null ? '' : '.into'
  return sentence(`work.line.${wants}${into}`, codes, { n: n ?? 0, of: of ?? 0 })
}

/** What is wrong with a tube, and the way out. */
export function useFinding(): (finding: Finding, code: string) => Described<Sentence> {
  const sentence = useSentence()
  return (finding, code) => ({
    title: sentence(`work.finding.${finding}`, { code }),
    detail: sentence(`work.finding.${finding}.do`, { code }),
  })
}

/** Why a batch stands still. */
export function useHold(): (hold: WorkHoldView) => Described<Sentence> {
  const finding = useFinding()
  const otherCode = useOtherCode()
  const refusal = useRefusal()
  return (hold) =>
    hold.refusal
      ? refusal(hold.refusal)
      : (otherCode(hold) ?? finding(hold.finding ?? 'unknown', hold.code))
}

/** Whose code it is, and what the tube is called here. WRK-13 to WRK-15 */
function useOtherCode(): (hold: WorkHoldView) => Described<Sentence> | undefined {
  const sentence = useSentence()
  return ({ finding, code, issuer, label, way }) => {
    if (finding === 'formerly' && label !== null)
      return {
        title: sentence('work.finding.formerly.here', { code, label }),
        detail: sentence('work.finding.formerly.hereDo', { label }),
      }
    if (finding !== 'foreign' || issuer === null) return undefined
    if (label !== null)
      return {
        title: sentence('work.finding.foreign.here', { code, label }, { issuer }),
        detail: sentence('work.finding.foreign.hereDo', { label }),
      }
    return {
      title: sentence('work.finding.foreign.issuer', { code }, { issuer }),
      detail:
        way === 'register'
          ? sentence('work.finding.foreign.newDo', {}, { issuer })
          : sentence('work.finding.foreign.noneDo'),
    }
  }
}

/** The green line over what comes next: what was just done. Nothing for all that did nothing. */
export function useWorkDone(outcome: WorkOutcome | undefined): Sentence | undefined {
  const t = useT()
  const sentence = useSentence()
  switch (outcome?.type) {
    case 'done': {
      const { code, what, detail } = outcome.row
      const { of = '', position } = detail
      const into = position === undefined ? '' : '.into'
      return sentence(`work.done.${what}${into}`, { code, of, position: position ?? '' })
    }
    case 'chosen':
      return sentence(`work.chosen.${outcome.what}`, { code: outcome.code })
    case 'bound':
      return plain(t('work.bound', { count: outcome.count }))
    case 'undone':
      // The tube stays received; what is gone is its mark.
      return sentence(outcome.what === 'damaged' ? 'work.undone.damaged' : 'work.undone', {
        code: outcome.code,
      })
    case 'resolved-all':
      return plain(t('work.resolvedAll', { count: outcome.count, left: outcome.left }))
    case 'resolved':
      return sentence('work.resolved', { code: outcome.code })
    default:
      return undefined
  }
}

export interface Said {
  readonly tone: 'note' | 'caution' | 'stop'
  readonly sentence: Sentence
}

/** What a scan that did nothing came to, with what to do. */
export function useWorkSaid(outcome: WorkOutcome | undefined): Said | undefined {
  const t = useT()
  const sentence = useSentence()
  const refusal = useRefusal()
  const finding = useFinding()
  switch (outcome?.type) {
    case 'done':
      return taken(outcome.row)
    case 'warned':
      return { tone: 'caution', sentence: inOne(finding(outcome.finding, outcome.code)) }
    case 'parked':
      return { tone: 'caution', sentence: sentence('work.parked', { code: outcome.code }) }
    case 'waits':
      return {
        tone: 'stop',
        sentence:
          outcome.code === ''
            ? plain(t('work.waitsCommand'))
            : sentence('work.waits', { code: outcome.code }),
      }
    case 'refused':
      return { tone: 'stop', sentence: inOne(refusal(outcome.refusal)) }
    case 'unknown':
      return { tone: 'caution', sentence: plain(t('unknown.form')) }
    case 'paused':
      return { tone: 'caution', sentence: plain(t('work.pausedScan')) }
    case 'not-here':
      return notHere(outcome)
    default:
      return undefined
  }

  /** It was taken with something found of it: what, and that nothing of its own record was changed. */
  function taken({ code, detail }: WorkRowView): Said | undefined {
    if (detail.over) {
      const { label, n, of } = detail.over
      return { tone: 'caution', sentence: sentence('work.overPlan', { code }, { label, n, of }) }
    }
    if (detail.finding === undefined) return undefined
    const { title } = finding(detail.finding, code)
    return {
      tone: 'caution',
      sentence: inOne({ title, detail: plain(t('work.takenWithFinding')) }),
    }
  }

  function notHere({ what, code }: { what: string; code: string }): Said | undefined {
    // A badge is no fault: it switches the user, who is greeted where that is said.
    if (what === 'badge') return undefined
    if (what === 'visit-full')
      return { tone: 'caution', sentence: sentence('work.visitFull', { code }) }
    if (what === 'not-marked')
      return { tone: 'stop', sentence: sentence('work.notMarked', { code }) }
    if (what === 'rack') return { tone: 'caution', sentence: plain(t('work.rackNot')) }
    if (what === 'taken')
      return { tone: 'caution', sentence: sentence('work.positionTaken', { code }) }
    if (what === 'box-full')
      return { tone: 'caution', sentence: sentence('work.boxFull', { code }) }
    if (what === 'command') return { tone: 'caution', sentence: plain(t('work.commandNotHere')) }
    return { tone: 'caution', sentence: sentence('work.notHere', { code }) }
  }
}

export const inOne = ({ title, detail }: Described<Sentence>): Sentence => ({
  shown: (
    <>
      {title.shown}. {detail?.shown}
    </>
  ),
  spoken: heard(title.spoken, detail?.spoken),
})
