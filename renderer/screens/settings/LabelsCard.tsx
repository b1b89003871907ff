import { IconTag } from '@tabler/icons-react'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './settings.module.css'

/** The way to label printers, templates and what is printed. */
export function LabelsCard() {
  const t = useT()
  const go = useGo()
  return (
    <Card title={t('labels.title')} padded>
      <div className={styles.lines}>
        <p>{t('labels.inSettings')}</p>
        <div className={styles.choice}>
          <Button icon={IconTag} onClick={() => void go({ to: 'labels' })}>
            {t('labels.open')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
