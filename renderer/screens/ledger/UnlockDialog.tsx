import { useState } from 'react'
import { useIntl } from 'react-intl'
import { client } from '../../app/client.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { saySigningFault } from './say-signing.ts'

/** Opens the key for as long as the program runs. */
export function UnlockDialog({ onClose }: { onClose: () => void }) {
  const intl = useIntl()
  const t = useT()
  const [secret, setSecret] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const unused = useAnswerScan()
  async function unlock(): Promise<void> {
    setBusy(true)
    const done = await client.signing.unlock({ secret }).finally(() => setBusy(false))
    playTone(done.ok ? 'success' : 'error')
    if (done.ok) onClose()
    else setFault(saySigningFault(intl, done.error))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('key.unlockQuestion')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={secret === '' || isBusy} onClick={() => void unlock()}>
            {t('key.unlock')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('key.secret')}
        hint={t('key.secretHint')}
        type="password"
        value={secret}
        onChange={setSecret}
        autoFocus
      />
      {unused && <Banner tone="caution">{unused}</Banner>}
      {fault && <Banner tone="stop">{fault}</Banner>}
    </Dialog>
  )
}
