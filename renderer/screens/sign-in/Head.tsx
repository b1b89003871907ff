import { useIntl } from 'react-intl'
import { useBench } from '../../app/bench.tsx'
import { CameraButton } from '../../app/camera/CameraButton.tsx'
import { useNow } from '../../app/use-now.ts'
import styles from './sign-in.module.css'

/** Which bench this is, and what time it has: the time that goes into its ledger. */
export function Head() {
  const intl = useIntl()
  const now = useNow(1_000)
  const { site, bench } = useBench()
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  return (
    <header className={styles.head}>
      <div className={styles.place}>
        <p className={styles.where}>{[site?.name, bench?.name].filter(Boolean).join(', ')}</p>
        <p className={styles.day}>{intl.formatDate(now, day)}</p>
      </div>
      <CameraButton alone />
      <time className={styles.clock}>
        {intl.formatTime(now, { hour: '2-digit', minute: '2-digit' })}
      </time>
    </header>
  )
}
