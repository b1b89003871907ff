import {
  IconCamera,
  IconFileUpload,
  IconFolder,
  IconHandFinger,
  IconPhoto,
  IconSchool,
  IconServer,
} from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { RackArrival, RackSourceView } from '#shared/contract/racks.ts'
import { sayClock } from '../../app/format.ts'
import { useGo } from '../../app/go.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import styles from './rescan.module.css'
import { useArrivals, useRackServers } from './use-rack-sources.ts'
import type { Fault, Stages } from './use-stage.ts'

/** What files a person may choose: pictures, and what rack scanners write. */
const ACCEPT = '.png,.jpg,.jpeg,.bmp,.csv,.txt,.tsv,image/png,image/jpeg,image/bmp,text/*'

/** The ways in which a whole box gets read. */
export function Sources({ stages }: { stages: Stages }) {
  const t = useT()
  return (
    <>
      {stages.fault && <FaultBanner fault={stages.fault} />}
      <div className={styles.sources}>
        <FileDrop
          form="page"
          multiple
          label={t('rescan.file')}
          region={t('rescan.drop')}
          accept={ACCEPT}
          onFiles={stages.take}
        >
          {(choose) => (
            <EmptyState
              icon={IconFileUpload}
              title={t('rescan.drop')}
              words={t('rescan.dropWords')}
              ways={
                <Button kind="steel" size={64} icon={IconPhoto} onClick={choose}>
                  {t('rescan.file')}
                </Button>
              }
            />
          )}
        </FileDrop>
        <OtherWays stages={stages} />
      </div>
    </>
  )
}

function FaultBanner({ fault }: { fault: Fault }) {
  const t = useT()
  const go = useGo()
  return (
    <Banner
      tone="stop"
      action={
        fault.isLayout && (
          <Button
            size={48}
            icon={IconSchool}
            onClick={() => void go({ to: 'devices', part: 'racks' })}
          >
            {t('rescan.teach')}
          </Button>
        )
      }
    >
      {fault.words}
    </Banner>
  )
}

/** Without a file: what came by itself, what can be asked, and what hands can do. */
function OtherWays({ stages }: { stages: Stages }) {
  const t = useT()
  const arrivals = useArrivals()
  const sources = useRackServers()
  const folderOf = new Map(sources.map(({ id, source }) => [id, source.name]))
  const servers = sources.filter(({ source }) => source.kind !== 'folder')
  return (
    <Card title={t('rescan.otherWays')} scrolls className={styles.fill}>
      {stages.waiting.map((file, n) => (
        <CardRow
          key={`${file.name}/${file.lastModified}`}
          icon={<Icon of={IconPhoto} size={28} />}
          title={file.name}
          sub={t('rescan.waits')}
          end={
            <Button size={48} onClick={() => stages.take(withFirst(stages.waiting, n))}>
              {t('rescan.open')}
            </Button>
          }
        />
      ))}
      {arrivals.map((arrival) => (
        <Arrival
          key={arrival.id}
          arrival={arrival}
          folder={folderOf.get(arrival.source) ?? arrival.source}
          onOpen={() => stages.open(arrival)}
        />
      ))}
      {servers.map((server) => (
        <Server key={server.id} server={server} onAsk={() => stages.ask(server)} />
      ))}
      <CardRow
        icon={<Icon of={IconCamera} size={28} />}
        title={t('rescan.camera')}
        sub={t('rescan.cameraWords')}
        end={
          <Button size={48} onClick={() => stages.begin('camera')}>
            {t('rescan.cameraStart')}
          </Button>
        }
      />
      <CardRow
        icon={<Icon of={IconHandFinger} size={28} />}
        title={t('rescan.hand')}
        sub={t('rescan.handWords')}
        end={
          <Button size={48} onClick={() => stages.begin('hand')}>
            {t('rescan.handStart')}
          </Button>
        }
      />
    </Card>
  )
}

const withFirst = (files: readonly File[], n: number): readonly File[] => [
  files[n]!,
  ...files.filter((_, other) => other !== n),
]

interface ArrivalProps {
  arrival: RackArrival
  folder: string
  onOpen: () => void
}

function Arrival({ arrival, folder, onOpen }: ArrivalProps) {
  const intl = useIntl()
  const t = useT()
  const values = { at: sayClock(intl, arrival.at), folder }
  return (
    <CardRow
      icon={<Icon of={arrival.kind === 'picture' ? IconPhoto : IconFolder} size={28} />}
      title={t(arrival.kind === 'picture' ? 'rescan.arrivedPicture' : 'rescan.arrived', values)}
      sub={arrival.file}
      end={
        <Button size={48} onClick={onOpen}>
          {t('rescan.open')}
        </Button>
      }
    />
  )
}

function Server({ server, onAsk }: { server: RackSourceView; onAsk: () => void }) {
  const t = useT()
  const { standing, message, source } = server
  return (
    <CardRow
      icon={<Icon of={IconServer} size={28} />}
      title={source.name}
      sub={standing === 'ready' ? t('rescan.serverReady') : (message ?? t('rescan.serverBusy'))}
      end={
        <Button size={48} disabled={standing === 'busy'} onClick={onAsk}>
          {t('rescan.serverRead', { name: source.name })}
        </Button>
      }
    />
  )
}
