import { useEffect } from 'react'
import { useIdentitySink } from '../../app/identity.ts'
import { say } from '../../app/notice.ts'
import { Screen } from '../../app/Screen.tsx'
import { Banner } from '../../components/Banner.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { useOpen } from '../lookup/use-open.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { ImportDone } from './ImportDone.tsx'
import { OpenTable } from './OpenTable.tsx'
import { scannedInto } from './scanned-into.ts'
import { useImport } from './use-import.ts'

/** A table of specimens from elsewhere: every row is checked, and all of them come in or none. */
export function ImportScreen() {
  const t = useT()
  const sentence = useSentence()
  const work = useImport()
  const open = useOpen()
  const { step, trouble, cancelled } = work
  const isFree = step.at === 'choose' || step.at === 'done'
  useIdentitySink(async (identity, scan) => {
    if (isFree) return open(identity, scan)
    // The code of the tube in the hand, into the cell that is being mended.
    const take = scannedInto.get()
    if (take) return take(scan.text)
    playTone('warning')
    say(sentence('lookup.notUsed', { code: scan.text }).shown, 'caution')
  })
  useEffect(() => void work.resume(), [])
  return (
    <Screen
      current="import"
      title={t('import.title')}
      subtitle={'preview' in step ? step.preview.name : undefined}
    >
      {trouble && <Banner tone="stop">{t(`import.fault.${trouble}`)}</Banner>}
      {cancelled && (
        <Banner tone="note">
          {t(cancelled === 'run' ? 'import.cancelled' : 'import.checkCancelled')}
        </Banner>
      )}
      {(step.at === 'choose' || step.at === 'reading') && (
        <ChooseFile
          onChoose={work.choose}
          reading={step.at === 'reading' ? step.name : undefined}
        />
      )}
      {'preview' in step && <OpenTable step={step} work={work} />}
      {step.at === 'done' && <ImportDone step={step} work={work} />}
    </Screen>
  )
}
