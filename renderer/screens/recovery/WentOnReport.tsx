import { IconShieldCheck } from '@tabler/icons-react'
import { useBench } from '../../app/bench.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { Tubes } from '../ledger/Findings.tsx'
import styles from '../ledger/ledger.module.css'
import { asideIn } from './aside.ts'
import { LostRuns } from './LostRuns.tsx'
import { tellWentOn, type WentOn } from './went-on.ts'

/** What happened, for as long as nobody has put it away. */
export function WentOnReport({ told }: { told: WentOn }) {
  const t = useT()
  const names = useNames()
  const { keeping, dataFolder } = useBench()
  const isSound = keeping.state === 'sound'
  return (
    <Card
      title={t(told.way === 'restore' ? 'wentOn.restored' : 'wentOn.salvaged')}
      aside={
        isSound && (
          <Chip tone="ok" icon={IconShieldCheck}>
            {t('ledger.sound')}
          </Chip>
        )
      }
      padded
      scrolls
      foot={
        <Button kind="steel" onClick={() => tellWentOn(undefined)}>
          {t('wentOn.putAway')}
        </Button>
      }
    >
      <div className={styles.stack} role="status">
        <p className={styles.lead}>{t('wentOn.words', { events: told.events })}</p>
        {told.codes.length > 0 ? (
          <Tubes codes={told.codes} title={t('salvage.scanAgain', { count: told.codes.length })} />
        ) : (
          <p className={styles.quiet}>{t('wentOn.nothingToScan')}</p>
        )}
        <Facts
          facts={[
            { name: t('wentOn.at'), value: names.minute(told.at) },
            { name: t('wentOn.chain'), value: <Code breaks>{told.chain}</Code> },
            {
              name: t('wentOn.aside'),
              value: (
                <span data-copy>
                  <Code breaks>{asideIn(dataFolder, told.aside)}</Code>
                </span>
              ),
            },
          ]}
        />
        <LostRuns lost={told.lost} />
      </div>
    </Card>
  )
}
