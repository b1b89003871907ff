import { IconClock } from '@tabler/icons-react'
import { Button } from '../../components/Button.tsx'
import { DateTimeField } from '../../components/DateTimeField.tsx'
import { CheckField, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { localTime } from '../accession/collected.ts'
import { type Kept, tenthsOf } from './form.ts'
import styles from './processing.module.css'

interface TimeFieldProps {
  label: string
  value: string
  onChange: (local: string) => void
}

/** A time of the whole batch, to the second; empty where nobody knows it. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const t = useT()
  return (
    <div className={styles.time}>
      <DateTimeField label={label} value={value} onChange={onChange} />
      <Button
        icon={IconClock}
        aria-label={t('processing.nowFor', { what: label })}
        onClick={() => onChange(localTime(Date.now()))}
      >
        {t('processing.now')}
      </Button>
    </div>
  )
}

const WAYS = ['unknown', 'room', 'cold', 'other'] as const

interface KeptFieldProps {
  group: string
  label: string
  value: Kept
  onChange: (kept: Kept) => void
}

/** At what temperature the tubes waited. "Unknown" is an answer; a room is not said to be exactly so warm. */
export function KeptField({ group, label, value, onChange }: KeptFieldProps) {
  const t = useT()
  const isUnfit = tenthsOf(value) === undefined
  return (
    <fieldset className={styles.kept}>
      <legend className={styles.label}>{label}</legend>
      {WAYS.map((is) => (
        <CheckField
          key={is}
          group={group}
          label={t(`processing.kept.${is}`)}
          checked={value.is === is}
          onChange={() => onChange(is === 'other' ? { is, celsius: '' } : { is })}
        />
      ))}
      {value.is === 'other' && (
        <TextField
          label={t('processing.celsius')}
          value={value.celsius}
          onChange={(celsius) => onChange({ is: 'other', celsius })}
          error={isUnfit && value.celsius !== '' ? t('processing.celsiusUnfit') : undefined}
        />
      )}
    </fieldset>
  )
}
