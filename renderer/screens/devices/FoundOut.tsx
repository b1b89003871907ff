import { useEffect, useState } from 'react'
import { useIntl } from 'react-intl'
import type { SerialSettings } from '#shared/contract/devices.ts'
import type { DeviceTest } from '#shared/scan/device-test.ts'
import type { ScannerTest } from '#shared/scan/wedge-test.ts'
import { client } from '../../app/client.ts'
import { Banner } from '../../components/Banner.tsx'
import { Facts } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { type Say, useT } from '../../i18n/use-t.ts'
import styles from './devices.module.css'
import { devicesShown, showDevices } from './use-device-bytes.ts'
import type { Found } from './use-scanner-test.ts'

/** What the check code told of a scanner, and what was set by it. */
export function FoundOut({ found }: { found: Found }) {
  if (found.via === 'keyboard') return <ByKeys test={found.test} />
  return found.via === 'hid' ? <ByReports found={found} /> : <ByLine found={found} />
}

function ByKeys({ test }: { test: ScannerTest }) {
  const intl = useIntl()
  const t = useT()
  const ms = (value: number) => intl.formatNumber(value, { maximumFractionDigits: 0 })
  const facts = [
    {
      name: t('scannerTest.layout'),
      value: test.layout === 'as-typed' ? t('scannerTest.layoutSame') : t('scannerTest.layoutUs'),
    },
    { name: t('scannerTest.symbology'), value: shown(t, test.aim ?? '') },
    { name: t('scannerTest.prefix'), value: shown(t, test.prefix) },
    { name: t('scannerTest.suffix'), value: shown(t, test.suffix) },
    { name: t('scannerTest.lastKey'), value: shown(t, test.end === 'none' ? '' : test.end) },
    {
      name: t('scannerTest.speed'),
      value: t('scannerTest.gaps', {
        median: ms(test.medianGapMs),
        longest: ms(test.longestGapMs),
      }),
    },
    {
      name: t('scannerTest.set'),
      value: t('scannerTest.setGap', { ms: ms(test.settings.gapMs) }),
    },
  ]
  return (
    <div className={styles.lines}>
      <Banner tone="note">{t('scannerTest.works')}</Banner>
      <Facts facts={facts} />
    </div>
  )
}

function ByReports({ found }: { found: Extract<Found, { via: 'hid' }> }) {
  const t = useT()
  const { name, layout, aim, ms, test } = found
  const facts = [
    { name: t('devices.layout'), value: t(`devices.layout.${layout}`) },
    { name: t('scannerTest.symbology'), value: shown(t, aim ?? test.aimInData ?? '') },
    ...aroundFacts(t, test),
    { name: t('scannerTest.speed'), value: t('scannerTest.took', { ms }) },
  ]
  return (
    <div className={styles.lines}>
      <Around test={test} fine={t('scannerTest.device', { device: name })} />
      <Facts facts={facts} />
    </div>
  )
}

/** What ends a code on the line is set by itself; what the bench cannot take off is to be changed at the scanner. */
function ByLine({ found }: { found: Extract<Found, { via: 'serial' }> }) {
  const t = useT()
  const { key, name, test } = found
  const [wasSet, setWasSet] = useState(false)
  useEffect(() => {
    const line = devicesShown()?.serial.find((one) => keyOf(one) === key)
    if (!line || test.end === null || line.end === test.end) return
    const end = test.end
    const lines = devicesShown()!.serial.map((one) => (one === line ? { ...line, end } : one))
    void client.devices.setSerial({ lines }).then((view) => {
      showDevices(view)
      setWasSet(true)
    })
  }, [key, test.end])
  const facts = [
    {
      name: t('devices.end'),
      value: test.end === null ? t('scannerTest.nothing') : t(`devices.end.${test.end}`),
    },
    { name: t('scannerTest.symbology'), value: shown(t, test.aimInData ?? '') },
    ...aroundFacts(t, test),
  ]
  return (
    <div className={styles.lines}>
      <Around test={test} fine={t('scannerTest.device', { device: name })} />
      {wasSet && <p>{t('scannerTest.endSet')}</p>}
      <Facts facts={facts} />
    </div>
  )
}

/** As the bench calls a line. */
const keyOf = ({ path, serialNumber }: SerialSettings): string =>
  `serial:${serialNumber ?? path}`.slice(0, 200)

function Around({ test, fine }: { test: DeviceTest; fine: string }) {
  const t = useT()
  const { prefix, suffix, aimInData } = test
  if (prefix === '' && suffix === '' && aimInData === null)
    return <Banner tone="note">{fine}</Banner>
  return (
    <Banner tone="caution">
      {t('scannerTest.takeOff', {
        what: [prefix, aimInData ?? '', suffix].filter(Boolean).join(' '),
      })}
    </Banner>
  )
}

const aroundFacts = (t: Say, { prefix, suffix }: DeviceTest) => [
  { name: t('scannerTest.prefix'), value: shown(t, prefix) },
  { name: t('scannerTest.suffix'), value: shown(t, suffix) },
]

const shown = (t: Say, text: string) =>
  text === '' ? t('scannerTest.nothing') : <Code>{text}</Code>
