import { IconChecks, IconFileCertificate, IconPackageImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { ArrivingBundle, ArrivingTube } from '#shared/contract/transfer.ts'
import { Screen } from '../../app/Screen.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { Chip, type ChipTone } from '../../components/Chip.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import { Table } from '../../components/Table.tsx'
import { useNames } from '../../i18n/names.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { StudyField } from '../study/StudyField.tsx'
import { Proof } from './SentCard.tsx'
import { sayTransferFault } from './say-fault.ts'
import styles from './transfer.module.css'
import { canCome, type Receiving, useReceive } from './use-receive.ts'
import { Ways } from './Ways.tsx'

/** Open the file that came, compare it with the paper, scan what is really here. */
export function Receive() {
  const t = useT()
  const intl = useIntl()
  const sentence = useSentence()
  const receiving = useReceive()
  const { bundle, fault, outcome } = receiving
  return (
    <Screen current="samples" title={t('transfer.title')} subtitle={t('transfer.way.receive')}>
      <LookUpDisplay
        line={sentence(bundle ? 'transfer.scan.scanWhatCame' : 'transfer.scan.openFirst')}
        outcome={outcome}
      />
      <Ways way="receive" />
      {fault && <Banner tone="stop">{sayTransferFault(intl, fault)}</Banner>}
      {bundle ? (
        <div className={styles.screen}>
          <Tubes bundle={bundle} receiving={receiving} />
          <From bundle={bundle} receiving={receiving} />
        </div>
      ) : (
        <Choose onChoose={(file) => void receiving.open(file)} />
      )}
    </Screen>
  )
}

function Choose({ onChoose }: { onChoose: (file: File) => void }) {
  const t = useT()
  return (
    <FileDrop
      label={t('transfer.choose')}
      accept=".frostkeep-bundle"
      form="page"
      onFiles={([file]) => file && onChoose(file)}
    >
      {(choose) => (
        <EmptyState
          icon={IconFileCertificate}
          title={t('transfer.chooseTitle')}
          words={t('transfer.chooseWords')}
          ways={
            <Button kind="ember" size={64} icon={IconFileCertificate} onClick={choose}>
              {t('transfer.choose')}
            </Button>
          }
        />
      )}
    </FileDrop>
  )
}

interface PartProps {
  bundle: ArrivingBundle
  receiving: Receiving
}

function Tubes({ bundle, receiving }: PartProps) {
  const t = useT()
  const { came, isBusy } = receiving
  const [study, setStudy] = useState<string | null>(null)
  const open = bundle.tubes.filter(canCome).length
  return (
    <Card
      title={t('transfer.inBundle', { count: bundle.tubes.length })}
      aside={t('transfer.cameOf', { came: came.size, open })}
      scrolls
      foot={
        <div className={styles.foot}>
          <StudyField value={study} onChange={setStudy} />
          <div className={styles.acts}>
            <Button
              icon={IconChecks}
              disabled={open === 0 || came.size === open}
              onClick={receiving.allCame}
            >
              {t('transfer.allCame')}
            </Button>
            <Button
              kind="ember"
              size={64}
              icon={IconPackageImport}
              disabled={came.size === 0 || study === null || isBusy}
              onClick={() => study && void receiving.receive(study)}
            >
              {t('transfer.receive', { count: came.size })}
            </Button>
          </div>
        </div>
      }
    >
      <TubeTable tubes={bundle.tubes} came={came} />
    </Card>
  )
}

function TubeTable({ tubes, came }: { tubes: readonly ArrivingTube[]; came: ReadonlySet<string> }) {
  const t = useT()
  const names = useNames()
  return (
    <Table
      caption={t('transfer.inBundle', { count: tubes.length })}
      rows={tubes}
      rowKey={({ external }) => external}
      columns={[
        { id: 'code', header: t('transfer.code'), as: 'code', cell: ({ code }) => code },
        {
          id: 'material',
          header: t('transfer.material'),
          cell: ({ material }) => names.material(material),
        },
        {
          id: 'left',
          header: t('transfer.left'),
          as: 'time',
          cell: ({ nanolitres }) => (nanolitres === null ? '–' : names.volume(nanolitres)),
        },
        { id: 'thaws', header: t('transfer.thaws'), as: 'time', cell: ({ thaws }) => thaws },
        {
          id: 'events',
          header: t('transfer.events'),
          as: 'time',
          cell: ({ events }) => events,
        },
        {
          id: 'state',
          header: t('transfer.stateHead'),
          cell: (tube) => <State tube={tube} came={came.has(tube.code)} />,
        },
      ]}
    />
  )
}

const TONES: Readonly<Record<ArrivingTube['state'], ChipTone>> = {
  new: 'plain',
  home: 'steel',
  'here-already': 'plain',
  'code-taken': 'contested',
}

function State({ tube, came }: { tube: ArrivingTube; came: boolean }) {
  const t = useT()
  if (tube.withdrawn)
    return (
      <Chip tone="contested" glyph="blocked">
        {t('transfer.withdrawn')}
      </Chip>
    )
  if (came)
    return (
      <Chip tone="steel" glyph="stored">
        {t('transfer.here')}
      </Chip>
    )
  return (
    <Chip tone={TONES[tube.state]} glyph={canCome(tube) ? 'empty' : 'filled'}>
      {t(`transfer.chip.${tube.state}`)}
    </Chip>
  )
}

/** Whose bundle it is, and how a person makes sure of that. */
function From({ bundle, receiving }: PartProps) {
  const t = useT()
  const names = useNames()
  return (
    <Card
      title={t('transfer.from', { site: bundle.siteName })}
      padded
      scrolls
      foot={<Button onClick={receiving.putAway}>{t('transfer.another')}</Button>}
    >
      <div className={styles.stack}>
        <Banner tone={bundle.isKeyKnown ? 'note' : 'caution'}>
          {t(bundle.isKeyKnown ? 'transfer.keyKnown' : 'transfer.keyNew')}
        </Banner>
        <Facts
          facts={[
            { name: t('transfer.heldBy'), value: `${bundle.heldBy}, ${bundle.bench}` },
            { name: t('transfer.left.at'), value: names.moment(bundle.dispatchedAt) },
            { name: t('transfer.dispatchedTo'), value: bundle.to },
          ]}
        />
        <Proof sent={bundle} />
      </div>
    </Card>
  )
}
