import { IconEraser, IconUserX } from '@tabler/icons-react'
import { useState } from 'react'
import type { SpecimenView } from '#shared/contract/views.ts'
import { useBench } from '../../app/bench.tsx'
import { isManager } from '../../app/may.ts'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './donor.module.css'
import { EraseDialog } from './EraseDialog.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** What the donor allows, and what somebody who may can record of that. */
export function DonorCard({ tube }: { tube: SpecimenView }) {
  const t = useT()
  const { person } = useBench()
  const [asking, setAsking] = useState<'withdraw' | 'erase'>()
  const { donor, donors, withdrawn, erased } = tube.consent
  const mayWithdraw = isManager(person) && donor !== null && !withdrawn
  const mayErase = person?.role === 'administrator' && !erased
  const facts = [
    {
      name: t('specimen.donor'),
      value: donors.length === 0 ? t('donor.none') : <Code breaks>{donors.join(', ')}</Code>,
    },
    donors.length > 0 && {
      name: t('donor.consent'),
      value: t(withdrawn ? 'donor.withdrawn' : 'donor.noWithdrawal'),
    },
    withdrawn?.reason && { name: t('donor.reason'), value: withdrawn.reason },
    { name: t('donor.texts'), value: t(erased ? 'donor.textsErased' : 'donor.textsKept') },
  ]
  return (
    <Card
      title={t('donor.title')}
      padded
      className={styles.fixed}
      foot={
        (mayWithdraw || mayErase) && (
          <div className={styles.pair}>
            {mayWithdraw && (
              <Button icon={IconUserX} onClick={() => setAsking('withdraw')}>
                {t('donor.withdraw')}
              </Button>
            )}
            {mayErase && (
              <Button kind="stop" icon={IconEraser} onClick={() => setAsking('erase')}>
                {t('donor.erase')}
              </Button>
            )}
          </div>
        )
      }
    >
      <Facts facts={facts.filter((fact) => typeof fact === 'object' && fact !== null)} />
      {asking === 'withdraw' && donor !== null && (
        <WithdrawDialog donor={donor} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'erase' && <EraseDialog tube={tube} onClose={() => setAsking(undefined)} />}
    </Card>
  )
}
