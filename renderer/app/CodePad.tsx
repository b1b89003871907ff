import { IconBackspace } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { Icon } from '../components/Icon.tsx'
import { useT } from '../i18n/use-t.ts'
import styles from './TypeCode.module.css'

/** As on a label, not as on a keyboard: who has one needs no pad. */
const ROWS = ['1234567890', 'ABCDEFGHIJ', 'KLMNOPQRST', 'UVWXYZ-/:.'] as const

export interface CodePadProps {
  onKey: (sign: string) => void
  onBack: () => void
}

const keepFocus = (event: MouseEvent): void => event.preventDefault()

/** Keys for a gloved hand where there is neither scanner nor keyboard. */
export function CodePad({ onKey, onBack }: CodePadProps) {
  const t = useT()
  return (
    <fieldset className={styles.pad} aria-label={t('type.pad')}>
      {[...ROWS.join('')].map((sign) => (
        <button
          key={sign}
          type="button"
          className={styles.key}
          onMouseDown={keepFocus}
          onClick={() => onKey(sign)}
        >
          {sign}
        </button>
      ))}
      <button
        type="button"
        className={styles.back}
        aria-label={t('type.back')}
        onMouseDown={keepFocus}
        onClick={onBack}
      >
        <Icon of={IconBackspace} size={26} />
      </button>
    </fieldset>
  )
}
