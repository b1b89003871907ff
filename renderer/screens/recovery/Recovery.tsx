import { IconHistory, IconLifebuoy, type TablerIcon } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useBench } from '../../app/bench.tsx'
import { isManager } from '../../app/may.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { BackupList } from '../ledger/BackupsCard.tsx'
import { Findings } from '../ledger/Findings.tsx'
import styles from '../ledger/ledger.module.css'
import { RestoreView } from '../ledger/RestoreView.tsx'
import { asideIn } from './aside.ts'
import { SalvageView } from './SalvageView.tsx'
import { WentOnReport } from './WentOnReport.tsx'
import { useWentOn } from './went-on.ts'

type Way =
  | { readonly is: 'salvage' }
  | { readonly is: 'restore'; readonly file: string }
  | undefined

/** What was found in a damaged ledger, and the two ways on. */
export function Recovery({ mayAct }: { mayAct: boolean }) {
  const t = useT()
  const { keeping } = useBench()
  const told = useWentOn()
  const [way, choose] = useState<Way>()
  const back = () => choose(undefined)
  if (told !== undefined)
    return (
      <div className={styles.single}>
        <WentOnReport told={told} />
      </div>
    )
  if (way?.is === 'salvage') return <SalvageView onBack={back} />
  if (way?.is === 'restore') return <RestoreView file={way.file} onBack={back} />
  if (keeping.state === 'sound')
    return (
      <div className={styles.single}>
        <Banner tone="note">{t('recovery.nothing')}</Banner>
      </div>
    )
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <FoundCard />
      </div>
      <div className={styles.column}>
        {mayAct ? (
          <Ways onChoose={choose} />
        ) : (
          <Banner tone="note">{t('recovery.managers')}</Banner>
        )}
      </div>
    </div>
  )
}

/** By who is signed in; where nobody can be, because nothing can be read, by who stands there. */
export const useMayRecover = (): boolean => {
  const { person, stage } = useBench()
  return stage !== 'signed-in' || isManager(person)
}

function FoundCard() {
  const t = useT()
  const { keeping, dataFolder } = useBench()
  return (
    <Card title={t('recovery.found')} padded>
      <div className={styles.stack}>
        <p className={styles.lead}>{t('recovery.safe')}</p>
        <Findings findings={keeping.findings} />
        <p>
          {keeping.aside === null ? t('recovery.notAside') : t('recovery.aside')}{' '}
          <span data-copy>
            <Code breaks>
              {keeping.aside === null ? dataFolder : asideIn(dataFolder, keeping.aside)}
            </Code>
          </span>
        </p>
      </div>
    </Card>
  )
}

function Ways({ onChoose }: { onChoose: (way: Way) => void }) {
  const t = useT()
  const { job } = useBench().keeping
  return (
    <>
      <Card label={t('salvage.title')}>
        <WayWords icon={IconLifebuoy} title={t('salvage.title')} words={t('salvage.words')}>
          <Button kind="steel" disabled={job !== null} onClick={() => onChoose({ is: 'salvage' })}>
            {t('salvage.look')}
          </Button>
        </WayWords>
      </Card>
      <Card label={t('restore.title')}>
        <WayWords icon={IconHistory} title={t('restore.title')} words={t('restore.words')} />
        <BackupList onRestore={(file) => onChoose({ is: 'restore', file })} />
      </Card>
    </>
  )
}

interface WayWordsProps {
  icon: TablerIcon
  title: string
  words: string
  children?: ReactNode
}

const WayWords = ({ icon, title, words, children }: WayWordsProps) => (
  <div className={styles.way}>
    <span className={styles.waySign}>
      <Icon of={icon} size={34} />
    </span>
    <div className={styles.stack}>
      <h2 className={styles.wayTitle}>{title}</h2>
      <p className={styles.quiet}>{words}</p>
      {children && <div>{children}</div>}
    </div>
  </div>
)
