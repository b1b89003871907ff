import { useState } from 'react'
import { FormattedMessage } from 'react-intl'
import type { DiscrepancyView, PlaceView } from '#shared/contract/views.ts'
import type { Via } from '#shared/domain/commands.ts'
import { client } from '../../app/client.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { UndoLast } from '../lookup/UndoLast.tsx'
import { useActs } from '../lookup/use-acts.ts'
import type { Last } from '../lookup/use-last.ts'
import { useOpen } from '../lookup/use-open.ts'
import { ClaimCard } from './ClaimCard.tsx'
import styles from './worklist.module.css'

interface OpenCaseProps {
  one: DiscrepancyView
  last: Last
}

interface Tube {
  readonly specimen: string
  readonly code: string
}

/**
 * One discrepancy with both its sides. A scan of the tube that is elsewhere and of its real position is
 * a move that has seen both claims: it settles the matter, and both facts stay in the history.
 */
export function OpenCase({ one, last }: OpenCaseProps) {
  const t = useT()
  const [armed, arm] = useState<Tube>()
  const settle = useSettle(last)
  const open = useOpen()
  const tube = armed ?? onlyTube(one)

  useIdentitySink(async (identity, scan) => {
    if (identity.kind === 'specimen' && one.claims.some((c) => c.specimen === identity.specimen)) {
      last.forget()
      return one.kind === 'position-contested' ? arm(identity) : undefined
    }
    if (identity.kind === 'position' && tube) {
      if (await settle(tube, identity.place, viaOf(scan))) arm(undefined)
      return
    }
    if (identity.kind === 'command' && identity.command === 'cancel' && armed) return arm(undefined)
    await open(identity, scan)
  })

  return (
    <div className={styles.right}>
      <Head one={one} />
      <LookUpDisplay
        line={useLine(one, armed)}
        outcome={last.last?.outcome}
        action={
          <>
            {armed && (
              <Button kind="panel" size={48} onClick={() => arm(undefined)}>
                {t('common.cancel')}
              </Button>
            )}
            <UndoLast last={last.last} onUndo={() => last.undo(BY_CLICK)} />
          </>
        }
      />
      <div className={styles.claims}>
        {one.claims.map((claim, i) => (
          <ClaimCard
            key={`${claim.uid}/${claim.specimen}`}
            number={i + 1}
            claim={claim}
            kind={one.kind}
            isBusy={last.isBusy}
            isArmed={armed?.specimen === claim.specimen}
            onIsThere={() => claim.place && settle(claim, claim.place, BY_CLICK)}
          />
        ))}
      </div>
    </div>
  )
}

/** A tube claimed in two places needs no scan to say which tube is meant. */
const onlyTube = ({ kind, claims }: DiscrepancyView): Tube | undefined =>
  kind === 'tube-in-two-places' ? claims[0] : undefined

/** Answers whether the tube is there now; a refusal leaves it in the hand. */
function useSettle(last: Last): (tube: Tube, to: PlaceView, via: Via) => Promise<boolean> {
  const acts = useActs()
  return async (tube, to, via) => {
    const now = await client.query.specimen({ specimen: tube.specimen })
    return now !== null && (await last.run(now.code, () => acts.place(now, to, via)))
  }
}

function useLine(one: DiscrepancyView, armed: Tube | undefined): Sentence {
  const sentence = useSentence()
  if (armed) return sentence('worklist.scanPosition', { code: armed.code })
  switch (one.kind) {
    case 'position-contested':
      return sentence('worklist.scanTube')
    case 'tube-in-two-places':
      return sentence('worklist.scanWhere', { code: one.title })
    case 'code-twice':
      return sentence('lookup.scanAnything')
  }
}

function Head({ one }: { one: DiscrepancyView }) {
  const t = useT()
  const values = { code: <Code>{one.title}</Code>, count: one.claims.length }
  return (
    <header className={styles.head}>
      <Glyph state="contested" size={52} />
      <div>
        <h2 className={styles.title}>
          {one.kind === 'position-contested' && (
            <FormattedMessage id="worklist.positionContested" values={values} />
          )}
          {one.kind === 'tube-in-two-places' && (
            <FormattedMessage id="worklist.tubeInTwoPlaces" values={values} />
          )}
          {one.kind === 'code-twice' && (
            <FormattedMessage id="worklist.codeTwice" values={values} />
          )}
        </h2>
        <p className={styles.why}>{t(`worklist.why.${one.kind}`)}</p>
      </div>
    </header>
  )
}
