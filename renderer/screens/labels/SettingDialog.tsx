import { ORPCError } from '@orpc/client'
import { type ReactNode, useState } from 'react'
import { useIntl } from 'react-intl'
import type { LabelSettingFault } from '#shared/contract/labels.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { saySettingFault } from './say.ts'

type Change = () => Promise<LabelSettingFault | null>

interface SettingDialogProps {
  question: string
  /** Undefined: this person may not. */
  save?: { readonly isReady: boolean; readonly act: Change } | undefined
  /** Undefined: there is nothing to remove yet, or this person may not. */
  remove?: { readonly label: string; readonly act: Change } | undefined
  /** What else can be done, between Remove and Save. */
  ways?: ReactNode
  onClose: () => void
  children: ReactNode
}

/** A printer or a template, by form. It closes once the change is on the disk; why it is not is said in it. */
export function SettingDialog({
  question,
  save,
  remove,
  ways,
  onClose,
  children,
}: SettingDialogProps) {
  const t = useT()
  const intl = useIntl()
  const scanned = useAnswerScan()
  const [fault, setFault] = useState<string>()

  async function change(act: Change): Promise<void> {
    try {
      const no = await act()
      if (no) setFault(saySettingFault(t, no))
      else onClose()
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== 'DISK_FULL') throw error
      setFault(sayRefusalInOne(intl, { type: 'DiskFull' }))
    }
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={question}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {remove && (
            <Button kind="stop" onClick={() => void change(remove.act)}>
              {remove.label}
            </Button>
          )}
          {ways}
          {save && (
            <Button kind="ember" disabled={!save.isReady} onClick={() => void change(save.act)}>
              {t('labels.save')}
            </Button>
          )}
        </>
      }
    >
      {children}
      {fault && <Banner tone="stop">{fault}</Banner>}
      {scanned && <p role="status">{scanned}</p>}
    </Dialog>
  )
}
