import { IconPrinter } from '@tabler/icons-react'
import type { SentBundle } from '#shared/contract/transfer.ts'
import { useBench } from '../../app/bench.tsx'
import { OnPaper } from '../../app/Print.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { groupsOf } from '../ledger/fingerprint.ts'
import styles from './transfer.module.css'

/** What was dispatched: where its file is, and the paper that goes with the tubes. */
export function SentCard({ sent, onClose }: { sent: SentBundle; onClose: () => void }) {
  const t = useT()
  return (
    <Card
      title={t('transfer.sent', { count: sent.codes.length, to: sent.to })}
      padded
      scrolls
      foot={
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('transfer.putAway')}</Button>
          <Button kind="steel" icon={IconPrinter} onClick={() => window.print()}>
            {t('transfer.print')}
          </Button>
        </div>
      }
    >
      <div className={styles.stack} role="status">
        <p>{t('transfer.sentWords')}</p>
        <Proof sent={sent} />
        <Facts
          facts={[
            {
              name: t('transfer.copy'),
              value: (
                <span data-copy>
                  <Code breaks>{sent.file}</Code>
                </span>
              ),
            },
          ]}
        />
      </div>
      <OnPaper>
        <Paper sent={sent} />
      </OnPaper>
    </Card>
  )
}

/** What both sides compare: the key's fingerprint, and the sum of the file. */
export function Proof({ sent: { key, hash } }: { sent: Pick<SentBundle, 'key' | 'hash'> }) {
  const t = useT()
  return (
    <Facts
      facts={[
        { name: t('transfer.key'), value: <Groups of={key} /> },
        { name: t('transfer.sum'), value: <Groups of={hash} /> },
      ]}
    />
  )
}

const Groups = ({ of }: { of: string }) => (
  <span className={styles.groups} data-copy>
    {groupsOf(of).map((group, at) => (
      <Code key={at}>{group}</Code>
    ))}
  </span>
)

function Paper({ sent }: { sent: SentBundle }) {
  const t = useT()
  const names = useNames()
  const { site, person } = useBench()
  return (
    <article className={styles.paper}>
      <h1>{t('transfer.paper', { to: sent.to })}</h1>
      <p>
        {site?.name} · {person?.name} · {names.minute(Date.now())}
      </p>
      <Proof sent={sent} />
      <ol className={styles.codes}>
        {sent.codes.map((code) => (
          <li key={code}>
            <Code>{code}</Code>
          </li>
        ))}
      </ol>
    </article>
  )
}
