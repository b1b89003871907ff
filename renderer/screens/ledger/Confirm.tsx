import { IconArchive, IconLink, IconPlayerPause, IconWritingSign } from '@tabler/icons-react'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './ledger.module.css'

export interface ConfirmProps {
  question: string
  /** What the bench goes on from, as a sentence. */
  from: string
  act: string
  onAct: () => void
  onClose: () => void
}

/** The second step: what will happen, in the order in which it does, before it does. */
export function Confirm({ question, from, act, onAct, onClose }: ConfirmProps) {
  const t = useT()
  const unused = useAnswerScan()
  const steps = [
    { icon: IconPlayerPause, words: t('confirm.stops') },
    { icon: IconArchive, words: t('confirm.aside') },
    { icon: IconLink, words: from },
    { icon: IconWritingSign, words: t('confirm.incident') },
  ]
  return (
    <Dialog
      open
      role="alertdialog"
      question={question}
      onClose={onClose}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="stop" onClick={onAct}>
            {act}
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
