import { IconCalendarPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProtocolView } from '#shared/contract/studies.ts'
import { newId } from '../../app/new-id.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { useCreate } from '../lookup/use-create.ts'
import { draftsOf, type EventDraft, moved, newEvent, readEvents } from './drafts.ts'
import { PlannedEventForm } from './PlannedEventForm.tsx'
import styles from './study.module.css'

export interface ProtocolEditorProps {
  study: string
  /** The protocol that the new one takes the place of. */
  before: ProtocolView | undefined
  onClose: () => void
}

/** The events of a protocol and the tubes that each plans. Published, it is never changed: a next version is. */
export function ProtocolEditor({ study, before, onClose }: ProtocolEditorProps) {
  const t = useT()
  const [protocol] = useState(newId)
  const [name, setName] = useState(before?.name ?? '')
  const [drafts, setDrafts] = useState<readonly EventDraft[]>(() =>
    before ? draftsOf(before.events, newId) : [newEvent(newId(), newId())],
  )
  const { create, refused, isBusy } = useCreate()
  const unused = useAnswerScan()
  const events = readEvents(drafts)
  const isWhole = name.trim() !== '' && events !== null
  async function publish(): Promise<void> {
    if (!events) return
    const replaces = before?.protocol ?? null
    const given = { protocol, study, name: name.trim(), replaces, events }
    const saved = await create(
      (how) => ({ type: 'publishProtocol', ...how, ...given }),
      BY_CLICK,
      name,
    )
    if (saved) onClose()
  }
  const change = (id: string, next: EventDraft) =>
    setDrafts(drafts.map((one) => (one.id === id ? next : one)))
  return (
    <div className={styles.editor}>
      <Card title={t(before ? 'protocols.nextTitle' : 'protocols.newTitle')} padded>
        <div className={styles.form}>
          {before && <Banner tone="note">{t('protocols.nextWords')}</Banner>}
          <TextField
            label={t('protocols.name')}
            hint={t('protocols.nameHint')}
            value={name}
            onChange={(text) => setName(text.slice(0, 120))}
          />
        </div>
      </Card>
      {drafts.map((draft, i) => (
        <PlannedEventForm
          key={draft.id}
          n={i + 1}
          draft={draft}
          isFirst={i === 0}
          isLast={i === drafts.length - 1}
          isOnly={drafts.length === 1}
          onChange={(next) => change(draft.id, next)}
          onMove={(by) => setDrafts(moved(drafts, i, by))}
          onRemove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}
        />
      ))}
      {unused && <Banner tone="caution">{unused}</Banner>}
      <FormRefusal refused={refused} />
      <div className={styles.acts}>
        <Button
          icon={IconCalendarPlus}
          disabled={drafts.length >= 60}
          onClick={() => setDrafts([...drafts, newEvent(newId(), newId())])}
        >
          {t('protocols.addEvent')}
        </Button>
        <span className={styles.grows} />
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="ember" disabled={!isWhole || isBusy} onClick={() => void publish()}>
          {t('protocols.publish')}
        </Button>
      </div>
    </div>
  )
}
