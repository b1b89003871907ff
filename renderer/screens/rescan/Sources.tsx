import { IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { rackFaultValues, readRackFile } from '../../app/rack-file.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import type { Reading } from './use-rescan.ts'

/** The ways in which a whole box gets read. */
export function Sources({ onRead }: { onRead: (reading: Reading) => void }) {
  const t = useT()
  const [fault, setFault] = useState<string>()

  async function readFile(file: File): Promise<void> {
    const read = await readRackFile(file)
    if (read.ok) return onRead({ ...read.value, source: 'file' })
    playTone('warning')
    setFault(t(`processing.fault.${read.error.type}`, rackFaultValues(read.error)))
  }

  return (
    <>
      {fault && <Banner tone="stop">{fault}</Banner>}
      <FileDrop
        form="page"
        label={t('rescan.file')}
        region={t('rescan.drop')}
        accept=".csv,.txt,.tsv,text/*"
        onFiles={([file]) => {
          setFault(undefined)
          if (file) void readFile(file)
        }}
      >
        {(choose) => (
          <EmptyState
            icon={IconFileUpload}
            title={t('rescan.drop')}
            words={t('rescan.dropWords')}
            ways={
              <Button kind="steel" size={64} icon={IconFileUpload} onClick={choose}>
                {t('rescan.file')}
              </Button>
            }
          />
        )}
      </FileDrop>
    </>
  )
}
