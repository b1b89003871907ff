import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { useBench } from '../../app/bench.tsx'
import { isManager } from '../../app/may.ts'
import { Button } from '../../components/Button.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import type { Last } from '../lookup/use-last.ts'
import { CaseHead } from './CaseHead.tsx'
import { ClaimCard } from './ClaimCard.tsx'
import { FindingCard } from './FindingCard.tsx'
import { isRescanned } from './kinds.ts'
import { Settled } from './Settled.tsx'
import { type Settling, useSettling } from './use-settling.ts'
import { GeneralWays } from './Ways.tsx'
import styles from './worklist.module.css'

interface OpenCaseProps {
  one: DiscrepancyView
  last: Last
}

/**
 * One discrepancy with both its sides. Scanning the tube and then its real position is the surest way out;
 * whatever was found is said back, gets a reason, and is then settled in one act. Both facts stay.
 */
export function OpenCase({ one, last }: OpenCaseProps) {
  const t = useT()
  const { person } = useBench()
  const settling = useSettling(one, last)
  const { finding, armed, relabelling } = settling
  const isOpen = one.state !== 'resolved'
  const may = isOpen && (!one.managed || isManager(person))
  return (
    <div className={styles.right}>
      <CaseHead one={one} may={may} />
      <LookUpDisplay
        line={useLine(one, settling, may)}
        outcome={last.last?.outcome}
        action={
          (armed || relabelling) && (
            <Button kind="panel" size={48} onClick={settling.letGo}>
              {t('common.cancel')}
            </Button>
          )
        }
      />
      <div className={styles.claims}>
        {one.claims.map((claim, i) => (
          <ClaimCard
            key={`${claim.uid}/${claim.specimen}`}
            number={i + 1}
            one={one}
            claim={claim}
            isArmed={armed !== undefined && armed.specimen === claim.specimen}
            settling={may && !finding ? settling : null}
          />
        ))}
      </div>
      <Settled one={one} />
      {may && finding && (
        <FindingCard one={one} finding={finding} settling={settling} last={last} />
      )}
      {may && !finding && <GeneralWays one={one} settling={settling} />}
    </div>
  )
}

function useLine(
  one: DiscrepancyView,
  { armed, finding, relabelling }: Settling,
  may: boolean,
): Sentence {
  const sentence = useSentence()
  if (relabelling) return sentence('worklist.scanLabel')
  if (finding) return sentence('worklist.giveReason')
  if (armed) return sentence('worklist.scanPosition', { code: armed.code })
  if (!may || !isRescanned(one)) return sentence('lookup.scanAnything')
  return one.kind === 'position-contested'
    ? sentence('worklist.scanTube')
    : sentence('worklist.scanWhere', { code: one.title })
}
