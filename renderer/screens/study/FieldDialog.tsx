import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { StudyField } from '#shared/domain/study/facts.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { CheckField, Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { draftOf, type FieldDraft, NEW_FIELD, readFieldDraft } from './drafts.ts'
import styles from './study.module.css'

const TYPES = ['text', 'number', 'date', 'choice'] as const

export interface FieldDialogProps {
  /** Undefined where it is a new one. */
  field: StudyField | undefined
  /** The keys of the study's fields. */
  taken: readonly string[]
  onPut: (field: StudyField) => void
  onClose: () => void
}

/** What one field is called and what may stand in it. */
export function FieldDialog({ field, taken, onPut, onClose }: FieldDialogProps) {
  const t = useT()
  const [draft, setDraft] = useState<FieldDraft>(field ? draftOf(field) : NEW_FIELD)
  const unused = useAnswerScan()
  const change = (part: Partial<FieldDraft>) => setDraft({ ...draft, ...part })
  const made = readFieldDraft(draft, taken)
  const put = () => {
    if (!made) return
    onPut(made)
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      question={t(field ? 'fields.editQuestion' : 'fields.newQuestion')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!made} onClick={put}>
            {t(field ? 'fields.put' : 'fields.add')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField
          label={t('fields.label')}
          value={draft.label}
          onChange={(label) => change({ label: label.slice(0, 80) })}
          autoFocus
        />
        <Select
          label={t('fields.kind')}
          value={draft.type}
          onChange={(type) => change({ type })}
          options={TYPES.map((type) => ({ value: type, label: t(`fields.type.${type}`) }))}
        />
        {draft.type === 'number' && <NumberPart draft={draft} change={change} />}
        {draft.type === 'choice' && (
          <Options value={draft.options} onChange={(options) => change({ options })} />
        )}
        <CheckField
          label={t('fields.isRequired')}
          checked={draft.required}
          onChange={(required) => change({ required })}
        />
        {unused && <Banner tone="caution">{unused}</Banner>}
      </div>
    </Dialog>
  )
}

interface NumberPartProps {
  draft: FieldDraft
  change: (part: Partial<FieldDraft>) => void
}

function NumberPart({ draft, change }: NumberPartProps) {
  const t = useT()
  return (
    <div className={styles.pairs}>
      <TextField
        label={t('fields.unit')}
        value={draft.unit}
        onChange={(unit) => change({ unit: unit.slice(0, 20) })}
      />
      <TextField
        label={t('fields.decimals')}
        value={draft.decimals}
        onChange={(decimals) => change({ decimals })}
      />
      <TextField label={t('fields.min')} value={draft.min} onChange={(min) => change({ min })} />
      <TextField label={t('fields.max')} value={draft.max} onChange={(max) => change({ max })} />
    </div>
  )
}

const Options = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const t = useT()
  return (
    <Textarea
      label={t('fields.options')}
      description={t('fields.optionsHint')}
      classNames={{
        label: styles.areaLabel ?? '',
        description: styles.areaHint ?? '',
        input: styles.area ?? '',
      }}
      rows={5}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
