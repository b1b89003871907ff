import { IconKey, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { useBench } from '../../app/bench.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import { groupsOf } from './fingerprint.ts'
import styles from './ledger.module.css'
import { ProtectDialog } from './ProtectDialog.tsx'
import { UnlockDialog } from './UnlockDialog.tsx'

/** The key that signs for this bench, as two people compare it, and what keeps it. */
export function KeyCard() {
  const t = useT()
  const { keeping, person } = useBench()
  const { key } = keeping
  const [asked, ask] = useState<'protect' | 'unlock'>()
  const isAdministrator = person?.role === 'administrator'
  return (
    <Card
      className={styles.keyCard}
      title={t('ledger.key')}
      padded
      foot={
        isAdministrator &&
        (key.isLocked ? (
          <Button icon={IconLockOpen} onClick={() => ask('unlock')}>
            {t('key.unlock')}
          </Button>
        ) : (
          <Button icon={IconKey} onClick={() => ask('protect')}>
            {t('key.protect')}
          </Button>
        ))
      }
    >
      <div className={styles.stack}>
        <p className={styles.quiet}>{t('ledger.keyWords')}</p>
        <Fingerprint of={key.public} />
        {key.isLocked && <Banner tone="caution">{t('key.locked')}</Banner>}
        {key.protection === 'file' ? (
          <Banner tone="caution">{t('ledger.keyInFile')}</Banner>
        ) : (
          <p>{t(`ledger.protection.${key.protection}`)}</p>
        )}
      </div>
      {asked === 'protect' && <ProtectDialog onClose={() => ask(undefined)} />}
      {asked === 'unlock' && <UnlockDialog onClose={() => ask(undefined)} />}
    </Card>
  )
}

const Fingerprint = ({ of: key }: { of: string }) => (
  <p className={styles.fingerprint} data-copy>
    {groupsOf(key).map((group, at) => (
      <Code key={at} size={20}>
        {group}
      </Code>
    ))}
  </p>
)
