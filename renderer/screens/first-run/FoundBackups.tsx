import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import { BackupList } from '../ledger/BackupsCard.tsx'

/** Backups that lie in the folder of a bench that is not set up, as on a new computer for an old bench. */
export function FoundBackups({ onRestore }: { onRestore: (file: string) => void }) {
  const t = useT()
  const { data: backups } = useLive(['backups'], () => client.keeping.backups())
  if (backups === undefined || backups.length === 0) return null
  return (
    <Card title={t('firstRun.foundBackups')}>
      <BackupList onRestore={onRestore} />
    </Card>
  )
}
