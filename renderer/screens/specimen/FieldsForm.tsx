import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { FieldsView } from '#shared/contract/studies.ts'
import type { SpecimenView } from '#shared/contract/views.ts'
import { readField } from '#shared/domain/study/fields.ts'
import { sound } from '../../app/act.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { whenLearnt } from '../../app/unknown.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { FieldInput } from '../study/FieldInput.tsx'
import { sayField } from '../study/say-study.ts'
import styles from './fields-card.module.css'

export interface FieldsFormProps {
  tube: SpecimenView
  view: FieldsView
  onClose: () => void
}

/** The fields of a study, to be filled in. Where two were made apart, it begins with the last. */
export function FieldsForm({ tube, view, onClose }: FieldsFormProps) {
  const intl = useIntl()
  const t = useT()
  const { fields, descriptions } = view
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.assign({}, ...descriptions.map((said) => said.values)),
  )
  const { describe, refused, isBusy } = useDescribe(tube)
  const faults = fields.flatMap((field) => {
    const read = readField(field, values[field.key] ?? '')
    return read.ok ? [] : [{ key: field.key, fault: read.error }]
  })
  const save = async () => {
    const given = fields.map(({ key }) => [key, values[key] ?? ''] as const)
    if (await describe(Object.fromEntries(given))) onClose()
  }
  return (
    <Card
      title={t('fields.ofSample', { study: tube.study.code })}
      aside={t('fields.sealed')}
      padded
      className={styles.card}
      foot={
        <div className={styles.pair}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="steel" disabled={faults.length > 0 || isBusy} onClick={() => void save()}>
            {t('fields.saveValues')}
          </Button>
        </div>
      }
    >
      <div className={styles.form}>
        {fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            value={values[field.key] ?? ''}
            onChange={(value) => setValues({ ...values, [field.key]: value })}
            error={
              faults.some(({ key, fault }) => key === field.key && fault === 'unfit')
                ? t('fields.takes', { what: sayField(intl, field) })
                : undefined
            }
          />
        ))}
        <FormRefusal refused={refused} />
      </div>
    </Card>
  )
}

/** Says once what is in the form; asked twice, it is one description. */
function useDescribe({ specimen, code }: SpecimenView) {
  const intl = useIntl()
  const t = useT()
  const id = useRef(newId())
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  async function record(values: Readonly<Record<string, string>>): Promise<boolean> {
    const given = { id: id.current, via: BY_CLICK, specimen, values }
    const answer = sound(await client.fields.describe(given), code)
    if (answer.type === 'saved') return true
    if (answer.type === 'unknown') {
      setRefused(t('unknown.form'))
      return whenLearnt(answer.command)
    }
    setRefused(sayRefusalInOne(intl, answer.refusal))
    return false
  }
  return {
    refused,
    isBusy,
    async describe(values: Readonly<Record<string, string>>): Promise<boolean> {
      setBusy(true)
      try {
        return await record(values)
      } finally {
        setBusy(false)
      }
    },
  }
}
