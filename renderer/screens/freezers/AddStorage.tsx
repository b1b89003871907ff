import { useState } from 'react'
import type { StorageRow } from '#shared/contract/views.ts'
import type { ContainerCreated } from '#shared/domain/container/facts.ts'
import { useGo } from '../../app/go.ts'
import { newId } from '../../app/new-id.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useCreate } from '../lookup/use-create.ts'
import { type Draft, draftOf, formOf, readDraft, StorageFields } from './StorageFields.tsx'
import { freeIn, newRoom, storageContainers } from './templates.ts'

interface AddStorageProps {
  /** What stands already: its names are taken, its rooms can be chosen. */
  storage: readonly StorageRow[]
  onClose: () => void
  onMade: (made: Sentence) => void
}

/** Makes a freezer or a tank with all its shelves and racks from a template. */
export function AddStorage({ storage, onClose, onMade }: AddStorageProps) {
  const t = useT()
  const [draft, setDraft] = useState<Draft>(() => draftOf('freezer', storage, t('freezers.room1')))
  const sentence = useSentence()
  const go = useGo()
  const { create, refused, isBusy } = useCreate()
  const name = draft.name.trim()
  const isWhole = name !== '' && formOf(draft) !== null && readDraft(draft.celsius) !== null
  const add = async () => {
    const containers = containersOf(draft, storage)
    if (!containers) return
    const done = await create(
      (how) => ({ type: 'createContainers', ...how, containers }),
      BY_CLICK,
      name,
    )
    if (!done) return
    onMade(sentence('freezers.made', { name }))
    onClose()
    const body = containers.find(({ kind }) => kind === draft.kind)
    if (body) await go({ to: 'freezers', freezer: body.container }, { replace: true })
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={t('freezers.addQuestion')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!isWhole || isBusy} onClick={add}>
            {sentence('freezers.addNamed', { name }).shown}
          </Button>
        </>
      }
    >
      <StorageFields draft={draft} storage={storage} onChange={setDraft} />
      <FormRefusal refused={refused} />
    </Dialog>
  )
}

/** The room first where it is new, then all that stands in it; null while a number is missing. */
function containersOf(draft: Draft, storage: readonly StorageRow[]): ContainerCreated[] | null {
  const form = formOf(draft)
  const celsius = readDraft(draft.celsius)
  if (!form || celsius === null) return null
  const name = draft.name.trim()
  const made = draft.room === 'new' ? newRoom(draft.roomName.trim() || name, newId) : null
  const place = made
    ? { container: made.container, index: 0 }
    : draft.room === 'none'
      ? null
      : freeIn(draft.room, storage)
  const inside = storageContainers({ name, form, celsius, place }, newId)
  return made ? [made, ...inside] : inside
}
