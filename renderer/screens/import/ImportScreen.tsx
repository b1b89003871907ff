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
import { useImport } from './use-import.ts'

/** A table of specimens from elsewhere: every row is checked, and all of them come in or none. */
export function ImportScreen() {
  const t = useT()
  const sentence = useSentence()
  const work = useImport()
  const open = useOpen()
  const { step, trouble, isCancelled } = work
  const isFree = step.at === 'choose' || step.at === 'done'
  useIdentitySink(async (identity, scan) => {
    if (isFree) return open(identity, scan)
    playTone('warning')
    say(sentence('lookup.notUsed', { code: scan.text }).shown, 'caution')
  })
  return (
    <Screen
      current="import"
      title={t('import.title')}
      subtitle={'table' in step ? step.table.preview.name : undefined}
    >
      {trouble && <Banner tone="stop">{t(`import.fault.${trouble}`)}</Banner>}
      {isCancelled && <Banner tone="note">{t('import.cancelled')}</Banner>}
      {(step.at === 'choose' || step.at === 'reading') && (
        <ChooseFile
          onChoose={work.choose}
          reading={step.at === 'reading' ? step.name : undefined}
        />
      )}
      {'table' in step && <OpenTable step={step} work={work} />}
      {step.at === 'done' && <ImportDone step={step} work={work} />}
    </Screen>
  )
}
