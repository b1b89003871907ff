import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { client } from '../../app/client.ts'
import { OnPaper } from '../../app/Print.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './ledger.module.css'
import { saySigningFault } from './say-signing.ts'

/** Shorter ones can be tried through by a machine that has the file. */
const LEAST = 12

/** A new key under a passphrase; then its recovery key, shown this once. */
export function ProtectDialog({ onClose }: { onClose: () => void }) {
  const [recoveryKey, setRecoveryKey] = useState<string>()
  return recoveryKey === undefined ? (
    <Passphrase onClose={onClose} onMade={setRecoveryKey} />
  ) : (
    <RecoveryKey of={recoveryKey} onClose={onClose} />
  )
}

interface PassphraseProps {
  onClose: () => void
  onMade: (recoveryKey: string) => void
}

function Passphrase({ onClose, onMade }: PassphraseProps) {
  const intl = useIntl()
  const t = useT()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const unused = useAnswerScan()
  async function protect(): Promise<void> {
    setBusy(true)
    const done = await client.signing.protect({ passphrase }).finally(() => setBusy(false))
    playTone(done.ok ? 'success' : 'error')
    if (done.ok) onMade(done.value.recoveryKey)
    else setFault(saySigningFault(intl, done.error))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('key.protectQuestion')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="ember"
            disabled={passphrase.length < LEAST || passphrase !== again || isBusy}
            onClick={() => void protect()}
          >
            {t('key.protect')}
          </Button>
        </>
      }
    >
      <p>{t('key.protectWords')}</p>
      <TextField
        label={t('key.passphrase')}
        hint={t('key.passphraseHint', { least: LEAST })}
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
      />
      <TextField
        label={t('key.again')}
        type="password"
        value={again}
        onChange={setAgain}
        error={again !== '' && !passphrase.startsWith(again) ? t('key.differs') : undefined}
      />
      {unused && <Banner tone="caution">{unused}</Banner>}
      {fault && <Banner tone="stop">{fault}</Banner>}
    </Dialog>
  )
}

function RecoveryKey({ of: key, onClose }: { of: string; onClose: () => void }) {
  const t = useT()
  const unused = useAnswerScan()
  return (
    <Dialog
      open
      onClose={() => undefined}
      question={t('key.recoveryQuestion')}
      ways={
        <>
          <Button icon={IconPrinter} onClick={() => window.print()}>
            {t('common.print')}
          </Button>
          <Button kind="ember" onClick={onClose}>
            {t('firstRun.haveIt')}
          </Button>
        </>
      }
    >
      <p>{t('key.recoveryWords')}</p>
      <p className={styles.recoveryKey} data-copy>
        <Code size={26} strong breaks>
          {key}
        </Code>
      </p>
      {unused && <Banner tone="caution">{unused}</Banner>}
      <OnPaper>
        <Code size={26} strong breaks>
          {key}
        </Code>
      </OnPaper>
    </Dialog>
  )
}
