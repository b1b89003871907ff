import { useState } from 'react'
import type { SpecimenView } from '#shared/contract/views.ts'
import type { Via } from '#shared/domain/commands.ts'
import { client } from '../../app/client.ts'
import { useScanSink } from '../../app/scanner.ts'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { viaOf } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import styles from './specimen.module.css'

const USUAL = ['prelabelled', 'unreadable', 'retubed'] as const

interface RelabelDialogProps {
  tube: SpecimenView
  onBind: (code: string, reason: string, via: Via) => Promise<void>
  onClose: () => void
}

/** SPE-9: a new label, or a tube that came with one. The usual reason stands there already: one scan and it is done. */
export function RelabelDialog({ tube, onBind, onClose }: RelabelDialogProps) {
  const t = useT()
  const [reason, setReason] = useState(t(`relabel.because.${USUAL[0]}`))
  const [fault, setFault] = useState<string>()
  useScanSink(async (scan) => {
    const known = await client.scan.resolve({ text: scan.text, box: null })
    if (known.kind !== 'unknown') {
      playTone('warning')
      return setFault(t('relabel.taken', { code: scan.text }))
    }
    if (reason.trim() === '') return playTone('warning')
    await onBind(scan.text, reason.trim(), viaOf(scan))
  })
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('relabel.question', { code: tube.code })}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <TypeCodeButton />
        </>
      }
    >
      <p>{t('relabel.scan')}</p>
      <TextField label={t('relabel.reason')} value={reason} onChange={setReason} required />
      <div className={styles.reasons}>
        {USUAL.map((one) => {
          const words = t(`relabel.because.${one}`)
          return (
            <Button
              key={one}
              size={48}
              aria-pressed={reason === words}
              onClick={() => setReason(words)}
            >
              {words}
            </Button>
          )
        })}
      </div>
      {fault && <Banner tone="caution">{fault}</Banner>}
    </Dialog>
  )
}
