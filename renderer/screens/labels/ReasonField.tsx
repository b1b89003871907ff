import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './labels.module.css'

const USUAL = ['damaged', 'lost', 'unreadable', 'wrong'] as const

interface ReasonFieldProps {
  value: string
  onChange: (reason: string) => void
}

/** LAB-8: why there is another label. The usual reasons are one tap away. */
export function ReasonField({ value, onChange }: ReasonFieldProps) {
  const t = useT()
  return (
    <div>
      <TextField
        label={t('labels.reason')}
        hint={t('labels.reasonHint')}
        value={value}
        onChange={onChange}
        required
      />
      <div className={styles.reasons}>
        {USUAL.map((one) => {
          const words = t(`labels.because.${one}`)
          return (
            <Button
              key={one}
              size={48}
              aria-pressed={value === words}
              onClick={() => onChange(words)}
            >
              {words}
            </Button>
          )
        })}
      </div>
    </div>
  )
}
