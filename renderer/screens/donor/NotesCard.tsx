import { IconEraser, IconLock, IconMessagePlus, IconNote } from '@tabler/icons-react'
import { useState } from 'react'
import type { NoteView } from '#shared/contract/donors.ts'
import type { SpecimenView } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { TextField } from '../../components/fields.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import styles from './donor.module.css'
import { useNote } from './use-note.ts'

/** What people wrote about a specimen, as far as it can be read here, and room for more. */
export function NotesCard({ tube }: { tube: SpecimenView }) {
  const t = useT()
  const { specimen, consent } = tube
  const { data: notes = [] } = useLive(['notes', specimen], () => client.donors.notes({ specimen }))
  return (
    <Card
      title={t('note.title')}
      aside={t('note.sealed')}
      foot={consent.erased ? undefined : <AddNote key={specimen} tube={tube} />}
      className={styles.notes}
    >
      {notes.map((note) => (
        <NoteRow key={note.uid} note={note} />
      ))}
      {notes.length === 0 && (
        <p className={styles.none}>{t(consent.erased ? 'note.noneErased' : 'note.none')}</p>
      )}
    </Card>
  )
}

const SIGNS = {
  open: IconNote,
  sealed: IconLock,
  held: IconLock,
  erased: IconEraser,
  unreadable: IconLock,
}

function NoteRow({ note }: { note: NoteView }) {
  const t = useT()
  const names = useNames()
  const { state, text, actor, at, off } = note
  return (
    <CardRow
      icon={<Icon of={SIGNS[state]} size={24} />}
      title={
        text === null ? (
          <span className={styles.masked}>{t(`note.mask.${state}`)}</span>
        ) : (
          <span className={styles.text}>{text}</span>
        )
      }
      sub={`${actor}, ${names.moment(at, off)}`}
    />
  )
}

const MOST = 2000

function AddNote({ tube }: { tube: SpecimenView }) {
  const t = useT()
  const { add, refused, isBusy } = useNote(tube)
  const [text, setText] = useState<string>()
  if (text === undefined)
    return (
      <Button icon={IconMessagePlus} onClick={() => setText('')}>
        {t('note.add')}
      </Button>
    )
  const save = async () => {
    if (await add(text.trim())) setText(undefined)
  }
  return (
    <div className={styles.adding}>
      <TextField
        label={t('note.text')}
        hint={t('note.hint')}
        value={text}
        onChange={(given) => setText(given.slice(0, MOST))}
        autoFocus
      />
      <FormRefusal refused={refused} />
      <div className={styles.pair}>
        <Button onClick={() => setText(undefined)}>{t('common.cancel')}</Button>
        <Button kind="steel" disabled={isBusy || text.trim() === ''} onClick={() => void save()}>
          {t('note.save')}
        </Button>
      </div>
    </div>
  )
}
