import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useAct } from '../../app/act.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'

export interface NewStudyDialogProps {
  onClose: () => void
  onCreated: (study: string) => void
}

/** A study to collect specimens for: its short code and its name. */
export function NewStudyDialog({ onClose, onCreated }: NewStudyDialogProps) {
  const intl = useIntl()
  const t = useT()
  const act = useAct()
  const [ids] = useState(() => ({ id: newId(), study: newId() }))
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const isReady = code.trim() !== '' && name.trim() !== '' && !isBusy

  async function create(): Promise<void> {
    setBusy(true)
    const answer = await act({ type: 'createStudy', via: BY_CLICK, ...ids, code, name })
    setBusy(false)
    if (answer.type === 'saved') onCreated(ids.study)
    else setRefused(sayRefusalInOne(intl, answer.refusal))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      question={t('study.which')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!isReady} onClick={() => void create()}>
            {t('study.create')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('study.code')}
        hint={t('study.codeHint')}
        code
        value={code}
        onChange={setCode}
      />
      <TextField label={t('study.name')} value={name} onChange={setName} />
      {refused && <Banner tone="stop">{refused}</Banner>}
    </Dialog>
  )
}
