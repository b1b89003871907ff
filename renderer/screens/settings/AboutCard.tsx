import { IconCertificate } from '@tabler/icons-react'
import { useBench } from '../../app/bench.tsx'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LICENCES } from './licences.ts'
import styles from './settings.module.css'

/** Version, whose work this is, and where the data lies. */
export function AboutCard() {
  const t = useT()
  const go = useGo()
  const { version, dataFolder, site, bench } = useBench()
  return (
    <Card title={t('about.title')} padded>
      <Facts
        facts={[
          { name: t('about.version'), value: `Frostkeep ${version}` },
          {
            name: t('about.bench'),
            value: [site?.name, bench?.name].filter(Boolean).join(', '),
          },
          {
            name: t('about.dataFolder'),
            value: (
              <span data-copy>
                <Code breaks>{dataFolder}</Code>
              </span>
            ),
          },
          { name: t('about.licence'), value: 'Apache-2.0' },
        ]}
      />
      <div className={styles.toLedger}>
        <Button size={48} icon={IconCertificate} onClick={() => void go({ to: 'ledger' })}>
          {t('ledger.open')}
        </Button>
      </div>
      <details className={styles.licences}>
        <summary>{t('about.others')}</summary>
        {LICENCES.map(({ licence, parts }) => (
          <p key={licence}>
            <strong>{licence}</strong> {parts.join(', ')}
          </p>
        ))}
      </details>
    </Card>
  )
}
