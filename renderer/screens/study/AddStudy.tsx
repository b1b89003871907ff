import { useState } from 'react'
import type { Via } from '#shared/domain/commands.ts'
import { newId } from '../../app/new-id.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { useCreate } from '../lookup/use-create.ts'
import styles from './study.module.css'

export interface NewStudy {
  readonly study: string
  readonly code: string
  readonly name: string
}

export interface AddStudyProps {
  onClose: () => void
  /** It is in the record. */
  onMade: (study: NewStudy) => void
}

/** Asks for the code and the name of a study. */
export function AddStudy({ onClose, onMade }: AddStudyProps) {
  const t = useT()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [study] = useState(newId)
  const { create, refused, isBusy } = useCreate()
  const isWhole = code.trim() !== '' && name.trim() !== ''
  const add = async () => {
    const made = { study, code: code.trim(), name: name.trim() }
    const act = (how: { id: string; via: Via }) =>
      ({ type: 'createStudy', ...how, ...made }) as const
    if (!(await create(act, BY_CLICK, made.code))) return
    onMade(made)
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('study.question')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!isWhole || isBusy} onClick={add}>
            {t('study.add')}
          </Button>
        </>
      }
    >
      <Form code={code} name={name} onCode={setCode} onName={setName} />
      <FormRefusal refused={refused} />
    </Dialog>
  )
}

interface FormProps {
  code: string
  name: string
  onCode: (code: string) => void
  onName: (name: string) => void
}

function Form({ code, name, onCode, onName }: FormProps) {
  const t = useT()
  const unused = useAnswerScan()
  return (
    <div className={styles.form}>
      <TextField
        label={t('study.code')}
        hint={t('study.codeHint')}
        value={code}
        onChange={(text) => onCode(text.slice(0, 40))}
        autoFocus
      />
      <TextField
        label={t('study.name')}
        value={name}
        onChange={(text) => onName(text.slice(0, 120))}
      />
      {unused && <Banner tone="caution">{unused}</Banner>}
    </div>
  )
}
