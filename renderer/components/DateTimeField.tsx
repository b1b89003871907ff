import { parseDate, parseDateTime } from '@internationalized/date'
import { DateField, DateInput, DateSegment, Label, Text } from 'react-aria-components'
import { useIntl } from 'react-intl'
import styles from './DateTimeField.module.css'
import type { FieldProps } from './fields.tsx'

export interface DateTimeFieldProps extends FieldProps {
  /** Local time as `2026-06-12T14:22:41`, or empty. Seconds are never cut. */
  value: string
  onChange: (value: string) => void
  /** Only the day, as `2026-06-12`. */
  dateOnly?: boolean
}

const IN_WORDS = { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' } as const

/**
 * A day and a time to the second, part by part in the order of the person's language. The browser's
 * own picker follows the system instead, where 06/12 may be June or December; the words beside it
 * leave no doubt.
 */
export function DateTimeField(props: DateTimeFieldProps) {
  const { label, hint, error, value, onChange, dateOnly } = props
  const intl = useIntl()
  const moment = value === '' ? null : dateOnly ? parseDate(value) : parseDateTime(value)
  return (
    <DateField
      className={styles.field ?? ''}
      value={moment}
      onChange={(next) => onChange(next?.toString() ?? '')}
      granularity={dateOnly ? 'day' : 'second'}
      hourCycle={24}
      shouldForceLeadingZeros
      isDisabled={props.disabled ?? false}
      isRequired={props.required ?? false}
      isInvalid={error !== undefined}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      {hint && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <div className={styles.line}>
        <DateInput className={styles.input ?? ''}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
        </DateInput>
        {moment && (
          <span className={styles.inWords}>{intl.formatDate(moment.toDate('UTC'), IN_WORDS)}</span>
        )}
      </div>
      {error && (
        <Text slot="errorMessage" className={styles.error ?? ''}>
          {error}
        </Text>
      )}
    </DateField>
  )
}
