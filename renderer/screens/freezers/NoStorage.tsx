import { IconFridge, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import type { Sentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import { AddStorage } from './AddStorage.tsx'

/** A biobank that has no freezer yet: the one thing to do first. */
export function NoStorage({ onMade }: { onMade: (made: Sentence) => void }) {
  const t = useT()
  const go = useGo()
  const [isOpen, setOpen] = useState(false)
  return (
    <EmptyState
      icon={IconFridge}
      title={t('freezers.emptyTitle')}
      words={t('freezers.emptyWords')}
      ways={
        <>
          <Button kind="ember" size={64} icon={IconFridge} onClick={() => setOpen(true)}>
            {t('freezers.add')}
          </Button>
          <Button size={64} icon={IconUpload} onClick={() => go({ to: 'import' })}>
            {t('samples.import')}
          </Button>
        </>
      }
    >
      {isOpen && <AddStorage storage={[]} onClose={() => setOpen(false)} onMade={onMade} />}
    </EmptyState>
  )
}
