import { IconForms, IconPencil, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useIntl } from 'react-intl'
import type { StudyPlanView } from '#shared/contract/studies.ts'
import type { StudyField } from '#shared/domain/study/facts.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset, CardRow } from '../../components/Card.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useCreate } from '../lookup/use-create.ts'
import { moved } from './drafts.ts'
import { FieldDialog } from './FieldDialog.tsx'
import { RowActs } from './RowActs.tsx'
import { sayField } from './say-study.ts'
import styles from './study.module.css'

/** What a study asks of each specimen. What is changed here is one act, when it is saved. */
export function StudyFieldsCard({ plan, mayChange }: { plan: StudyPlanView; mayChange: boolean }) {
  const t = useT()
  const [draft, setDraft] = useState<readonly StudyField[]>()
  if (draft !== undefined)
    return (
      <EditedFields
        plan={plan}
        draft={draft}
        onChange={setDraft}
        onClose={() => setDraft(undefined)}
      />
    )
  return (
    <Card
      title={t('fields.title')}
      aside={t('fields.sealed')}
      foot={
        mayChange && (
          <Button icon={IconPencil} onClick={() => setDraft(plan.fields)}>
            {t('fields.change')}
          </Button>
        )
      }
    >
      {plan.fieldsApart && (
        <CardInset>
          <Banner tone="caution">{t('fields.apart')}</Banner>
        </CardInset>
      )}
      {plan.fields.map((field) => (
        <FieldRow key={field.key} field={field} />
      ))}
      {plan.fields.length === 0 && <p className={styles.none}>{t('fields.none')}</p>}
    </Card>
  )
}

function FieldRow({ field, acts }: { field: StudyField; acts?: ReactNode }) {
  const intl = useIntl()
  const t = useT()
  const what = sayField(intl, field)
  return (
    <CardRow
      icon={<Icon of={IconForms} size={26} />}
      title={field.label}
      sub={field.required ? `${what} · ${t('fields.required')}` : what}
      end={acts}
    />
  )
}

interface EditedFieldsProps {
  plan: StudyPlanView
  draft: readonly StudyField[]
  onChange: (draft: readonly StudyField[]) => void
  onClose: () => void
}

function EditedFields({ plan, draft, onChange, onClose }: EditedFieldsProps) {
  const t = useT()
  /** The key of the field in the dialog; null: a new one. */
  const [asked, ask] = useState<string | null>()
  const { create, refused, isBusy } = useCreate()
  async function save(): Promise<void> {
    const { study, code } = plan
    const saved = await create(
      (how) => ({ type: 'setFields', ...how, study, fields: [...draft] }),
      BY_CLICK,
      code,
    )
    if (saved) onClose()
  }
  const put = (field: StudyField) =>
    onChange(
      draft.some(({ key }) => key === field.key)
        ? draft.map((one) => (one.key === field.key ? field : one))
        : [...draft, field],
    )
  return (
    <Card
      title={t('fields.title')}
      aside={t('fields.notSaved')}
      foot={
        <div className={styles.stack}>
          <FormRefusal refused={refused} />
          <div className={styles.acts}>
            <Button icon={IconPlus} disabled={draft.length >= 40} onClick={() => ask(null)}>
              {t('fields.add')}
            </Button>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="steel" disabled={isBusy} onClick={() => void save()}>
              {t('fields.save')}
            </Button>
          </div>
        </div>
      }
    >
      {draft.map((field, i) => (
        <FieldRow
          key={field.key}
          field={field}
          acts={
            <RowActs
              label={field.label}
              isFirst={i === 0}
              isLast={i === draft.length - 1}
              onMove={(by) => onChange(moved(draft, i, by))}
              onEdit={() => ask(field.key)}
              onRemove={() => onChange(draft.filter(({ key }) => key !== field.key))}
            />
          }
        />
      ))}
      {draft.length === 0 && <p className={styles.none}>{t('fields.none')}</p>}
      {asked !== undefined && (
        <FieldDialog
          field={draft.find(({ key }) => key === asked)}
          taken={draft.map(({ key }) => key)}
          onPut={put}
          onClose={() => ask(undefined)}
        />
      )}
    </Card>
  )
}
