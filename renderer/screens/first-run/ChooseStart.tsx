import { IconBox, IconFlask, IconUsers, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FaultBanner } from './FaultBanner.tsx'
import styles from './first-run.module.css'
import { useSetUp } from './use-set-up.ts'

/** Three ways to begin; the demo is the one to try first. */
export function ChooseStart({ onChoose }: { onChoose: (way: 'empty' | 'join') => void }) {
  const t = useT()
  const { isBusy, fault, setUp } = useSetUp()
  return (
    <>
      <Way
        icon={IconFlask}
        title={t('firstRun.demo')}
        words={isBusy ? t('firstRun.demoBusy') : t('firstRun.demoWords')}
      >
        <Button kind="ember" size={64} disabled={isBusy} onClick={() => setUp({ mode: 'demo' })}>
          {t('firstRun.demoOpen')}
        </Button>
      </Way>
      <Way icon={IconBox} title={t('firstRun.empty')} words={t('firstRun.emptyWords')}>
        <Button size={64} disabled={isBusy} onClick={() => onChoose('empty')}>
          {t('firstRun.emptyOpen')}
        </Button>
      </Way>
      <Way icon={IconUsers} title={t('firstRun.join')} words={t('firstRun.joinWords')}>
        <Button size={64} disabled={isBusy} onClick={() => onChoose('join')}>
          {t('firstRun.joinOpen')}
        </Button>
      </Way>
      <FaultBanner fault={fault} />
    </>
  )
}

interface WayProps {
  icon: TablerIcon
  title: string
  words: string
  children: ReactNode
}

const Way = ({ icon, title, words, children }: WayProps) => (
  <Card label={title}>
    <div className={styles.way}>
      <span className={styles.sign}>
        <Icon of={icon} size={36} />
      </span>
      <div className={styles.words}>
        <h2>{title}</h2>
        <p>{words}</p>
      </div>
      {children}
    </div>
  </Card>
)
