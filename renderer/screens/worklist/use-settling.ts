import { useState } from 'react'
import type { DiscrepancyClaim, DiscrepancyView } from '#shared/contract/discrepancies.ts'
import type { PlaceView } from '#shared/contract/views.ts'
import type { CommandOf, Via } from '#shared/domain/commands.ts'
import type { Outcome } from '#shared/domain/discrepancy/facts.ts'
import type { Scan } from '#shared/scan/scan.ts'
import { useAct } from '../../app/act.ts'
import { type ScreenIdentity, useIdentitySink } from '../../app/identity.ts'
import { newId } from '../../app/new-id.ts'
import { say } from '../../app/notice.ts'
import { useRefusal } from '../../app/say-refusal.ts'
import { whenLearnt } from '../../app/unknown.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { placeText } from '../custody/CustodyTitle.tsx'
import type { Done } from '../lookup/use-acts.ts'
import type { Last } from '../lookup/use-last.ts'
import { useOpen } from '../lookup/use-open.ts'
import { isRescanned } from './kinds.ts'

export interface Tube {
  readonly specimen: string
  readonly code: string
}

/** What was found to be true, and is not settled yet: it still needs a reason. */
export interface Finding {
  readonly outcome: Outcome
  readonly sentence: Sentence
  readonly rescanned: boolean
  readonly via: Via
  readonly labels?: CommandOf<'resolve'>['labels']
  readonly mistaken?: string
}

/** Who keeps the code, and the labels that the others have got so far. */
interface Relabelling {
  readonly keeper: Tube
  readonly labels: readonly { readonly specimen: string; readonly code: string }[]
}

export interface Settling {
  readonly finding: Finding | undefined
  /** The tube that was scanned: the next position is for it. */
  readonly armed: Tube | undefined
  readonly relabelling: Relabelling | undefined
  found(finding: Omit<Finding, 'rescanned' | 'via'>): void
  relabel(keeper: Tube): void
  letGo(): void
  settle(reason: string): Promise<void>
}

/** From what a person scans or chooses to what is settled. A scan in between changes what was found. */
export function useSettling(one: DiscrepancyView, last: Last): Settling {
  const t = useT()
  const sentence = useSentence()
  const open = useOpen()
  const carryOut = useSettle(one)
  const [finding, setFinding] = useState<Finding>()
  const [armed, arm] = useState<Tube>()
  const [relabelling, setRelabelling] = useState<Relabelling>()
  const letGo = () => {
    setFinding(undefined)
    arm(undefined)
    setRelabelling(undefined)
  }

  useIdentitySink(async (identity, scan) => {
    if (relabelling) return takeLabel(relabelling, identity, scan)
    const tube = isRescanned(one) ? tubeIn(one, identity) : undefined
    if (tube) {
      last.forget()
      setFinding(undefined)
      return arm(tube)
    }
    const handled = armed ?? onlyTube(one)
    if (identity.kind === 'position' && handled && isRescanned(one))
      return placeFound(handled, identity.place, viaOf(scan))
    const isOpen = armed !== undefined || finding !== undefined
    if (identity.kind === 'command' && identity.command === 'cancel' && isOpen) return letGo()
    if (identity.kind === 'duplicate' && one.kind === 'code-twice') return playTone('warning')
    await open(identity, scan)
  })

  function placeFound({ specimen, code }: Tube, place: PlaceView, via: Via): void {
    last.forget()
    setFinding({
      outcome: { type: 'tube-at', specimen, at: place.at },
      sentence: sentence('worklist.found.tubeAt', { code, place: placeText(place) }),
      rescanned: true,
      via,
    })
  }

  function takeLabel(now: Relabelling, identity: ScreenIdentity, scan: Scan): void {
    if (identity.kind === 'command' && identity.command === 'cancel') {
      letGo()
      return
    }
    if (identity.kind !== 'unknown') {
      playTone('warning')
      say(t('worklist.labelTaken', { code: scan.text }), 'caution')
      return
    }
    const other = unlabelled(one, now)[0]!
    const labels = [...now.labels, { specimen: other.specimen!, code: identity.code }]
    const next = { ...now, labels }
    setRelabelling(unlabelled(one, next).length > 0 ? next : undefined)
    if (unlabelled(one, next).length > 0) return
    setFinding({
      outcome: { type: 'code-of', specimen: now.keeper.specimen },
      sentence: sentence('worklist.found.codeOf', { code: one.title, label: identity.code }),
      rescanned: false,
      via: viaOf(scan),
      labels,
    })
  }

  return {
    finding,
    armed,
    relabelling,
    found: (given) => {
      last.forget()
      setRelabelling(undefined)
      setFinding({ ...given, rescanned: false, via: BY_CLICK })
    },
    relabel: (keeper) => {
      setFinding(undefined)
      setRelabelling({ keeper, labels: [] })
    },
    letGo,
    async settle(reason) {
      if (finding) await last.run(one.title, () => carryOut(finding, reason))
    },
  }
}

const tubeIn = (one: DiscrepancyView, identity: ScreenIdentity): Tube | undefined =>
  identity.kind === 'specimen' && one.claims.some((c) => c.specimen === identity.specimen)
    ? identity
    : undefined

/** A tube claimed in two places needs no scan to say which tube is meant. */
function onlyTube({ kind, claims }: DiscrepancyView): Tube | undefined {
  const [claim] = kind === 'tube-in-two-places' ? claims : []
  return claim && tubeOf(claim)
}

export const tubeOf = ({ specimen, code }: DiscrepancyClaim): Tube | undefined =>
  specimen !== null && code !== null ? { specimen, code } : undefined

/** The tubes that have to get a label of their own and have none yet. */
const unlabelled = (one: DiscrepancyView, { keeper, labels }: Relabelling) =>
  one.claims.filter(
    ({ specimen }) =>
      specimen !== null &&
      specimen !== keeper.specimen &&
      !labels.some((label) => label.specimen === specimen),
  )

/** Settles it, and tells what came of it. Nothing of it can be taken back: a new fact opens it again. */
function useSettle(one: DiscrepancyView): (finding: Finding, reason: string) => Promise<Done> {
  const act = useAct()
  const sentence = useSentence()
  const refusal = useRefusal()
  const settled = (said: Sentence): Done => ({
    outcome: { is: 'done', sentence: sentence('worklist.settled'), detail: said },
    command: null,
  })
  return async ({ outcome, sentence: said, via, labels, mistaken }, reason) => {
    const { id: discrepancy, basis, title } = one
    const more = { ...(labels && { labels: [...labels] }), ...(mistaken && { mistaken }) }
    const answer = await act(
      {
        type: 'resolve',
        id: newId(),
        via,
        discrepancy,
        basis: [...basis],
        outcome,
        reason,
        ...more,
      },
      title,
    )
    if (answer.type === 'saved') return settled(said)
    if (answer.type === 'refused') {
      const { title: no, detail } = refusal(answer.refusal)
      return { outcome: { is: 'refused', sentence: no, detail }, command: null }
    }
    return {
      outcome: { is: 'unknown', sentence: sentence('unknown.outcome', { code: title }) },
      command: null,
      later: whenLearnt(answer.command).then((saved) =>
        saved
          ? settled(said)
          : {
              outcome: { is: 'refused', sentence: sentence('unknown.notSaved', { code: title }) },
              command: null,
            },
      ),
    }
  }
}
