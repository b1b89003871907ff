import {
  IconBarcode,
  IconCamera,
  IconCloudCheck,
  IconCloudOff,
  IconFolder,
  IconId,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { useBench } from '../../app/bench.tsx'
import { CameraButton } from '../../app/camera/CameraButton.tsx'
import { cameraOn, cameraState } from '../../app/camera/camera-settings.ts'
import { sayCamera } from '../../app/camera/say-camera.ts'
import { client } from '../../app/client.ts'
import { sayClock } from '../../app/format.ts'
import { saySync } from '../../app/say-sync.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './home.module.css'

/** How this bench is: sync, scanner, camera, where its data lies, who has it. */
export function BenchCard() {
  const intl = useIntl()
  const t = useT()
  const { sync, scanner, dataFolder, person, signedInAt } = useBench()
  const { online, words } = saySync(intl, sync)
  const camera = useCameraWords()
  const scannerWords = {
    ready: t('home.scannerReady'),
    lost: t('scanner.lost'),
    none: t('home.scannerKeyboard'),
  }[scanner.state]
  return (
    <Card title={t('home.bench')} scrolls>
      <Line
        icon={<Icon of={online ? IconCloudCheck : IconCloudOff} size={26} />}
        name={t('home.sync')}
        value={words}
      />
      <Line
        icon={<Icon of={IconBarcode} size={26} />}
        name={scanner.device ?? t('home.scanner')}
        value={scanner.isMidScan ? t('scanner.scanAgain') : scannerWords}
      />
      <Line
        icon={<Icon of={IconCamera} size={26} />}
        name={t('home.camera')}
        value={camera}
        end={<CameraButton />}
      />
      {person && signedInAt !== null && (
        <Line
          icon={<Icon of={IconId} size={26} />}
          name={t('home.signedInAt', { at: sayClock(intl, signedInAt) })}
          value={person.name}
          end={
            <Button size={48} onClick={() => void client.session.signOut()}>
              {t('home.lock')}
            </Button>
          }
        />
      )}
      <Line
        icon={<Icon of={IconFolder} size={26} />}
        name={t('home.dataFolder')}
        value={
          <span className={styles.path} data-copy>
            {dataFolder}
          </span>
        }
      />
    </Card>
  )
}

function useCameraWords(): string {
  const intl = useIntl()
  const t = useT()
  const state = cameraState.use()
  if (!cameraOn.use() || state === 'off') return t('home.cameraOff')
  return state === 'live' ? t('home.cameraReads') : sayCamera(intl, state)
}

interface LineProps {
  icon: ReactNode
  name: string
  value: ReactNode
  end?: ReactNode
}

const Line = ({ icon, name, value, end }: LineProps) => (
  <CardRow
    icon={icon}
    title={
      <>
        <span className={styles.name}>{name}</span>
        <span className={styles.value}>{value}</span>
      </>
    }
    end={end}
  />
)
