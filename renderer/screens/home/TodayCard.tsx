import {
  IconAlertHexagon,
  IconArrowsSplit2,
  IconBarcode,
  IconBox,
  IconClock,
  IconPackageImport,
  IconScan,
  IconTableImport,
  IconTags,
  IconZoomQuestion,
} from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { HomeView } from '#shared/contract/views.ts'
import type { Scan } from '#shared/scan/scan.ts'
import { client } from '../../app/client.ts'
import { sayDuration } from '../../app/format.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { useNow } from '../../app/use-now.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { releaseWaiting, useWaitingScans } from '../accession/use-waiting.ts'
import { LabelsWait } from './LabelsWait.tsx'

/** What is open, and the ways to begin something new. */
export function TodayCard({ home }: { home: HomeView | undefined }) {
  const intl = useIntl()
  const t = useT()
  const go = useGo()
  const waiting = useWaitingScans()
  const count = home === undefined ? undefined : openOf(home) + (waiting.length > 0 ? 1 : 0)
  return (
    <Card
      title={t('home.today')}
      aside={count === undefined ? undefined : t('home.open', { count })}
      scrolls
    >
      {home?.intake ? <OpenIntake intake={home.intake} /> : <NewIntake />}
      <Receive home={home} />
      <Registration />
      <Processing />
      <LabelsWait />
      {waiting.length > 0 && <CodesWait waiting={waiting} />}
      {home && home.out.count > 0 && <TubesOut out={home.out} />}
      {home && home.missing > 0 && <TubesMissing count={home.missing} />}
      {home && home.discrepancies > 0 && (
        <CardRow
          icon={<Icon of={IconAlertHexagon} size={28} />}
          title={t('home.discrepancies', { count: home.discrepancies })}
          sub={t('home.discrepanciesSub')}
          end={<Button onClick={() => void go({ to: 'worklist' })}>{t('home.show')}</Button>}
        />
      )}
      <CardRow
        icon={<Icon of={IconTableImport} size={28} />}
        title={t('home.import')}
        sub={
          home &&
          t('home.specimens', { count: home.specimens, text: intl.formatNumber(home.specimens) })
        }
        end={<Button onClick={() => void go({ to: 'import' })}>{t('home.choose')}</Button>}
      />
    </Card>
  )
}

const openOf = ({ intake, out, missing, discrepancies }: HomeView): number =>
  [intake !== null, out.count > 0, missing > 0, discrepancies > 0].filter(Boolean).length

/** RSC-7 */
function TubesMissing({ count }: { count: number }) {
  const t = useT()
  const go = useGo()
  return (
    <CardRow
      icon={<Icon of={IconZoomQuestion} size={28} />}
      title={t('home.missing', { count })}
      sub={t('home.missingSub')}
      end={
        <Button onClick={() => void go({ to: 'samples', missing: true })}>{t('home.show')}</Button>
      }
    />
  )
}

function OpenIntake({ intake }: { intake: NonNullable<HomeView['intake']> }) {
  const t = useT()
  const go = useGo()
  const sentence = useSentence()
  const { box, taken, total, parked } = intake
  return (
    <CardRow
      icon={<Icon of={IconBox} size={28} />}
      title={sentence('home.intakeOf', { box }).shown}
      sub={
        parked > 0
          ? t('home.intakeParked', { taken, total, parked })
          : t('home.intakeTaken', { taken, total })
      }
      end={
        <Button kind="steel" onClick={() => void go({ to: 'intake' })}>
          {t('home.continue')}
        </Button>
      }
    />
  )
}

function NewIntake() {
  const t = useT()
  const go = useGo()
  return (
    <CardRow
      icon={<Icon of={IconScan} size={28} />}
      title={t('home.newIntake')}
      sub={t('home.newIntakeSub')}
      end={<Button onClick={() => void go({ to: 'freezers' })}>{t('home.chooseBox')}</Button>}
    />
  )
}

/** What is expected, what is open: the morning begins with a parcel. */
function Receive({ home }: { home: HomeView | undefined }) {
  const t = useT()
  const go = useGo()
  const { expected, open } = home?.shipments ?? { expected: 0, open: 0 }
  return (
    <CardRow
      icon={<Icon of={IconPackageImport} size={28} />}
      title={t('receiving.title')}
      sub={home && t('receiving.listStatus', { expected, open })}
      end={
        <Button kind={open > 0 ? 'steel' : 'outlined'} onClick={() => void go({ to: 'receiving' })}>
          {open > 0 ? t('home.continue') : t('receiving.receive')}
        </Button>
      }
    />
  )
}

/** Tubes registered over and over: the batch that is open, or a new one. */
function Registration() {
  const t = useT()
  const go = useGo()
  const { data: open } = useLive(['work', 'accession'], () =>
    client.work.current({ kind: 'accession' }),
  )
  return (
    <CardRow
      icon={<Icon of={IconTags} size={28} />}
      title={open ? t('home.batchOpen') : t('accession.batchTitle')}
      sub={open ? t('work.heardCount', { n: open.count.done }) : t('home.batchSub')}
      end={
        <Button kind={open ? 'steel' : 'outlined'} onClick={() => void go({ to: 'accession' })}>
          {open ? t('home.continue') : t('home.batchNew')}
        </Button>
      }
    />
  )
}

/** Aliquots, derivatives and pools: the batch that is open, or a new one. */
function Processing() {
  const t = useT()
  const go = useGo()
  const { data: open } = useLive(['work', 'processing'], () =>
    client.work.current({ kind: 'processing' }),
  )
  return (
    <CardRow
      icon={<Icon of={IconArrowsSplit2} size={28} />}
      title={open ? t('processing.open') : t('processing.title')}
      sub={open ? t('work.heardCount', { n: open.count.done }) : t('processing.homeSub')}
      end={
        <Button kind={open ? 'steel' : 'outlined'} onClick={() => void go({ to: 'processing' })}>
          {open ? t('home.continue') : t('processing.begin')}
        </Button>
      }
    />
  )
}

/** Scanned while a form was open that was then left: none is lost. */
function CodesWait({ waiting }: { waiting: readonly Scan[] }) {
  const t = useT()
  const sentence = useSentence()
  return (
    <CardRow
      icon={<Icon of={IconBarcode} size={28} />}
      title={t('home.waiting', { count: waiting.length })}
      sub={sentence('home.waitingSub', { code: waiting[0]?.text ?? '' }).shown}
      end={
        <Button kind="steel" onClick={() => releaseWaiting()}>
          {t('home.continue')}
        </Button>
      }
    />
  )
}

function TubesOut({ out }: { out: HomeView['out'] }) {
  const intl = useIntl()
  const t = useT()
  const go = useGo()
  const now = useNow(30_000)
  return (
    <CardRow
      icon={<Icon of={IconClock} size={28} />}
      title={t('home.out', { count: out.count })}
      sub={
        out.longestSince !== null &&
        t('home.longestOut', { lasts: sayDuration(intl, now - out.longestSince) })
      }
      end={<Button onClick={() => void go({ to: 'samples', out: true })}>{t('home.show')}</Button>}
    />
  )
}
