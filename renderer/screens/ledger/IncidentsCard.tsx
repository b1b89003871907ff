import type { IncidentView } from '#shared/contract/keeping.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './ledger.module.css'

/** What has happened to the records of the site's benches; nothing is shown where nothing has. */
export function IncidentsCard() {
  const t = useT()
  const { data: incidents } = useLive(['incidents'], () => client.keeping.incidents())
  if (incidents === undefined || incidents.length === 0) return null
  return (
    <Card title={t('incident.title')}>
      <ul className={styles.backups}>
        {incidents.map((incident) => (
          <li key={incident.incident} className={styles.incident}>
            <Incident incident={incident} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Incident({ incident }: { incident: IncidentView }) {
  const t = useT()
  const names = useNames()
  const { kind, at, bench, isHere, aside, lost } = incident
  const gone = lost.reduce((sum, { from, to }) => sum + (to === null ? 1 : to - from + 1), 0)
  return (
    <>
      <div className={styles.backupAt}>{t(`incident.kind.${kind}`)}</div>
      <div className={styles.quiet}>
        {isHere ? t('ledger.chainOwn') : (bench ?? t('ledger.chainOther'))}, {names.minute(at)}
      </div>
      {gone > 0 && <div>{t('incident.lost', { count: gone })}</div>}
      {aside !== null && (
        <div className={styles.quiet}>
          {t('wentOn.aside')} <Code breaks>{aside}</Code>
        </div>
      )}
    </>
  )
}
