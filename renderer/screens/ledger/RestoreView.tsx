import { IconHistory } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useIntl } from 'react-intl'
import type { RestorePreview } from '#shared/contract/keeping.ts'
import { client } from '../../app/client.ts'
import { refresh } from '../../app/live.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { tellWentOn } from '../recovery/went-on.ts'
import { ActTable } from './ActTable.tsx'
import { Confirm } from './Confirm.tsx'
import { Fault } from './Fault.tsx'
import { Findings } from './Findings.tsx'
import { JobBar } from './JobBar.tsx'
import styles from './ledger.module.css'
import { goingOn, restorePreview } from './tasks.ts'

export interface RestoreViewProps {
  file: string
  /** Nothing was changed. Once it is done the report takes this place. */
  onBack: () => void
}

/** What a backup would bring back and what it would take away; then, as a second step, the act. */
export function RestoreView({ file, onBack }: RestoreViewProps) {
  const t = useT()
  const names = useNames()
  const preview = restorePreview.use()
  const act = goingOn.use()
  const [isAsked, ask] = useState(false)
  useEffect(() => {
    goingOn.forget()
    void restorePreview.run(() => client.keeping.previewRestore({ file }))
  }, [file])
  const shown = preview.is === 'done' && preview.value.file === file ? preview.value : undefined

  async function restore(given: RestorePreview): Promise<void> {
    ask(false)
    const done = await goingOn.run(() => client.keeping.restore({ file }))
    if (!done) return
    const codes = [...new Set(given.acts.flatMap((one) => one.codes))]
    tellWentOn({ way: 'restore', at: Date.now(), ...done, lost: [], codes })
    await refresh()
  }

  const mayRestore = shown?.report.sound && shown.isSameBench && act.is !== 'running'
  return (
    <Card
      title={t('restore.title')}
      scrolls
      foot={
        <div className={styles.acts}>
          <Button disabled={act.is === 'running'} onClick={onBack}>
            {t('common.back')}
          </Button>
          <Button kind="stop" icon={IconHistory} disabled={!mayRestore} onClick={() => ask(true)}>
            {t('restore.ask')}
          </Button>
        </div>
      }
    >
      <div className={styles.preview}>
        <div className={styles.stack} role="status">
          <JobBar jobs={['restore', 'verify']} />
          <Fault of={preview} />
          <Fault of={act} />
          {shown && <Change preview={shown} />}
        </div>
        {shown && shown.acts.length > 0 && (
          <ActTable acts={shown.acts} caption={t('restore.gone')} />
        )}
      </div>
      {isAsked && shown && (
        <Confirm
          question={t('restore.question', { at: names.minute(shown.at) })}
          from={t('restore.from', { at: names.minute(shown.at), events: shown.there })}
          act={t('restore.act')}
          onAct={() => void restore(shown)}
          onClose={() => ask(false)}
        />
      )}
    </Card>
  )
}

/** Now and then, side by side, and what lies between. */
function Change({ preview }: { preview: RestorePreview }) {
  const t = useT()
  const names = useNames()
  const { at, report, isSameBench, here, there, lacking, atService, acts } = preview
  return (
    <>
      {!isSameBench && <Banner tone="stop">{t('keeping.otherBench')}</Banner>}
      {!report.sound && (
        <>
          <Banner tone="stop">{t('restore.unsound')}</Banner>
          <Findings findings={report.findings} tubes={report.tubes} />
        </>
      )}
      <div className={styles.compare}>
        <Count number={here} words={t('restore.here')} />
        <Count number={there} words={t('restore.there', { at: names.minute(at) })} />
        <Count number={lacking} words={t('restore.lacking')} isLoss />
        <Count number={atService} words={t('restore.atService')} />
      </div>
      <p className={styles.lead}>
        {lacking === 0
          ? t('restore.nothingLost')
          : t('restore.lost', { lacking, atService, only: lacking - atService })}
      </p>
      {acts.length > 0 && <h3 className={styles.subhead}>{t('restore.gone')}</h3>}
    </>
  )
}

function Count({ number, words, isLoss }: { number: number; words: string; isLoss?: boolean }) {
  const intl = useIntl()
  return (
    <div className={isLoss && number > 0 ? styles.loss : undefined}>
      <div className={styles.count}>{intl.formatNumber(number)}</div>
      <div className={styles.quiet}>{words}</div>
    </div>
  )
}
