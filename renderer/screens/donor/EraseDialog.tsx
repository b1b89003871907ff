import { IconEraser, IconLinkOff, IconLock, IconServer } from '@tabler/icons-react'
import { useState } from 'react'
import type { SpecimenView } from '#shared/contract/views.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './donor.module.css'
import { useErase } from './use-erase.ts'

export interface EraseDialogProps {
  tube: SpecimenView
  onClose: () => void
}

/** It cannot be taken back: first what will happen, then in the person's own hand, with the PIN. */
export function EraseDialog({ tube, onClose }: EraseDialogProps) {
  const [isSure, setSure] = useState(false)
  return isSure ? (
    <SayIt tube={tube} onClose={onClose} />
  ) : (
    <WhatHappens tube={tube} onClose={onClose} onGoOn={() => setSure(true)} />
  )
}

/** What people call whose texts these are: the donor, or the tube where nobody is named. */
const nameOf = ({ consent, code }: SpecimenView): string => consent.donor ?? code

function WhatHappens({ tube, onClose, onGoOn }: EraseDialogProps & { onGoOn: () => void }) {
  const t = useT()
  const sentence = useSentence()
  const unused = useAnswerScan()
  const steps = [
    { icon: IconEraser, words: t('erase.keys') },
    { icon: IconServer, words: t('erase.everywhere') },
    { icon: IconLock, words: t('erase.backups') },
    { icon: IconLinkOff, words: t('erase.kept') },
  ]
  return (
    <Dialog
      open
      role="alertdialog"
      onClose={onClose}
      question={sentence('erase.question', { donor: nameOf(tube) }).shown}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="stop" onClick={onGoOn}>
            {t('erase.goOn')}
          </Button>
        </>
      }
    >
      <ol className={styles.steps}>
        {steps.map(({ icon, words }) => (
          <li key={words}>
            <Icon of={icon} size={24} />
            <span>{words}</span>
          </li>
        ))}
      </ol>
      {unused && <Banner tone="caution">{unused}</Banner>}
    </Dialog>
  )
}

function SayIt({ tube, onClose }: EraseDialogProps) {
  const t = useT()
  const name = nameOf(tube)
  const [typed, setTyped] = useState('')
  const [pin, setPin] = useState('')
  const { erase, refused, isBusy } = useErase(tube.consent.holder, name)
  const unused = useAnswerScan()
  const isReady = typed.trim().toUpperCase() === name.toUpperCase() && /^[0-9]{4,12}$/.test(pin)
  return (
    <Dialog
      open
      role="alertdialog"
      onClose={onClose}
      question={t('erase.sayIt')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="stop"
            disabled={!isReady || isBusy}
            onClick={() => void erase(pin).then((isDone) => isDone && onClose())}
          >
            {t('erase.act')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>
          {t('erase.type')} <Code strong>{name}</Code>
        </p>
        <TextField label={t('erase.typed')} value={typed} onChange={setTyped} code autoFocus />
        <TextField label={t('erase.pin')} type="password" value={pin} onChange={setPin} />
        {unused && <Banner tone="caution">{unused}</Banner>}
      </div>
      <FormRefusal refused={refused} />
    </Dialog>
  )
}
