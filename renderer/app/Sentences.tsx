import { useIntl } from 'react-intl'
import { Banner } from '../components/Banner.tsx'
import { Button } from '../components/Button.tsx'
import { useT } from '../i18n/use-t.ts'
import styles from './app.module.css'
import { DefectDetails } from './Broken.tsx'
import { useConnection } from './client.ts'
import { dismissDefect, useDefect } from './defects.ts'
import { IncidentNote } from './IncidentNote.tsx'
import { unsay, useNotice } from './notice.ts'
import { sayTrouble } from './say-trouble.ts'
import { useScanTrouble } from './scanner.ts'
import { UnknownActs } from './UnknownActs.tsx'

/** What is true for the whole program just now, one sentence each, over the screen it happened on. */
export function Sentences() {
  return (
    <>
      <LostBench />
      <DefectSentence />
      <UnknownActs />
      <IncidentNote />
      <TroubleSentence />
      <NoticeSentence />
    </>
  )
}

function LostBench() {
  const t = useT()
  return useConnection() === 'lost' && <Banner tone="stop">{t('connection.lost')}</Banner>
}

function DefectSentence() {
  const t = useT()
  const defect = useDefect()
  return (
    defect && (
      <div className={styles.defect}>
        <Banner
          tone="stop"
          action={
            <Button size={48} onClick={dismissDefect}>
              {t('common.dismiss')}
            </Button>
          }
        >
          {t('defect.sentence')}
        </Banner>
        <DefectDetails stack={defect.stack} />
      </div>
    )
  )
}

function TroubleSentence() {
  const intl = useIntl()
  const trouble = useScanTrouble()
  return trouble && <Banner tone="caution">{sayTrouble(intl, trouble)}</Banner>
}

function NoticeSentence() {
  const t = useT()
  const notice = useNotice()
  return (
    notice && (
      <Banner
        tone={notice.tone}
        action={
          <Button size={48} kind="quiet" onClick={unsay}>
            {t('common.dismiss')}
          </Button>
        }
      >
        {notice.words}
      </Banner>
    )
  )
}
