import { IconTableImport } from '@tabler/icons-react'
import { Button } from '../../components/Button.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'

interface ChooseFileProps {
  onChoose: (file: File) => void
  /** Name of the file that is being read. */
  reading: string | undefined
}

/** A table is picked or dropped anywhere on the page. */
export function ChooseFile({ onChoose, reading }: ChooseFileProps) {
  const t = useT()
  return (
    <FileDrop
      label={t('import.choose')}
      accept=".csv,.tsv,.tab,.txt,text/csv,text/plain,text/tab-separated-values"
      form="page"
      onFiles={([file]) => file && onChoose(file)}
    >
      {(choose) => (
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
              onClick={choose}
            >
              {t('import.choose')}
            </Button>
          }
        />
      )}
    </FileDrop>
  )
}
