import { IconPackageImport } from '@tabler/icons-react'
import type { ShipmentView } from '#shared/contract/work.ts'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { refresh } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/fields.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { CollectedField } from '../accession/CollectedField.tsx'
import { MaterialField, TubeTypeField } from '../accession/MaterialFields.tsx'
import { useWaitingFor } from '../accession/use-waiting.ts'
import { WaitingScans } from '../accession/WaitingScans.tsx'
import { StudyField } from '../study/StudyField.tsx'
import { ConditionField } from './ConditionField.tsx'
import { NeverCame } from './NeverCame.tsx'
import styles from './receiving.module.css'
import { SenderKeys } from './SenderKeys.tsx'
import { useOpening } from './use-opening.ts'
import { isExpected } from './use-shipments.ts'

/** A parcel on the bench: how it came, what its tubes are, and then it is scanned. */
export function OpenScreen({ shipment }: { shipment: ShipmentView | null }) {
  const t = useT()
  const go = useGo()
  const opening = useOpening(shipment, async (id) => {
    await go({ to: 'receiving', shipment: id }, { replace: true })
    // The session is this bench's own: no event of the ledger tells of it.
    await refresh()
  })
  const waiting = useWaitingFor(opening.shipment)
  const { arrival } = opening
  useIdentitySink(async (identity, scan) => {
    if (identity.kind !== 'command') {
      playTone('warning')
      return waiting.add(scan)
    }
    if (identity.command === 'start') return opening.begin()
    if (identity.command === 'cancel') return go({ to: 'receiving' })
    playTone('warning')
  })
  const isArrived = shipment?.arrivedAt != null
  const line = t(isArrived ? 'receiving.goOnLine' : 'receiving.openLine')
  return (
    <Screen
      current="scan"
      title={t(isArrived ? 'receiving.goOnTitle' : 'receiving.openTitle')}
      subtitle={saySubtitle()}
    >
      <ScanDisplay form="slim" status={t('receiving.openStatus')} line={line} announcement={line} />
      <CameraPanel />
      <WaitingScans scans={waiting.scans} behind={arrival.sender} />
      <div className={styles.one}>
        <Card
          className={styles.fill}
          label={t('receiving.openTitle')}
          scrolls
          foot={
            <div className={styles.acts}>
              <Button size={64} onClick={() => void go({ to: 'receiving' })}>
                {t('common.cancel')}
              </Button>
              {shipment && isExpected(shipment) && <NeverCame shipment={shipment} />}
              <Button
                kind="ember"
                size={64}
                icon={IconPackageImport}
                disabled={!opening.isReady}
                onClick={() => void opening.begin()}
              >
                {t(isArrived ? 'receiving.goOn' : 'receiving.open')}
              </Button>
            </div>
          }
        >
          <div className={styles.form}>
            {opening.refused && <Banner tone="stop">{opening.refused}</Banner>}
            {!isArrived && <Parcel opening={opening} isAnnounced={shipment !== null} />}
            <Tubes opening={opening} isAnnounced={shipment?.announced != null} />
          </div>
        </Card>
      </div>
    </Screen>
  )

  function saySubtitle(): string {
    if (!shipment) return t('receiving.nobodyAnnounced')
    const { sender, announced } = shipment
    return announced === null ? sender : t('receiving.announcedBy', { sender, n: announced })
  }
}

type Opening = ReturnType<typeof useOpening>

/** How it came. */
function Parcel({
  opening: { arrival, set, isCelsius },
  isAnnounced,
}: {
  opening: Opening
  isAnnounced: boolean
}) {
  const t = useT()
  return (
    <>
      <ConditionField value={arrival.condition} onChange={(condition) => set({ condition })} />
      <div className={styles.three}>
        <TextField
          label={t('receiving.sender')}
          value={arrival.sender}
          onChange={(sender) => set({ sender })}
          required
        />
        <TextField
          label={t('receiving.celsius')}
          placeholder={t('receiving.celsiusHint')}
          value={arrival.celsius}
          onChange={(celsius) => set({ celsius })}
          error={isCelsius ? undefined : t('receiving.celsiusBad')}
        />
        <TextField
          label={t('receiving.courier')}
          value={arrival.courier}
          onChange={(courier) => set({ courier })}
        />
      </div>
      {!isAnnounced && <SenderKeys value={arrival.sender} onChange={(sender) => set({ sender })} />}
      <div className={styles.pair}>
        <TextField
          label={t('receiving.reference')}
          value={arrival.reference}
          onChange={(reference) => set({ reference })}
        />
        <TextField
          label={t('receiving.note')}
          value={arrival.note}
          onChange={(note) => set({ note })}
        />
      </div>
    </>
  )
}

/** What its tubes are, where the supplier's list does not say it. */
function Tubes({
  opening: { arrival, set },
  isAnnounced,
}: {
  opening: Opening
  isAnnounced: boolean
}) {
  const t = useT()
  return (
    <>
      <p className={styles.quiet}>
        {t(isAnnounced ? 'receiving.tubesAnnounced' : 'receiving.tubesHint')}
      </p>
      <StudyField value={arrival.study} onChange={(study) => set({ study })} />
      <div className={styles.pair}>
        <MaterialField value={arrival.material} onChange={(material) => set({ material })} />
        <TubeTypeField value={arrival.tubeType} onChange={(tubeType) => set({ tubeType })} />
      </div>
      <CollectedField
        value={arrival.collected}
        onChange={(collected) => set({ collected })}
        offersNow={false}
      />
    </>
  )
}
