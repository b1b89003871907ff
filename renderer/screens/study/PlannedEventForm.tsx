import { IconPlus, IconTrash } from '@tabler/icons-react'
import { MATERIALS, TUBE_TYPES } from '#shared/domain/words.ts'
import { newId } from '../../app/new-id.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { type EventDraft, newTube, type TubeDraft } from './drafts.ts'
import { RowActs } from './RowActs.tsx'
import styles from './study.module.css'

export interface PlannedEventFormProps {
  n: number
  draft: EventDraft
  isFirst: boolean
  isLast: boolean
  isOnly: boolean
  onChange: (draft: EventDraft) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One event: what it is called, when it is, and a row for each kind of tube. */
export function PlannedEventForm(props: PlannedEventFormProps) {
  const { n, draft, onChange } = props
  const t = useT()
  const title = draft.name.trim() || t('protocols.event', { n })
  const put = (tube: TubeDraft) =>
    onChange({ ...draft, tubes: draft.tubes.map((one) => (one.id === tube.id ? tube : one)) })
  return (
    <Card
      title={title}
      aside={<RowActs {...props} label={title} mayRemove={!props.isOnly} />}
      padded
    >
      <div className={styles.form}>
        <div className={styles.line}>
          <div className={styles.grows}>
            <TextField
              label={t('protocols.eventName')}
              value={draft.name}
              onChange={(name) => onChange({ ...draft, name: name.slice(0, 80) })}
            />
          </div>
          <div className={styles.short}>
            <TextField
              label={t('protocols.eventDay')}
              value={draft.day}
              onChange={(day) => onChange({ ...draft, day: day.slice(0, 5) })}
            />
          </div>
        </div>
        {draft.tubes.map((tube, i) => (
          <TubeForm
            key={tube.id}
            name={t('protocols.tubeOf', { n: i + 1, event: title })}
            tube={tube}
            isOnly={draft.tubes.length === 1}
            onChange={put}
            onRemove={() =>
              onChange({ ...draft, tubes: draft.tubes.filter(({ id }) => id !== tube.id) })
            }
          />
        ))}
        <div>
          <Button
            icon={IconPlus}
            disabled={draft.tubes.length >= 40}
            onClick={() => onChange({ ...draft, tubes: [...draft.tubes, newTube(newId())] })}
          >
            {t('protocols.addTube')}
          </Button>
        </div>
      </div>
    </Card>
  )
}

interface TubeFormProps {
  name: string
  tube: TubeDraft
  isOnly: boolean
  onChange: (tube: TubeDraft) => void
  onRemove: () => void
}

function TubeForm({ name, tube, isOnly, onChange, onRemove }: TubeFormProps) {
  const t = useT()
  const names = useNames()
  return (
    <fieldset className={styles.tube}>
      <legend className="fk-heard">{name}</legend>
      <TextField
        label={t('protocols.tubeLabel')}
        value={tube.label}
        onChange={(label) => onChange({ ...tube, label: label.slice(0, 80) })}
      />
      <Select
        label={t('protocols.material')}
        value={tube.material}
        onChange={(material) => onChange({ ...tube, material })}
        options={MATERIALS.map((one) => ({ value: one, label: names.material(one) }))}
        placeholder={t('fields.choose')}
        searchable
      />
      <Select
        label={t('protocols.tubeType')}
        value={tube.tubeType}
        onChange={(tubeType) => onChange({ ...tube, tubeType })}
        options={TUBE_TYPES.map((one) => ({ value: one, label: names.tubeType(one) }))}
        placeholder={t('fields.choose')}
      />
      <TextField
        label={t('protocols.count')}
        value={tube.count}
        onChange={(count) => onChange({ ...tube, count: count.slice(0, 2) })}
      />
      <TextField
        label={t('protocols.millilitres')}
        value={tube.millilitres}
        onChange={(millilitres) => onChange({ ...tube, millilitres: millilitres.slice(0, 12) })}
      />
      <Button
        icon={IconTrash}
        aria-label={t('fields.removeOne', { label: tube.label || name })}
        disabled={isOnly}
        onClick={onRemove}
      >
        {t('fields.remove')}
      </Button>
    </fieldset>
  )
}
