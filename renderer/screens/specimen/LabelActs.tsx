import { IconArrowsSplit2, IconPrinter, IconTagStarred } from '@tabler/icons-react'
import { useState } from 'react'
import type { SpecimenView } from '#shared/contract/views.ts'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import { RelabelDialog } from './RelabelDialog.tsx'
import styles from './specimen.module.css'
import type { SpecimenWork } from './use-specimen-work.ts'

interface LabelActsProps {
  tube: SpecimenView
  work: SpecimenWork
  onPrint: () => void
}

/** A label for this tube from the printer, or the code of a tube that has one; and tubes made of it. */
export function LabelActs({ tube, work, onPrint }: LabelActsProps) {
  const t = useT()
  const go = useGo()
  const [isRelabelling, setRelabelling] = useState(false)
  if (tube.state === 'undone') return null
  return (
    <div className={styles.labelActs}>
      <Button size={48} icon={IconPrinter} onClick={onPrint}>
        {t('labels.printLabel')}
      </Button>
      <Button
        size={48}
        icon={IconTagStarred}
        disabled={work.isBusy}
        onClick={() => setRelabelling(true)}
      >
        {t('labels.newLabel')}
      </Button>
      <Button
        size={48}
        icon={IconArrowsSplit2}
        onClick={() => void go({ to: 'processing', code: tube.code })}
      >
        {t('processing.makeAliquots')}
      </Button>
      {isRelabelling && (
        <RelabelDialog
          tube={tube}
          onClose={() => setRelabelling(false)}
          onBind={async (code, reason, via) => {
            setRelabelling(false)
            await work.relabel(code, reason, via)
          }}
        />
      )}
    </div>
  )
}
