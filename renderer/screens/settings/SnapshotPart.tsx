import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { SnapshotAnswer } from '#shared/contract/joining.ts'
import { client } from '../../app/client.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import { sayBytes } from '../ledger/say-bytes.ts'

/** An administrator has a snapshot of the ledger made, so that a new bench begins sooner. */
export function SnapshotPart() {
  const t = useT()
  const intl = useIntl()
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<SnapshotAnswer>()
  async function make(): Promise<void> {
    setBusy(true)
    setAnswer(undefined)
    setAnswer(await client.keeping.snapshot().finally(() => setBusy(false)))
  }
  return (
    <>
      <p>{t('snapshot.words')}</p>
      {answer?.type === 'fault' && (
        <Banner tone="stop">{t(`snapshot.fault.${answer.fault}`)}</Banner>
      )}
      {answer?.type === 'made' && (
        <Banner tone="note">
          {t('snapshot.made', {
            events: intl.formatNumber(answer.events),
            size: sayBytes(intl, answer.bytes),
          })}
        </Banner>
      )}
      <div>
        <Button disabled={isBusy} onClick={() => void make()}>
          {isBusy ? t('snapshot.making') : t('snapshot.make')}
        </Button>
      </div>
    </>
  )
}
