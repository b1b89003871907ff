import { IconFileExport } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { ExportView } from '#shared/contract/keeping.ts'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { isManager } from '../../app/may.ts'
import { Button } from '../../components/Button.tsx'
import { Card, Facts } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import { Fault } from './Fault.tsx'
import { JobBar } from './JobBar.tsx'
import styles from './ledger.module.css'
import { sayBytes } from './say-bytes.ts'
import { exporting } from './tasks.ts'

/** The whole ledger with its proof in one file, for somebody who does not trust this program. */
export function ExportCard() {
  const t = useT()
  const { keeping, person } = useBench()
  const state = exporting.use()
  return (
    <Card
      title={t('export.title')}
      padded
      foot={
        keeping.job?.job === 'export' ? (
          <JobBar jobs={['export']} />
        ) : (
          isManager(person) && (
            <Button
              icon={IconFileExport}
              disabled={keeping.job !== null}
              onClick={() => void exporting.run(() => client.keeping.exportAll())}
            >
              {t('export.now')}
            </Button>
          )
        )
      }
    >
      <div className={styles.stack} role="status">
        <p className={styles.quiet}>{t('export.words')}</p>
        <Fault of={state} />
        {state.is === 'done' && <Exported file={state.value} />}
      </div>
    </Card>
  )
}

function Exported({ file: { file, events, bytes, sha256 } }: { file: ExportView }) {
  const intl = useIntl()
  const t = useT()
  return (
    <>
      <p className={styles.doneLine}>{t('export.done', { events, size: sayBytes(intl, bytes) })}</p>
      <Facts
        facts={[
          { name: t('export.file'), value: <CopiedCode>{file}</CopiedCode> },
          { name: t('export.sum'), value: <CopiedCode>{sha256}</CopiedCode> },
        ]}
      />
      <p className={styles.quiet}>{t('export.check')}</p>
      <CopiedCode>{`node verify-export.mjs ${file}`}</CopiedCode>
    </>
  )
}

const CopiedCode = ({ children }: { children: string }) => (
  <span data-copy>
    <Code breaks>{children}</Code>
  </span>
)
