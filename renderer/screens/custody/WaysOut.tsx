import { IconBuildingWarehouse, IconTransfer } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './custody.module.css'

export interface WaysOutProps {
  isBusy: boolean
  onCheckOut: (reason: string) => void
  onMove: () => void
}

/** What can be done with a tube that is stored. A reason may be given; nobody has to. */
export function WaysOut({ isBusy, onCheckOut, onMove }: WaysOutProps) {
  const t = useT()
  const [reason, setReason] = useState<string>()
  return (
    <div className={styles.ways}>
      {reason !== undefined && (
        <TextField label={t('box.reason')} value={reason} onChange={setReason} autoFocus />
      )}
      <div className={styles.pair}>
        <Button
          kind="steel"
          icon={IconBuildingWarehouse}
          disabled={isBusy}
          onClick={() => onCheckOut(reason ?? '')}
        >
          {t('box.checkOut')}
        </Button>
        <Button icon={IconTransfer} onClick={onMove}>
          {t('box.move')}
        </Button>
      </div>
      {reason === undefined && (
        <Button kind="quiet" size={48} onClick={() => setReason('')}>
          {t('box.withReason')}
        </Button>
      )}
    </div>
  )
}
