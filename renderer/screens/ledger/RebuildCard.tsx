import { IconRefresh } from '@tabler/icons-react'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { isManager } from '../../app/may.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import { Fault } from './Fault.tsx'
import { JobBar } from './JobBar.tsx'
import styles from './ledger.module.css'
import { rebuilding } from './tasks.ts'

/** What screens read is derived from the events, and can be derived anew at any time. */
export function RebuildCard() {
  const t = useT()
  const { keeping, person } = useBench()
  const state = rebuilding.use()
  return (
    <Card
      title={t('rebuild.title')}
      padded
      foot={
        keeping.job?.job === 'rebuild' ? (
          <JobBar jobs={['rebuild']} />
        ) : (
          isManager(person) && (
            <Button
              icon={IconRefresh}
              disabled={keeping.job !== null}
              onClick={() => void rebuilding.run(() => client.keeping.rebuild())}
            >
              {t('rebuild.now')}
            </Button>
          )
        )
      }
    >
      <div className={styles.stack} role="status">
        <p className={styles.quiet}>{t('rebuild.words')}</p>
        <Fault of={state} />
        {state.is === 'done' && <p className={styles.doneLine}>{t('rebuild.done')}</p>}
      </div>
    </Card>
  )
}
