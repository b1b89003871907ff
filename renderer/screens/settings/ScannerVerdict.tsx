import { useIntl } from 'react-intl'
import { never } from '#shared/lib/assert.ts'
import type { ScannerTest, ScannerTestRefusal } from '#shared/scan/wedge-test.ts'
import { Banner } from '../../components/Banner.tsx'
import { Facts } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './settings.module.css'
import type { TestResult } from './use-scanner-test.ts'

/** What the test found, in words. */
export function ScannerVerdict({ tested }: { tested: TestResult }) {
  const t = useT()
  if (tested.via === 'device')
    return tested.result.ok ? (
      <Banner tone="note">{t('scannerTest.device', { device: tested.result.value })}</Banner>
    ) : (
      <Banner tone="caution">{t('scannerTest.notCheckCode')}</Banner>
    )
  return tested.result.ok ? (
    <Found test={tested.result.value} />
  ) : (
    <Why refusal={tested.result.error} />
  )
}

function Found({ test }: { test: ScannerTest }) {
  const intl = useIntl()
  const t = useT()
  const none = t('scannerTest.nothing')
  const shown = (text: string) => (text === '' ? none : <Code>{text}</Code>)
  const facts = [
    {
      name: t('scannerTest.layout'),
      value: test.layout === 'as-typed' ? t('scannerTest.layoutSame') : t('scannerTest.layoutUs'),
    },
    { name: t('scannerTest.symbology'), value: shown(test.aim ?? '') },
    { name: t('scannerTest.prefix'), value: shown(test.prefix) },
    { name: t('scannerTest.suffix'), value: shown(test.suffix) },
    { name: t('scannerTest.end'), value: test.end === 'none' ? none : <Code>{test.end}</Code> },
    {
      name: t('scannerTest.speed'),
      value: t('scannerTest.gaps', {
        median: intl.formatNumber(test.medianGapMs, { maximumFractionDigits: 0 }),
        longest: intl.formatNumber(test.longestGapMs, { maximumFractionDigits: 0 }),
      }),
    },
  ]
  return (
    <div className={styles.lines}>
      <Banner tone="note">{t('scannerTest.works')}</Banner>
      <Facts facts={facts} />
    </div>
  )
}

function Why({ refusal }: { refusal: ScannerTestRefusal }) {
  const t = useT()
  return <Banner tone="caution">{words()}</Banner>

  function words(): string {
    switch (refusal.type) {
      case 'NothingScanned':
        return t('scannerTest.nothingScanned')
      case 'CaseExchanged':
        return t('scannerTest.caseExchanged')
      case 'NotTheCheckCode':
        return t('scannerTest.notCheckCode')
      case 'TooSlow':
        return t('scannerTest.tooSlow', { longest: Math.round(refusal.longestGapMs) })
      default:
        return never(refusal)
    }
  }
}
