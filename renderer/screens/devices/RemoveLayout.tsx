import { useState } from 'react'
import { client } from '../../app/client.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { sayRackSettingFault } from './say-rack.ts'
import { showRacks } from './use-racks.ts'

interface RemoveLayoutProps {
  id: string
  name: string
  onClose: () => void
}

/** A layout took work to teach: it goes only when asked. */
export function RemoveLayout({ id, name, onClose }: RemoveLayoutProps) {
  const t = useT()
  const scanned = useAnswerScan()
  const [fault, setFault] = useState<string>()
  const remove = async () => {
    const answer = await client.racks.removeLayout({ id })
    if (answer.ok) {
      showRacks(answer)
      onClose()
    } else setFault(sayRackSettingFault(t, answer.error))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('racks.removeQuestion', { name })}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="stop" onClick={() => void remove()}>
            {t('racks.remove')}
          </Button>
        </>
      }
    >
      <p>{t('racks.removeWords')}</p>
      {fault && <Banner tone="stop">{fault}</Banner>}
      {scanned && <p role="status">{scanned}</p>}
    </Dialog>
  )
}
