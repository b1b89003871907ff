import { IconKeyboard } from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import type { DiscrepancyClaim, DiscrepancyView } from '#shared/contract/discrepancies.ts'
import type { CustodyView } from '#shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { type Check, Checks } from '../../components/Checks.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { type Say, useT } from '../../i18n/use-t.ts'
import { CustodyTimeline } from '../custody/CustodyTimeline.tsx'
import { placeText } from '../custody/CustodyTitle.tsx'
import { useSayOutcome } from './say-outcome.ts'
import type { Settling } from './use-settling.ts'
import { claimWays } from './Ways.tsx'
import styles from './worklist.module.css'

interface ClaimCardProps {
  number: number
  one: DiscrepancyView
  claim: DiscrepancyClaim
  /** Its tube was scanned: the next position is for it. */
  isArmed: boolean
  /** Null where nothing can be settled from here. */
  settling: Settling | null
}

/** One side of a discrepancy: which bench says so, and what it rests on. */
export function ClaimCard({ number, one, claim, isArmed, settling }: ClaimCardProps) {
  const t = useT()
  const names = useNames()
  const evidence = claim.custody.find(({ uid }) => uid === claim.uid)
  const about = [claim.material && names.material(claim.material), claim.study]
  const sayOutcome = useSayOutcome()
  const resolution =
    one.kind === 'resolutions-differ'
      ? one.resolutions.find(({ uid }) => uid === claim.uid)
      : undefined
  const Ways = settling && claimWays(one, claim)
  return (
    <Card
      label={t('worklist.claim', { number })}
      scrolls
      className={isArmed ? styles.armed : undefined}
      foot={Ways && <Ways one={one} claim={claim} settling={settling} />}
    >
      <div className={styles.claim}>
        <div className={styles.claimHead}>
          <span className={styles.muted}>{t('worklist.claim', { number })}</span>
          <span className={styles.marks}>
            {claim.isNew && <Chip tone="stop">{t('worklist.isNew')}</Chip>}
            <Chip tone="steel">{claim.bench}</Chip>
          </span>
        </div>
        {claim.code !== null && (
          <Code size={30} strong breaks>
            {claim.code}
          </Code>
        )}
        {resolution && <p className={styles.found}>{sayOutcome(resolution).shown}</p>}
        <div className={styles.about}>{about.filter(Boolean).join(', ')}</div>
        {claim.place && (
          <div className={styles.about}>
            <FormattedMessage
              id="worklist.says"
              values={{ place: <Code strong>{placeText(claim.place)}</Code> }}
            />
          </div>
        )}
      </div>
      {evidence && (
        <div className={styles.evidence}>
          <Checks checks={checksOf(evidence, t)} />
        </div>
      )}
      <div className={styles.custody}>
        <CustodyTimeline custody={claim.custody} contested={claim.uid} />
      </div>
    </Card>
  )
}

/** What the claim rests on: a scan is better than fingers, and both better than a table. */
function checksOf({ via, waiting }: CustodyView, t: Say): Check[] {
  const how: Check =
    via?.source === 'typed'
      ? { id: 'how', is: 'weak', icon: IconKeyboard, words: t('worklist.wasTyped') }
      : via?.source === 'import'
        ? { id: 'how', is: 'weak', words: t('worklist.wasImported') }
        : via?.source === 'click'
          ? { id: 'how', is: 'weak', words: t('worklist.wasChosen') }
          : via?.source === 'setup' || !via
            ? { id: 'how', is: 'ok', words: t('worklist.wasByItself') }
            : { id: 'how', is: 'ok', words: t('worklist.wasScanned') }
  return waiting ? [how, { id: 'waiting', is: 'weak', words: t('worklist.notConfirmed') }] : [how]
}
