import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { SignInFault } from '#shared/contract/contract.ts'
import { client } from '../../app/client.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { PinPad } from '../../components/PinPad.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { saySignInFault } from './say-fault.ts'
import styles from './sign-in.module.css'
import type { SignInPerson } from './sign-in-person.ts'
import { useLettingIn } from './use-letting-in.ts'

export interface PinEntryProps {
  person: SignInPerson
  fault: SignInFault | undefined
  onFault: (fault: SignInFault | undefined) => void
  onBack: () => void
}

/** The PIN of who was chosen; on this bench only a badge helps who has none here. */
export function PinEntry({ person, fault, onFault, onBack }: PinEntryProps) {
  const intl = useIntl()
  const t = useT()
  const lettingIn = useLettingIn()
  const [pin, setPin] = useState('')
  const [isBusy, setBusy] = useState(false)
  const pad = useRef<HTMLDivElement>(null)
  // Digits of a keyboard go where the focus is, also after a key of the pad was pressed.
  const focus = () => pad.current?.querySelector('input')?.focus()
  useEffect(focus, [])

  async function confirm(): Promise<void> {
    setBusy(true)
    const done = await lettingIn(client.session.signInPin({ person: person.person, pin }))
    playTone(done.ok ? 'success' : 'error')
    if (done.ok) return
    setBusy(false)
    setPin('')
    onFault(done.error)
    focus()
  }

  const noWay = person.hasPin && fault?.type !== 'BadgeNeeded' ? undefined : (fault ?? NO_PIN)
  return (
    <div className={styles.pin} ref={pad}>
      <Button size={48} kind="quiet" icon={IconArrowLeft} onClick={onBack}>
        {t('signin.allNames')}
      </Button>
      {noWay ? (
        <Banner tone="caution">{saySignInFault(intl, noWay)}</Banner>
      ) : (
        <PinPad
          label={t('signin.pinOf', { name: person.name })}
          value={pin}
          onChange={(next) => {
            setPin(next)
            focus()
          }}
          onConfirm={() => void confirm()}
          error={fault && saySignInFault(intl, fault)}
          busy={isBusy}
        />
      )}
    </div>
  )
}

const NO_PIN: SignInFault = { type: 'NoPin' }
