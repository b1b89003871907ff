import { useState } from 'react'
import { useIntl } from 'react-intl'
import { client } from '../../app/client.ts'
import { say } from '../../app/notice.ts'
import { useScanSink } from '../../app/scanner.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { saySignInFault } from '../sign-in/say-fault.ts'
import { isPin, proofOf } from './pin-proof.ts'

export interface SetPinDialogProps {
  /** Whether there is a PIN already, which proves who asks as well as the badge does. */
  hasPin: boolean
  onClose: () => void
}

/** A PIN of one's own for this bench, typed twice. Who left the bench open does not lend it out. */
export function SetPinDialog({ hasPin, onClose }: SetPinDialogProps) {
  const intl = useIntl()
  const t = useT()
  const [present, setPresent] = useState('')
  const [badge, setBadge] = useState<string>()
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [fault, setFault] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const proof = proofOf(present, badge)
  const isReady = proof !== undefined && isPin(pin) && pin === again && !isBusy
  useScanSink(
    ({ text }) => {
      setFault(undefined)
      setBadge(text)
    },
    { badges: true },
  )

  async function set(): Promise<void> {
    if (proof === undefined) return
    setBusy(true)
    const done = await client.session.setPin({ pin, proof }).finally(() => setBusy(false))
    playTone(done.ok ? 'success' : 'error')
    if (done.ok) {
      onClose()
      return say(t('people.pinSet'))
    }
    setBadge(undefined)
    setPresent('')
    setFault(saySignInFault(intl, done.error))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      question={t('people.pinQuestion')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!isReady} onClick={() => void set()}>
            {t('people.setPin')}
          </Button>
        </>
      }
    >
      <p>{t('people.pinHint')}</p>
      <p role="status">
        {badge !== undefined
          ? t('people.proofRead')
          : hasPin
            ? t('people.proofEither')
            : t('people.proofBadge')}
      </p>
      {hasPin && badge === undefined && (
        <PinField label={t('pin.present')} value={present} onChange={setPresent} />
      )}
      <PinField
        label={t('pin.new')}
        value={pin}
        onChange={setPin}
        error={pin !== '' && !isPin(pin) ? t('pin.digits') : undefined}
      />
      <PinField
        label={t('pin.again')}
        value={again}
        onChange={setAgain}
        error={again !== '' && !pin.startsWith(again) ? t('pin.differ') : undefined}
      />
      {fault && <Banner tone="stop">{fault}</Banner>}
    </Dialog>
  )
}

interface PinFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}

const PinField = (props: PinFieldProps) => <TextField type="password" {...props} />
