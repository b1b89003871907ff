import type { WorkHoldView } from '#shared/contract/work.ts'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { heard } from '../../i18n/heard.ts'
import { useT } from '../../i18n/use-t.ts'
import { useHold, useLine, useWorkDone, useWorkSaid } from './say-work.tsx'
import type { WorkShown } from './use-work.ts'

/** The one loud line of a batch: what to scan now, or why it stands still. */
export function WorkDisplay({ shown }: { shown: WorkShown }) {
  const { hold, paused } = shown.session
  if (hold !== null) return <HoldDisplay hold={hold} shown={shown} />
  return paused ? <PausedDisplay shown={shown} /> : <Listening shown={shown} />
}

function Listening({ shown: { session, outcome } }: { shown: WorkShown }) {
  const t = useT()
  const line = useLine(session.line)
  const done = useWorkDone(outcome)
  const said = useWorkSaid(outcome)
  const count = useCount(session.count)
  const { position } = session.line
  const next = position === null ? line.spoken : `${line.spoken} ${position}`
  return (
    <ScanDisplay
      form="work"
      status={t('intake.listening')}
      line={line.shown}
      target={position ?? undefined}
      count={count.shown}
      success={done?.shown}
      announcement={heard(done?.spoken, said?.sentence.spoken, `${next}, ${count.spoken}`)}
    />
  )
}

function PausedDisplay({ shown: { session } }: { shown: WorkShown }) {
  const t = useT()
  const count = useCount(session.count)
  return (
    <ScanDisplay
      form="work"
      status={t('intake.pausedStatus')}
      line={t('intake.pausedLine')}
      count={count.shown}
      announcement={heard(t('intake.pausedLine'), count.spoken)}
    />
  )
}

/** "12 of 30" where the end is known, and "12 tubes" where it is not. */
function useCount({ done, of }: { readonly done: number; readonly of: number | null }) {
  const t = useT()
  const spoken =
    of === null
      ? t('work.heardCount', { n: done })
      : t('intake.heardCount', { taken: done, total: of })
  return { shown: of === null ? { n: done } : { n: done, total: of }, spoken }
}

/** Nothing was written; what is wrong stands large, what to do below it. */
function HoldDisplay({ hold, shown }: { hold: WorkHoldView; shown: WorkShown }) {
  const t = useT()
  const said = useWorkSaid(shown.outcome)
  const { title, detail } = useHold()(hold)
  return (
    <ScanDisplay
      form="hold"
      word={t('intake.stop')}
      line={title.shown}
      explanation={detail?.shown}
      announcement={heard(t('intake.stop'), title.spoken, detail?.spoken, said?.sentence.spoken)}
    />
  )
}
