import { IconPrinter } from '@tabler/icons-react'
import { newBadge } from '../../app/new-badge.ts'
import { OnPaper } from '../../app/Print.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { DataMatrix } from '../../components/DataMatrix.tsx'
import { SignInDisplay } from '../../components/SignInDisplay.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './first-run.module.css'

/** The first person's badge code, shown this once. */
export function KeepBadgeScreen({ badge }: { badge: string }) {
  const t = useT()
  return (
    <main className={styles.screen}>
      <SignInDisplay
        status={t('firstRun.done')}
        line={t('firstRun.yourBadge')}
        act={t('firstRun.keepIt')}
        hint={t('firstRun.shownOnce')}
        announcement={`${t('firstRun.yourBadge')}. ${t('firstRun.shownOnce')}`}
      />
      <div className={styles.side}>
        <Card label={t('firstRun.yourBadge')}>
          <BadgeLabel badge={badge} />
        </Card>
        <div className={styles.acts}>
          <Button size={64} icon={IconPrinter} onClick={() => window.print()}>
            {t('common.print')}
          </Button>
          <Button kind="ember" size={64} onClick={() => newBadge.set(null)}>
            {t('firstRun.haveIt')}
          </Button>
        </div>
      </div>
      <OnPaper>
        <BadgeLabel badge={badge} />
      </OnPaper>
    </main>
  )
}

function BadgeLabel({ badge }: { badge: string }) {
  const t = useT()
  return (
    <div className={styles.badge}>
      <span className={styles.matrix}>
        <DataMatrix code={badge} size={220} label={t('firstRun.yourBadge')} />
      </span>
      <span data-copy>
        <Code size={26} strong breaks>
          {badge}
        </Code>
      </span>
    </div>
  )
}
