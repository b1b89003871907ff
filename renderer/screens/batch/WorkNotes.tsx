import { IconArrowRight, IconCheck, IconLock } from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import type { WorkHoldView, WorkOutcome } from '#shared/contract/work.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useWorkSaid } from './say-work.tsx'
import type { Work, WorkShown } from './use-work.ts'
import styles from './work.module.css'

/** After a crash: that all is there. It stays until somebody goes on; of nothing there is nothing to say. */
export function Restored({ shown: { session } }: { shown: WorkShown }) {
  const t = useT()
  const { restored, kept } = session
  if (!restored || kept.of === 0) return null
  return <Banner tone="note">{t('work.restored', { found: kept.found, of: kept.of })}</Banner>
}

/** By the tray of parked codes, by the way out of a hold, by the strip of what is not known yet. */
const SAID_ELSEWHERE: ReadonlySet<WorkOutcome['type'] | undefined> = new Set([
  'parked',
  'waits',
  'unknown',
])

/** A scan that did not do what a scan does here: one sentence with what to do, until the next scan. */
export function OutcomeBanner({ shown: { outcome } }: { shown: WorkShown }) {
  const said = useWorkSaid(outcome)
  if (said === undefined || SAID_ELSEWHERE.has(outcome?.type)) return null
  return (
    <Banner tone={said.tone} heardElsewhere>
      {said.sentence.shown}
    </Banner>
  )
}

/** What a person can choose of a code of another issuer, or a label of before. WRK-13 to WRK-15 */
function OtherCodeWay({ hold, work }: { hold: WorkHoldView; work: Work }) {
  const t = useT()
  const { way, label, code, issuer } = hold
  const mayPark = hold.finding === 'foreign' && hold.specimen === null
  return (
    <>
      {way !== null && (
        <Button kind="steel" size={64} wide disabled={work.isBusy} onClick={work.goOn}>
          {way === 'tube'
            ? t('work.goOnWith', { label: label ?? code })
            : t('work.registerOf', { issuer: issuer ?? '' })}
        </Button>
      )}
      {mayPark && (
        <Button wide disabled={work.isBusy} onClick={work.park}>
          {t('work.parkIt')}
        </Button>
      )}
    </>
  )
}

/**
 * The way out of a hold. Putting aside changes nothing, so it is the next act and a command code; where every further
 * tube would hold as well, the next act is to end that. PRO-11
 */
export function HoldWay({ shown: { session, outcome }, work }: { shown: WorkShown; work: Work }) {
  const t = useT()
  const sentence = useSentence()
  const said = useWorkSaid(outcome)
  const { hold, ends } = session
  if (hold === null) return null
  const hint = ends && sentence(`work.endHint.${ends.what}`, { code: ends.code })
  return (
    <div className={styles.ways}>
      <Banner tone={said?.tone ?? 'note'} icon={IconLock} heardElsewhere={said !== undefined}>
        {said?.sentence.shown ?? hint?.shown ?? (
          <FormattedMessage
            id="intake.othersWait"
            values={{ b: (words) => <strong key={String(words)}>{words}</strong> }}
          />
        )}
      </Banner>
      {ends && (
        <Button
          kind="ember"
          size={64}
          wide
          icon={IconCheck}
          disabled={work.isBusy}
          onClick={() => work.command('done')}
        >
          {t(`work.end.${ends.what}`, { code: ends.code })}
        </Button>
      )}
      <Button
        kind={ends ? 'outlined' : 'ember'}
        size={64}
        wide
        icon={IconArrowRight}
        disabled={work.isBusy}
        onClick={work.release}
      >
        {t('work.asideGoOn')}
      </Button>
      <OtherCodeWay hold={hold} work={work} />
    </div>
  )
}
