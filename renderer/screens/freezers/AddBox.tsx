import { useState } from 'react'
import type { FreezerRack } from '#shared/contract/views.ts'
import type { Via } from '#shared/domain/commands.ts'
import type { ContainerCreated } from '#shared/domain/container/facts.ts'
import { newId } from '../../app/new-id.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useCreate } from '../lookup/use-create.ts'
import { type BoxDraft, BoxFields, layoutOf, NEW_BOX } from './BoxFields.tsx'

interface AddBoxProps {
  rack: FreezerRack
  /** The rack as people say it: `F1/S2/R4`. */
  path: string
  /** The level to begin with. */
  index: number
  onClose: () => void
  onMade: (made: Sentence) => void
}

/** How the code of the box came in: what was typed is marked so. */
const viaOfDraft = ({ scan }: BoxDraft): Via =>
  scan ? viaOf(scan) : { ...BY_CLICK, source: 'typed', device: 'keyboard' }

/** Puts a new, empty box into a free level of a rack. */
export function AddBox({ rack, path, index, onClose, onMade }: AddBoxProps) {
  const t = useT()
  const sentence = useSentence()
  const [draft, setDraft] = useState<BoxDraft>({ ...NEW_BOX, index })
  const { create, refused, isBusy } = useCreate()
  const isWhole = draft.code !== '' && (draft.scan !== null || draft.code === draft.again)
  const add = async () => {
    const box: ContainerCreated = {
      container: newId(),
      kind: 'box',
      name: draft.code,
      code: draft.code,
      place: { container: rack.container, index: draft.index },
      layout: layoutOf(draft),
      holds: [...draft.holds],
      celsius: null,
    }
    const done = await create(
      (how) => ({ type: 'createContainers', ...how, containers: [box] }),
      viaOfDraft(draft),
      draft.code,
    )
    if (!done) return
    const level = rack.positions[draft.index] ?? ''
    onMade(sentence('freezers.boxMade', { code: draft.code, place: `${path}/${level}` }))
    onClose()
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={sentence('freezers.addBoxQuestion', { path }).shown}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!isWhole || isBusy} onClick={add}>
            {draft.code === ''
              ? t('freezers.addBox')
              : sentence('freezers.addBoxNamed', { code: draft.code }).shown}
          </Button>
        </>
      }
    >
      <BoxFields draft={draft} rack={rack} onChange={setDraft} />
      <FormRefusal refused={refused} />
    </Dialog>
  )
}
