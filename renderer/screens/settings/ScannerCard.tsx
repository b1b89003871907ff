import { useState } from 'react'
import { SCANNER_CHECK_CODE } from '#shared/scan/wedge-test.ts'
import { keepWedgeSettings } from '../../app/scanner-settings.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { DataMatrix } from '../../components/DataMatrix.tsx'
import { useT } from '../../i18n/use-t.ts'
import { ScannerVerdict } from './ScannerVerdict.tsx'
import styles from './settings.module.css'
import { type TestResult, useScannerTest } from './use-scanner-test.ts'

/** The scanner test: one scan tells how the scanner has to be read. */
export function ScannerCard() {
  const t = useT()
  const [isRunning, setRunning] = useState(false)
  const [tested, setTested] = useState<TestResult>()
  useScannerTest(isRunning, (result) => {
    setTested(result)
    if (result.via === 'keyboard' && result.result.ok)
      keepWedgeSettings(result.result.value.settings, result.result.value.aim !== undefined)
    if (result.result.ok) setRunning(false)
  })
  return (
    <Card
      title={t('scannerTest.title')}
      padded
      aside={
        <Button
          size={48}
          onClick={() => {
            setTested(undefined)
            setRunning(!isRunning)
          }}
        >
          {isRunning ? t('common.cancel') : t('scannerTest.start')}
        </Button>
      }
    >
      {isRunning ? (
        <div className={styles.test}>
          <DataMatrix code={SCANNER_CHECK_CODE} size={120} label={SCANNER_CHECK_CODE} />
          <div>
            <p>{t('scannerTest.scanThis')}</p>
            <Code>{SCANNER_CHECK_CODE}</Code>
          </div>
        </div>
      ) : (
        tested === undefined && <p>{t('scannerTest.about')}</p>
      )}
      {tested && <ScannerVerdict tested={tested} />}
    </Card>
  )
}
