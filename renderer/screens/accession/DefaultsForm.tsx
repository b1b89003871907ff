import { readField } from '#shared/domain/study/fields.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FieldInput } from '../study/FieldInput.tsx'
import { StudyField } from '../study/StudyField.tsx'
import styles from './accession.module.css'
import { CollectedField } from './CollectedField.tsx'
import { type Defaults, donorIn, nanolitresIn } from './defaults.ts'
import { MaterialField, TubeTypeField } from './MaterialFields.tsx'
import { VisitField } from './VisitField.tsx'

export type Values = Readonly<Record<string, string>>

export interface DefaultsFormProps {
  value: Defaults
  onChange: (some: Partial<Defaults>) => void
  /** What the study's own fields say of every tube that comes. */
  values: Values
  onValues: (values: Values) => void
}

/** What holds for all tubes of a batch: said once, at the top, before and between the scans. */
export function DefaultsForm({ value, onChange, values, onValues }: DefaultsFormProps) {
  const t = useT()
  const { study, visit } = value
  const { data: plans = [] } = useLive(['studies', 'list'], () => client.studies.list())
  const plan = plans.find((one) => one.study === study)
  const isPlanned = visit !== null
  return (
    <div className={styles.form}>
      <StudyField
        value={study}
        onChange={(chosen) => onChange({ study: chosen, visit: null, planned: null })}
      />
      {plan && plan.protocols.length > 0 && (
        <VisitField
          plan={plan}
          value={visit}
          onChange={(chosen) => onChange({ visit: chosen, planned: null })}
        />
      )}
      {!isPlanned && (
        <div className={styles.pair}>
          <MaterialField value={value.material} onChange={(material) => onChange({ material })} />
          <TubeTypeField value={value.tubeType} onChange={(tubeType) => onChange({ tubeType })} />
        </div>
      )}
      <CollectedField
        value={value.collected}
        onChange={(collected) => onChange({ collected })}
        offersNow={false}
      />
      {!isPlanned && (
        <div className={styles.pair}>
          <TextField
            code
            label={t('visits.donor')}
            value={value.donor}
            onChange={(donor) => onChange({ donor })}
            error={donorIn(value) === undefined ? t('visits.badDonor') : undefined}
          />
          <TextField
            label={t('accession.volume')}
            value={value.microlitres}
            onChange={(microlitres) => onChange({ microlitres })}
            error={nanolitresIn(value) === undefined ? t('fields.unfit') : undefined}
          />
        </div>
      )}
      {plan?.fields.map((field) => {
        const written = values[field.key] ?? ''
        const read = readField(field, written)
        const isUnfit = !read.ok && read.error === 'unfit'
        return (
          <FieldInput
            key={field.key}
            field={field}
            value={written}
            onChange={(said) => onValues({ ...values, [field.key]: said })}
            error={isUnfit ? t('fields.unfit') : undefined}
          />
        )
      })}
    </div>
  )
}
