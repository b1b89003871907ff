import { IconForms, IconLock, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { DescriptionView, FieldsView } from '#shared/contract/studies.ts'
import type { SpecimenView } from '#shared/contract/views.ts'
import type { StudyField } from '#shared/domain/study/facts.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset, CardRow, Facts } from '../../components/Card.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { sayValue } from '../study/say-study.ts'
import { FieldsForm } from './FieldsForm.tsx'
import styles from './fields-card.module.css'

/** What the fields of its study say of a specimen, as far as it can be read here, and the way to say it. */
export function FieldsCard({ tube }: { tube: SpecimenView }) {
  const t = useT()
  const { specimen, consent } = tube
  const [isEdited, edit] = useState(false)
  const { data } = useLive(['fields', specimen], () => client.fields.of({ specimen }))
  if (!data || (data.fields.length === 0 && data.descriptions.length === 0)) return null
  const { fields, descriptions } = data
  const mayEdit =
    fields.length > 0 &&
    !consent.erased &&
    tube.state !== 'undone' &&
    descriptions.every(({ state }) => state === 'open')
  if (isEdited) return <FieldsForm tube={tube} view={data} onClose={() => edit(false)} />
  return (
    <Card
      title={t('fields.ofSample', { study: tube.study.code })}
      aside={t('fields.sealed')}
      className={styles.card}
      foot={
        mayEdit && (
          <Button icon={IconPencil} onClick={() => edit(true)}>
            {t(descriptions.length === 0 ? 'fields.fill' : 'fields.fillAgain')}
          </Button>
        )
      }
    >
      {descriptions.length > 1 && (
        <CardInset>
          <Banner tone="caution">{t('fields.saidApart')}</Banner>
        </CardInset>
      )}
      {descriptions.map((said) => (
        <Description key={said.uid} said={said} view={data} />
      ))}
      {descriptions.length === 0 && <p className={styles.none}>{t('fields.unsaid')}</p>}
    </Card>
  )
}

function Description({ said, view }: { said: DescriptionView; view: FieldsView }) {
  const t = useT()
  const names = useNames()
  const { actor, at, off, state, values } = said
  const by = `${actor}, ${names.moment(at, off)}`
  if (values === null)
    return (
      <CardRow
        icon={<Icon of={state === 'erased' ? IconForms : IconLock} size={24} />}
        title={<span className={styles.masked}>{t(`note.mask.${state}`)}</span>}
        sub={by}
      />
    )
  return (
    <div className={styles.said}>
      <Values view={view} values={values} />
      <p className={styles.by}>{by}</p>
    </div>
  )
}

/** In the order in which they are asked; what is asked no more comes last. */
function Values({ view, values }: { view: FieldsView; values: Readonly<Record<string, string>> }) {
  const intl = useIntl()
  const t = useT()
  const of = (field: StudyField) => {
    const value = values[field.key]
    return { name: field.label, value: value === undefined ? '–' : sayValue(intl, field, value) }
  }
  const former = view.former.flatMap(({ key, label }) => {
    const value = values[key]
    return value === undefined ? [] : { name: t('fields.formerly', { label }), value }
  })
  return <Facts facts={[...view.fields.map(of), ...former]} />
}
