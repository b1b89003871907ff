import { IconArrowRight, IconKeyboard, IconTransfer } from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import type { CustodyView, DiscrepancyClaim, DiscrepancyView } from '#shared/contract/views.ts'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { type Check, Checks } from '../../components/Checks.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { type Say, useT } from '../../i18n/use-t.ts'
import { CustodyTimeline } from '../custody/CustodyTimeline.tsx'
import { placeText } from '../custody/CustodyTitle.tsx'
import styles from './worklist.module.css'

interface ClaimCardProps {
  number: number
  claim: DiscrepancyClaim
  kind: DiscrepancyView['kind']
  isBusy: boolean
  /** Its tube was scanned: the next position is for it. */
  isArmed: boolean
  /** A person says that the tube is where this claim has it. */
  onIsThere: () => void
}

/** One side of a discrepancy: which bench says so, and what it rests on. */
export function ClaimCard(props: ClaimCardProps) {
  const { number, claim, isArmed } = props
  const t = useT()
  const names = useNames()
  const evidence = claim.custody.find(({ uid }) => uid === claim.uid)
  const about = [claim.material && names.material(claim.material), claim.study]
  return (
    <Card
      label={t('worklist.claim', { number })}
      scrolls
      className={isArmed ? styles.armed : undefined}
      foot={<Ways {...props} />}
    >
      <div className={styles.claim}>
        <div className={styles.claimHead}>
          <span className={styles.muted}>{t('worklist.claim', { number })}</span>
          <Chip tone="steel">{claim.bench}</Chip>
        </div>
        <Code size={30} strong breaks>
          {claim.code}
        </Code>
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
          : { id: 'how', is: 'ok', words: t('worklist.wasScanned') }
  return waiting ? [how, { id: 'waiting', is: 'weak', words: t('worklist.notConfirmed') }] : [how]
}

function Ways({ claim, kind, isBusy, onIsThere }: ClaimCardProps) {
  const t = useT()
  const go = useGo()
  const { specimen, code, place } = claim
  if (kind === 'tube-in-two-places' && place)
    return (
      <Button wide disabled={isBusy} onClick={onIsThere}>
        <FormattedMessage
          id="worklist.isThere"
          values={{ place: <Code>{placeText(place)}</Code> }}
        />
      </Button>
    )
  if (kind === 'position-contested' && place)
    return (
      <Button
        wide
        icon={IconTransfer}
        onClick={() => go({ to: 'box', container: place.at.container, move: specimen })}
      >
        <FormattedMessage id="worklist.isElsewhere" values={{ code: <Code>{code}</Code> }} />
      </Button>
    )
  return (
    <Button wide iconAfter={IconArrowRight} onClick={() => go({ to: 'specimen', specimen })}>
      {t('box.openCard')}
    </Button>
  )
}
