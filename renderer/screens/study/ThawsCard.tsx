import type { StudyPlanView } from '#shared/contract/studies.ts'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import { ThawLimit } from '../specimen/ThawLimit.tsx'
import styles from './study.module.css'

/** How often specimens of the study may be thawed. */
export function ThawsCard({ plan, mayChange }: { plan: StudyPlanView; mayChange: boolean }) {
  const t = useT()
  const { thawLimit: limit } = plan
  return (
    <Card title={t('studies.thaws')} padded>
      {mayChange ? (
        <div className={styles.acts}>
          <ThawLimit study={plan} limit={limit} />
        </div>
      ) : (
        <p>{limit === null ? t('thawLimit.none') : t('thawLimit.is', { limit })}</p>
      )}
    </Card>
  )
}
