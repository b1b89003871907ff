import { IconLifebuoy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useIntl } from 'react-intl'
import type { SalvagePreview } from '#shared/contract/keeping.ts'
import { client } from '../../app/client.ts'
import { refresh } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import { ActTable } from '../ledger/ActTable.tsx'
import { Confirm } from '../ledger/Confirm.tsx'
import { Fault } from '../ledger/Fault.tsx'
import { JobBar } from '../ledger/JobBar.tsx'
import styles from '../ledger/ledger.module.css'
import { goingOn, salvagePreview } from '../ledger/tasks.ts'
import { LostRuns } from './LostRuns.tsx'
import { tellWentOn } from './went-on.ts'

/** What can be proven of a damaged ledger and what cannot; then, as a second step, the act. */
export function SalvageView({ onBack }: { onBack: () => void }) {
  const t = useT()
  const preview = salvagePreview.use()
  const act = goingOn.use()
  const [isAsked, ask] = useState(false)
  useEffect(() => {
    goingOn.forget()
    void salvagePreview.run(() => client.keeping.previewSalvage())
  }, [])
  const shown = preview.is === 'done' ? preview.value : undefined

  async function salvage(given: SalvagePreview): Promise<void> {
    ask(false)
    const done = await goingOn.run(() => client.keeping.salvage())
    if (!done) return
    const codes = codesOf(given)
    tellWentOn({ way: 'salvage', at: Date.now(), ...done, lost: [...given.lost], codes })
    await refresh()
  }

  return (
    <Card
      title={t('salvage.title')}
      scrolls
      foot={
        <div className={styles.acts}>
          <Button disabled={act.is === 'running'} onClick={onBack}>
            {t('common.back')}
          </Button>
          <Button
            kind="stop"
            icon={IconLifebuoy}
            disabled={!shown || act.is === 'running'}
            onClick={() => ask(true)}
          >
            {t('salvage.ask')}
          </Button>
        </div>
      }
    >
      <div className={styles.preview}>
        <div className={styles.stack} role="status">
          <JobBar jobs={['salvage', 'verify']} />
          <Fault of={preview} />
          <Fault of={act} />
          {shown && <Proven preview={shown} />}
        </div>
        {shown && shown.unproven.length > 0 && (
          <ActTable
            acts={shown.unproven}
            caption={t('salvage.scanAgain', { count: codesOf(shown).length })}
          />
        )}
        {shown && <Sources sources={shown.sources} />}
      </div>
      {isAsked && shown && (
        <Confirm
          question={t('salvage.question')}
          from={t('salvage.from', { events: shown.events })}
          act={t('salvage.act')}
          onAct={() => void salvage(shown)}
          onClose={() => ask(false)}
        />
      )}
    </Card>
  )
}

const codesOf = ({ unproven }: SalvagePreview): string[] => [
  ...new Set(unproven.flatMap(({ codes }) => codes)),
]

function Proven({ preview }: { preview: SalvagePreview }) {
  const intl = useIntl()
  const t = useT()
  const { events, proven, lost } = preview
  return (
    <>
      <div className={styles.sum}>
        <div>
          <div className={styles.number}>{intl.formatNumber(events)}</div>
          <div className={styles.quiet}>{t('ledger.events', { count: events })}</div>
        </div>
        <div className={styles.sumWords}>
          <p className={styles.lead}>{t('salvage.proven', { chains: proven.length })}</p>
        </div>
      </div>
      {lost.length === 0 ? <p>{t('salvage.nothingLost')}</p> : <LostRuns lost={lost} />}
      {preview.unproven.length > 0 && (
        <h3 className={styles.subhead}>
          {t('salvage.scanAgain', { count: codesOf(preview).length })}
        </h3>
      )}
    </>
  )
}

/** Where events were looked for, the unproven ones counted as well. */
function Sources({ sources }: Pick<SalvagePreview, 'sources'>) {
  const t = useT()
  return (
    <section className={styles.sources}>
      <h3 className={styles.subhead}>{t('salvage.sources')}</h3>
      <ul className={styles.lost}>
        {sources.map(({ name, events }) => (
          <li key={name}>
            <Code breaks>{name}</Code> {t('salvage.sourceEvents', { count: events })}
          </li>
        ))}
      </ul>
    </section>
  )
}
