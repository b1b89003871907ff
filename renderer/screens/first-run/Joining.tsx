import { type IntlShape, useIntl } from 'react-intl'
import type { JoinView } from '#shared/contract/joining.ts'
import { client } from '../../app/client.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Progress } from '../../components/Progress.tsx'
import { useT } from '../../i18n/use-t.ts'
import { sayBytes } from '../ledger/say-bytes.ts'
import styles from './first-run.module.css'

/** How far a new bench is in receiving the ledger of its site; it goes on after a restart. */
export function Joining({ joining }: { joining: JoinView }) {
  const t = useT()
  const intl = useIntl()
  const { phase, done, of } = joining
  const mayStop = phase !== 'placing' && phase !== 'asking'
  return (
    <Card
      title={t('join.title')}
      padded
      foot={
        mayStop && (
          <div className={styles.acts}>
            <Button onClick={() => void client.bench.joinByEvents()}>{t('join.byEvents')}</Button>
          </div>
        )
      }
    >
      <div className={styles.form}>
        <Progress
          label={t(`join.phase.${phase}`)}
          value={done}
          total={of}
          words={sayProgress(intl, joining)}
        />
        {phase === 'waiting' && <Banner tone="caution">{t('join.waiting')}</Banner>}
        <p>{t('join.words')}</p>
      </div>
    </Card>
  )
}

/** "312 MB of 1.1 GB", or events while they are checked. */
function sayProgress(intl: IntlShape, { phase, done, of }: JoinView): string {
  if (of === 0) return ''
  if (phase === 'checking') {
    const values = { done: intl.formatNumber(done), of: intl.formatNumber(of) }
    return intl.formatMessage({ id: 'join.checked' }, values)
  }
  const values = { done: sayBytes(intl, done), of: sayBytes(intl, of) }
  return intl.formatMessage({ id: 'join.received' }, values)
}
