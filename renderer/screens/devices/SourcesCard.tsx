import { IconFolder, IconNetwork, IconPlus, IconScan } from '@tabler/icons-react'
import { useState } from 'react'
import type { RackSource, RackSourceView, RacksView } from '#shared/contract/racks.ts'
import type { Result } from '#shared/lib/result.ts'
import type { RackFileRead } from '#shared/scan/rack/gather.ts'
import type { RackSourceFault } from '#shared/scan/rack/server.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import styles from './devices.module.css'
import { SourceDialog } from './SourceDialog.tsx'
import { addressOf, sayRead, saySourceFault, saySourceMessage } from './say-rack.ts'

interface SourcesCardProps {
  racks: RacksView | undefined
  mayChange: boolean
}

/** Where whole racks come from by themselves. */
export function SourcesCard({ racks, mayChange }: SourcesCardProps) {
  const t = useT()
  const [open, setOpen] = useState<{ readonly id: string; readonly source: RackSource }>()
  const begin = () => setOpen({ id: newId(), source: { kind: 'folder', name: '', folder: '' } })
  return (
    <Card
      title={t('racks.sources')}
      foot={
        mayChange && (
          <Button icon={IconPlus} onClick={begin}>
            {t('racks.addSource')}
          </Button>
        )
      }
    >
      {racks?.damaged && (
        <CardInset>
          <Banner tone="caution">{t('racks.damaged', { file: racks.damaged })}</Banner>
        </CardInset>
      )}
      {racks?.sources.length === 0 && <p className={styles.nothing}>{t('racks.noSources')}</p>}
      {racks?.sources.map((one) => (
        <SourceRow
          key={one.id}
          view={one}
          onChange={mayChange ? () => setOpen({ id: one.id, source: one.source }) : undefined}
        />
      ))}
      {open && (
        <SourceDialog
          {...open}
          isNew={!racks?.sources.some(({ id }) => id === open.id)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Card>
  )
}

const TONES = { ready: 'ok', busy: 'steel', fault: 'stop' } as const

interface SourceRowProps {
  view: RackSourceView
  onChange: (() => void) | undefined
}

function SourceRow({ view, onChange }: SourceRowProps) {
  const t = useT()
  const { minute } = useNames()
  const { id, source, standing, message, lastAt } = view
  const [came, setCame] = useState<Result<RackFileRead, RackSourceFault>>()
  const [isReading, setReading] = useState(false)
  const isServer = source.kind !== 'folder'
  const read = async () => {
    setCame(undefined)
    setReading(true)
    const answer = await client.racks.read({ id })
    setReading(false)
    setCame(answer)
    playTone(answer.ok ? 'success' : 'warning')
  }
  return (
    <div className={styles.scanner}>
      <div className={styles.scannerHead}>
        <Icon of={isServer ? IconNetwork : IconFolder} size={26} />
        <div className={styles.scannerName}>
          <h3>{source.name}</h3>
          <p>
            {t(`racks.kind.${source.kind}`)} <Code breaks>{addressOf(source)}</Code>
          </p>
        </div>
        <Chip tone={TONES[standing]}>{t(`racks.standing.${standing}`)}</Chip>
      </div>
      {message !== null && !came && <p>{saySourceMessage(t, source, message)}</p>}
      <p className={styles.quiet}>
        {lastAt === null ? t('racks.neverCame') : t('racks.lastCame', { at: minute(lastAt) })}
      </p>
      {isReading && source.kind === 'visionmate' && <p>{t('racks.scanNow')}</p>}
      <div aria-live="polite">
        {came &&
          (came.ok ? (
            <Banner tone="note">{sayRead(t, came.value)}</Banner>
          ) : (
            <Banner tone="caution">{saySourceFault(t, came.error)}</Banner>
          ))}
      </div>
      <div className={styles.choice}>
        {isServer && !isReading && (
          <Button
            size={48}
            icon={IconScan}
            disabled={standing === 'busy'}
            onClick={() => void read()}
          >
            {t('racks.readNow')}
          </Button>
        )}
        {isReading && (
          <Button size={48} onClick={() => void client.racks.cancel({ id })}>
            {t('racks.stopReading')}
          </Button>
        )}
        {onChange && (
          <Button size={48} onClick={onChange}>
            {t('devices.change')}
          </Button>
        )}
      </div>
    </div>
  )
}
