import { IconPrinter, IconScan, IconTable, type TablerIcon } from '@tabler/icons-react'
import { useState } from 'react'
import { useBench } from '../../app/bench.tsx'
import { useGo } from '../../app/go.ts'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { isManager } from '../../app/may.ts'
import { Screen } from '../../app/Screen.tsx'
import { useScanSink } from '../../app/scanner.ts'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import { PrintersCard } from '../labels/PrintersCard.tsx'
import { CameraCard } from '../settings/CameraCard.tsx'
import styles from './devices.module.css'
import { LayoutsCard } from './LayoutsCard.tsx'
import { LearnView } from './LearnView.tsx'
import { PrinterTests } from './PrinterTests.tsx'
import { ReceivedCard } from './ReceivedCard.tsx'
import { ScannersCard } from './ScannersCard.tsx'
import { SerialCard } from './SerialCard.tsx'
import { SourcesCard } from './SourcesCard.tsx'
import type { Sample } from './sample.ts'
import { TestCard } from './TestCard.tsx'
import { useDevices } from './use-device-bytes.ts'
import { useRacks } from './use-racks.ts'

const PARTS = ['scanners', 'racks', 'printers'] as const
export type DevicesPart = (typeof PARTS)[number]

const ICONS: Readonly<Record<DevicesPart, TablerIcon>> = {
  scanners: IconScan,
  racks: IconTable,
  printers: IconPrinter,
}

/** Everything that is plugged in or asked over the network: how it stands, what it sends, what it is for. */
export function DevicesScreen({ part }: { part: DevicesPart }) {
  const t = useT()
  const go = useGo()
  return (
    <Screen current="settings" title={t('devices.title')}>
      <nav className={styles.parts} aria-label={t('devices.title')}>
        {PARTS.map((one) => (
          <Button
            key={one}
            icon={ICONS[one]}
            kind={one === part ? 'steel' : 'outlined'}
            aria-current={one === part ? 'page' : undefined}
            onClick={() => void go({ to: 'devices', part: one })}
          >
            {t(`devices.place.${one}`)}
          </Button>
        ))}
      </nav>
      {part === 'scanners' && <Scanners />}
      {part === 'racks' && <Racks />}
      {part === 'printers' && <Printers />}
    </Screen>
  )
}

/** What is scanned here is looked at, and opens nothing. */
function Scanners() {
  const devices = useDevices()
  useScanSink(() => undefined, { badges: true })
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <ScannersCard devices={devices} />
        <SerialCard devices={devices} />
        <CameraCard />
      </div>
      <div className={styles.column}>
        <TestCard />
        <ReceivedCard />
      </div>
    </div>
  )
}

function Racks() {
  const t = useT()
  const racks = useRacks()
  const mayChange = isManager(useBench().person)
  const [sample, setSample] = useState<Sample>()
  useIdentitySink(useOpenIdentity())
  if (sample) return <LearnView sample={sample} onDone={() => setSample(undefined)} />
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <SourcesCard racks={racks} mayChange={mayChange} />
        {!mayChange && <p className={styles.nothing}>{t('racks.managerNeeded')}</p>}
      </div>
      <div className={styles.column}>
        <LayoutsCard racks={racks} mayChange={mayChange} onSample={setSample} />
      </div>
    </div>
  )
}

function Printers() {
  useIdentitySink(useOpenIdentity())
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <PrintersCard />
      </div>
      <div className={styles.column}>
        <PrinterTests />
      </div>
    </div>
  )
}
