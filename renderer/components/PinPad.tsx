import { IconBackspace, IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, useId } from 'react'
import { useIntl } from 'react-intl'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import styles from './PinPad.module.css'

export interface PinPadProps {
  value: string
  onChange: (pin: string) => void
  onConfirm: () => void
  /** "PIN of Ida Lindqvist". */
  label: string
  /** What was wrong, as a sentence. */
  error?: string | undefined
  /** Digits at least before the tick is offered, and at most. */
  least?: number
  most?: number
  busy?: boolean
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** Keys for a gloved hand, and a field for a keyboard. The tick is the one ember of its screen. */
export function PinPad(props: PinPadProps) {
  const { value, onChange, onConfirm, label, error, least = 4, most = 12, busy = false } = props
  const intl = useIntl()
  const id = useId()
  const complete = value.length >= least && !busy
  const enter = (pin: string) => onChange(pin.replace(/\D/g, '').slice(0, most))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !complete) return
    event.preventDefault()
    onConfirm()
  }
  return (
    <div className={styles.pad}>
      <div className={styles.field}>
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className={styles.pin}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={value}
          onChange={(event) => enter(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-error`}
        />
        <p id={`${id}-error`} className={error ? styles.error : undefined} role="alert">
          {error}
        </p>
      </div>
      {DIGITS.map((digit) => (
        <Key key={digit} digit={digit} onPress={() => enter(value + digit)} />
      ))}
      <button
        type="button"
        className={cx(styles.key, styles.back)}
        aria-label={intl.formatMessage({ id: 'pin.back' })}
        disabled={value === ''}
        onClick={() => enter(value.slice(0, -1))}
      >
        <Icon of={IconBackspace} size={32} />
      </button>
      <Key digit="0" onPress={() => enter(`${value}0`)} />
      <button
        type="button"
        className={cx(styles.key, styles.ok)}
        aria-label={intl.formatMessage({ id: 'pin.confirm' })}
        disabled={!complete}
        onClick={onConfirm}
      >
        <Icon of={IconCheck} size={36} />
      </button>
    </div>
  )
}

const Key = ({ digit, onPress }: { digit: string; onPress: () => void }) => (
  <button type="button" className={styles.key} onClick={onPress}>
    {digit}
  </button>
)
