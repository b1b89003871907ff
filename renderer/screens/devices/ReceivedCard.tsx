import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { type ByteRun, characterOfByte, hexOf } from '#shared/scan/explain-bytes.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { cx } from '../../components/cx.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './devices.module.css'
import { gapBefore, receivedText } from './received-text.ts'
import {
  type Received,
  type ReceivedBytes,
  type ReceivedKeys,
  useReceived,
} from './use-received.ts'

/** Everything that scanners send, as it comes, to the byte and to the key. */
export function ReceivedCard() {
  const intl = useIntl()
  const t = useT()
  const { all, clear } = useReceived()
  const [copied, setCopied] = useState(false)
  const time = (at: number) =>
    intl.formatTime(at, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
    })
  const copy = async () => {
    const text = receivedText(all, (part) => t(`devices.part.${part}`), time)
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <Card
      title={t('devices.received')}
      aside={
        <div className={styles.choice}>
          <Button size={48} disabled={all.length === 0} onClick={clear}>
            {t('devices.clear')}
          </Button>
          <Button size={48} icon={IconCopy} disabled={all.length === 0} onClick={() => void copy()}>
            {t('devices.copy')}
          </Button>
        </div>
      }
    >
      <p className={styles.about} role="status">
        {copied ? t('devices.copied') : t('devices.receivedAbout')}
      </p>
      <ol className={styles.received}>
        {all.map((one) => (
          <li key={one.id}>
            <p className={styles.receivedHead}>
              <span className={styles.time}>{time(one.at)}</span> {headOf(one)}
            </p>
            {one.kind === 'keys' ? <Keys of={one} /> : <Bytes of={one} />}
          </li>
        ))}
      </ol>
    </Card>
  )

  function headOf(one: Received): string {
    return one.kind === 'keys'
      ? t('devices.keysCame', { count: one.keys.length })
      : t('devices.bytesCame', { name: one.name, count: one.bytes.length })
  }
}

function Bytes({ of: { bytes, runs } }: { of: ReceivedBytes }) {
  return (
    <div className={styles.runs}>
      {runs.map((run) => (
        <Run key={run.from} run={run} bytes={bytes.subarray(run.from, run.to)} />
      ))}
    </div>
  )
}

const FEWEST_FOLDED = 5

function Run({ run, bytes }: { run: ByteRun; bytes: Uint8Array }) {
  const t = useT()
  const isNumber = run.part === 'report-id' || run.part === 'length' || run.part === 'more'
  const isFolded = run.part === 'padding' && bytes.length >= FEWEST_FOLDED
  return (
    <div className={cx(styles.run, styles[run.part])}>
      <span className={styles.part}>{t(`devices.part.${run.part}`)}</span>
      <code className={styles.bytes} translate="no">
        {isFolded ? (
          <span className={styles.byte}>
            <span>00</span>
            <span>{`× ${bytes.length}`}</span>
          </span>
        ) : (
          [...bytes].map((byte, at) => (
            <span key={at} className={styles.byte}>
              <span>{hexOf(byte)}</span>
              <span>{isNumber ? byte : characterOfByte(byte) || '·'}</span>
            </span>
          ))
        )}
      </code>
    </div>
  )
}

function Keys({ of: { keys } }: { of: ReceivedKeys }) {
  const t = useT()
  return (
    <div className={styles.keys}>
      {keys.map((key, at) => {
        const gap = gapBefore(keys, at)
        return (
          <span key={at} className={styles.key}>
            <code translate="no">{key.key}</code>
            <span>{key.code}</span>
            <span>{gap === null ? t('devices.firstKey') : t('devices.gap', { ms: gap })}</span>
          </span>
        )
      })}
    </div>
  )
}
