import type { StudyField } from '#shared/domain/study/facts.ts'
import { DateTimeField } from '../../components/DateTimeField.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'

export interface FieldInputProps {
  field: StudyField
  value: string
  onChange: (value: string) => void
  /** What is wrong with it, as a sentence. */
  error?: string | undefined
  disabled?: boolean | undefined
}

/** What stands for nothing in a choice that need not be answered. */
const NOTHING = '\u0000'

/** One of a study's own fields, as its type wants it. What is written is read by `readField`. */
export function FieldInput({ field, value, onChange, error, disabled }: FieldInputProps) {
  const t = useT()
  const { label, required } = field
  const shared = { label, required, error, disabled }
  switch (field.type) {
    case 'text':
      return <TextField {...shared} value={value} onChange={onChange} />
    case 'number':
      return <TextField {...shared} {...numberOf(field)} value={value} onChange={onChange} />
    case 'date':
      return <DateTimeField {...shared} dateOnly value={value} onChange={onChange} />
    case 'choice': {
      const options = field.options.map((option) => ({ value: option, label: option }))
      const none = { value: NOTHING, label: t('fields.noAnswer') }
      return (
        <Select
          {...shared}
          value={value === '' ? null : value}
          onChange={(picked) => onChange(picked === NOTHING ? '' : picked)}
          options={required || value === '' ? options : [none, ...options]}
          placeholder={t('fields.choose')}
        />
      )
    }
  }
}

const numberOf = ({ unit, label }: Extract<StudyField, { type: 'number' }>) =>
  unit === '' ? {} : { label: `${label} (${unit})` }
