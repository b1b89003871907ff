import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './work.module.css'

export interface StartFootProps {
  isReady: boolean
  onStart: () => void
}

/** Under the form of a batch that is to begin. */
export function StartFoot({ isReady, onStart }: StartFootProps) {
  const t = useT()
  const go = useGo()
  return (
    <div className={styles.startActs}>
      <Button size={64} onClick={() => void go({ to: 'home' })}>
        {t('common.cancel')}
      </Button>
      <Button kind="ember" size={64} disabled={!isReady} onClick={onStart}>
        {t('work.start')}
      </Button>
    </div>
  )
}
