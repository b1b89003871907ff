import { IconKeyboard } from '@tabler/icons-react'
import { useState } from 'react'
import { CodePad } from '../../app/CodePad.tsx'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './receiving.module.css'
import { useShipments } from './use-shipments.ts'

/** More would be a list to read; the others are written. */
const OFFERED = 4

interface SenderKeysProps {
  value: string
  onChange: (sender: string) => void
}

/** Who sends is said by a tap: one who sent before, or by keys on the screen where there is no keyboard. */
export function SenderKeys({ value, onChange }: SenderKeysProps) {
  const t = useT()
  const { data } = useShipments()
  const [hasPad, setPad] = useState(false)
  const senders = new Set((data?.shipments ?? []).map(({ sender }) => sender))
  return (
    <div className={styles.senders}>
      {[...senders].slice(0, OFFERED).map((sender) => (
        <Button
          key={sender}
          size={48}
          aria-pressed={sender === value}
          onClick={() => onChange(sender)}
        >
          {sender}
        </Button>
      ))}
      <Button
        size={48}
        icon={IconKeyboard}
        aria-pressed={hasPad}
        aria-label={t('receiving.senderKeys')}
        onClick={() => setPad(!hasPad)}
      >
        {t('type.keys')}
      </Button>
      {hasPad && (
        <div className={styles.senderPad}>
          <CodePad
            onKey={(sign) => onChange(value + sign)}
            onBack={() => onChange(value.slice(0, -1))}
          />
        </div>
      )}
    </div>
  )
}
