import { IconTableImport } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { cx } from '../../components/cx.ts'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import styles from './import.module.css'

interface ChooseFileProps {
  onChoose: (file: File) => void
  /** Name of the file that is being read. */
  reading: string | undefined
}

/** A table is picked or dropped anywhere on the page. */
export function ChooseFile({ onChoose, reading }: ChooseFileProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onChoose(file)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <section
      aria-label={t('import.choose')}
      className={cx(styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <EmptyState
        icon={IconTableImport}
        title={
          reading === undefined ? t('import.chooseTitle') : t('import.reading', { name: reading })
        }
        words={t('import.chooseWords')}
        ways={
          <Button
            kind="ember"
            size={64}
            icon={IconTableImport}
            disabled={reading !== undefined}
            onClick={() => input.current?.click()}
          >
            {t('import.choose')}
          </Button>
        }
      />
      <input
        ref={input}
        type="file"
        className="fk-heard"
        aria-label={t('import.choose')}
        tabIndex={-1}
        accept=".csv,.tsv,.tab,.txt,text/csv,text/plain,text/tab-separated-values"
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
    </section>
  )
}
