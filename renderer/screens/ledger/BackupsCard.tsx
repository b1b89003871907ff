import { IconArchive, IconShieldCheck } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { BackupView } from '#shared/contract/keeping.ts'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { refresh, useLive } from '../../app/live.ts'
import { isManager } from '../../app/may.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { Fault } from './Fault.tsx'
import { JobBar } from './JobBar.tsx'
import styles from './ledger.module.css'
import { sayBytes } from './say-bytes.ts'
import { sayKeepingFault } from './say-fault.ts'
import { backingUp } from './tasks.ts'

/** Verified copies of the ledger: made by themselves every day, and now. */
export function BackupsCard({ onRestore }: { onRestore: (file: string) => void }) {
  const intl = useIntl()
  const t = useT()
  const { keeping, person } = useBench()
  const state = backingUp.use()
  const backUp = async () => {
    await backingUp.run(() => client.keeping.backup())
    await refresh()
  }
  return (
    <Card
      title={t('backup.title')}
      foot={
        keeping.job?.job === 'backup' ? (
          <JobBar jobs={['backup']} />
        ) : (
          isManager(person) && (
            <Button
              kind="steel"
              icon={IconArchive}
              disabled={keeping.job !== null}
              onClick={() => void backUp()}
            >
              {t('backup.now')}
            </Button>
          )
        )
      }
    >
      {keeping.backupFault !== null && (
        <CardInset>
          <Banner tone="caution">
            {t('backup.ownFailed', { why: sayKeepingFault(intl, keeping.backupFault) })}
          </Banner>
        </CardInset>
      )}
      {state.is === 'failed' && (
        <CardInset>
          <Fault of={state} />
        </CardInset>
      )}
      <BackupList onRestore={person?.role === 'administrator' ? onRestore : undefined} />
    </Card>
  )
}

/** What there is to go back to, newest first; with `onRestore` each can be looked at and restored. */
export function BackupList({ onRestore }: { onRestore: ((file: string) => void) | undefined }) {
  const t = useT()
  const { job } = useBench().keeping
  const { data: backups } = useLive(['backups'], () => client.keeping.backups())
  if (backups?.length === 0) return <p className={styles.none}>{t('backup.none')}</p>
  return (
    <ul className={styles.backups}>
      {backups?.map((backup) => (
        <li key={backup.file} className={styles.backup}>
          <BackupWords backup={backup} />
          {backup.intact ? (
            <Chip tone="ok" icon={IconShieldCheck} ground="bare">
              {t('backup.intact')}
            </Chip>
          ) : (
            <Chip tone="stop">{t('backup.changed')}</Chip>
          )}
          {onRestore && (
            <Button
              size={48}
              disabled={job !== null || !backup.intact}
              onClick={() => onRestore(backup.file)}
            >
              {t('backup.restore')}
              <span className="fk-heard"> {backup.file}</span>
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function BackupWords({ backup: { at, events, bytes } }: { backup: BackupView }) {
  const intl = useIntl()
  const t = useT()
  const names = useNames()
  return (
    <div className={styles.backupWords}>
      <div className={styles.backupAt}>{names.minute(at)}</div>
      <div className={styles.quiet}>
        {t('backup.holds', { events, size: sayBytes(intl, bytes) })}
      </div>
    </div>
  )
}
