import { useState } from 'react'
import { client } from '../../app/client.ts'
import { say } from '../../app/notice.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'

const PIN = /^[0-9]{4,12}$/

/** A PIN of one's own for this bench, typed twice. */
export function SetPinDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const isReady = PIN.test(pin) && pin === again

  async function set(): Promise<void> {
    const done = await client.session.setPin({ pin })
    playTone(done.ok ? 'success' : 'error')
    onClose()
    say(done.ok ? t('people.pinSet') : t('people.pinNotSet'), done.ok ? 'note' : 'stop')
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
      <TextField
        label={t('pin.new')}
        type="password"
        value={pin}
        onChange={setPin}
        error={pin !== '' && !PIN.test(pin) ? t('pin.digits') : undefined}
      />
      <TextField
        label={t('pin.again')}
        type="password"
        value={again}
        onChange={setAgain}
        error={again !== '' && !pin.startsWith(again) ? t('pin.differ') : undefined}
      />
    </Dialog>
  )
}
