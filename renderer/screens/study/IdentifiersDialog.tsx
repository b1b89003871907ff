import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { StudyPlanView } from '#shared/contract/studies.ts'
import { codeForm } from '#shared/domain/directory/facts.ts'
import { CHECK_DIGITS, type CheckDigit } from '#shared/domain/study/facts.ts'
import { formsOf, isCheckable } from '#shared/domain/study/identifiers.ts'
import { newId } from '../../app/new-id.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { useCreate } from '../lookup/use-create.ts'
import { exampleOf, sayCheck } from './say-study.ts'
import styles from './study.module.css'

interface FormLine {
  readonly id: string
  readonly form: string
}

/** Sets the forms of a study's codes and how they are checked. */
export function IdentifiersDialog({ plan, onClose }: { plan: StudyPlanView; onClose: () => void }) {
  const intl = useIntl()
  const t = useT()
  const { study, identifiers } = plan
  const [lines, setLines] = useState<readonly FormLine[]>(() =>
    formsOf(identifiers).map((form) => ({ id: newId(), form })),
  )
  const [check, setCheck] = useState<CheckDigit>(identifiers.at(-1)?.check ?? 'none')
  const { create, refused, isBusy } = useCreate()
  const unused = useAnswerScan()
  const forms = lines.map(({ form }) => form.trim()).filter((form) => form !== '')
  const isWhole = forms.every((form) => isForm(form) && isCheckable(form, check))
  const change = (id: string, form: string) =>
    setLines(lines.map((line) => (line.id === id ? { id, form } : line)))
  async function save(): Promise<void> {
    const saved = await create(
      (how) => ({ type: 'setIdentifiers', ...how, study, forms: [...new Set(forms)], check }),
      BY_CLICK,
      plan.code,
    )
    if (saved) onClose()
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={t('studies.codesQuestion', { code: plan.code })}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!isWhole || isBusy} onClick={() => void save()}>
            {t('studies.saveCodes')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t('studies.formHint')}</p>
        {lines.map((line, i) => (
          <FormField
            key={line.id}
            n={i + 1}
            form={line.form}
            check={check}
            onChange={(form) => change(line.id, form.slice(0, 64))}
            onRemove={() => setLines(lines.filter(({ id }) => id !== line.id))}
          />
        ))}
        {lines.length < 20 && (
          <Button icon={IconPlus} onClick={() => setLines([...lines, { id: newId(), form: '' }])}>
            {t('studies.addForm')}
          </Button>
        )}
        <Select
          label={t('studies.checkLabel')}
          hint={t(`studies.checkHint.${check}`)}
          value={check}
          onChange={setCheck}
          options={CHECK_DIGITS.map((one) => ({ value: one, label: sayCheck(intl, one) }))}
        />
        <FormRefusal refused={refused} />
        {unused && <Banner tone="caution">{unused}</Banner>}
      </div>
    </Dialog>
  )
}

const isForm = (form: string): boolean => codeForm.safeParse(form).success

interface FormFieldProps {
  n: number
  form: string
  check: CheckDigit
  onChange: (form: string) => void
  onRemove: () => void
}

function FormField({ n, form, check, onChange, onRemove }: FormFieldProps) {
  const t = useT()
  const sentence = useSentence()
  const written = form.trim()
  const fault = useFault(written, check)
  const example = written !== '' && !fault ? exampleOf(written, check) : undefined
  return (
    <div>
      <div className={styles.line}>
        <div className={styles.grows}>
          <TextField
            label={t('studies.form', { n })}
            code
            value={form}
            onChange={onChange}
            error={fault}
          />
        </div>
        <Button icon={IconTrash} aria-label={t('studies.removeForm', { n })} onClick={onRemove}>
          {t('studies.remove')}
        </Button>
      </div>
      {example !== undefined && (
        <p className={styles.quiet}>{sentence('studies.example', { code: example }).shown}</p>
      )}
    </div>
  )
}

/** Why no code could have this form, as a sentence. */
function useFault(form: string, check: CheckDigit): string | undefined {
  const t = useT()
  if (form === '') return undefined
  if (!isForm(form)) return t('studies.badForm')
  return isCheckable(form, check) ? undefined : t('studies.uncheckable')
}
