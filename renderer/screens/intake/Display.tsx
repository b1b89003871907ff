import { FormattedMessage, useIntl } from 'react-intl'
import type { Hold } from '#shared/contract/intake.ts'
import { sayMaterial, sayMaterials } from '../../app/format.ts'
import { useRefusal } from '../../app/say-refusal.ts'
import { Code } from '../../components/Code.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { heard } from '../../i18n/heard.ts'
import { plain, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import type { Shown } from './exchange.ts'
import { useDone, useSaid } from './Outcome.tsx'

/** The one loud line: which tube goes where now, or why the batch stands still. */
export function Display({ shown }: { shown: Shown }) {
  const t = useT()
  const { session, outcome } = shown
  const done = useDone(outcome)
  const said = useSaid(outcome)
  const { hold, paused, targetName, afterName, taken, total, box } = session
  if (hold !== null) return <HoldDisplay hold={hold} box={box.code} />
  const count = { n: taken, total }
  const heardCount = t('intake.heardCount', { taken, total })
  if (paused)
    return (
      <ScanDisplay
        form="work"
        status={t('intake.pausedStatus')}
        line={t('intake.pausedLine')}
        count={count}
        announcement={heard(t('intake.pausedLine'), heardCount)}
      />
    )
  if (targetName === null)
    return (
      <ScanDisplay
        form="work"
        status={t('intake.fullStatus')}
        line={t('intake.fullLine')}
        count={count}
        success={done?.shown}
        announcement={heard(t('intake.fullStatus'), t('intake.fullLine'), heardCount)}
      />
    )
  return (
    <ScanDisplay
      form="work"
      status={t('intake.listening')}
      line={t('intake.scanTubeFor')}
      target={targetName}
      count={count}
      next={
        afterName !== null && (
          <FormattedMessage id="intake.then" values={{ position: <Code>{afterName}</Code> }} />
        )
      }
      success={done?.shown}
      announcement={heard(
        done?.spoken,
        said?.sentence.spoken,
        `${t('intake.scanTubeFor')} ${targetName}`,
        heardCount,
      )}
    />
  )
}

/** Nothing was written; what is wrong stands large, what to do below it. */
function HoldDisplay({ hold, box }: { hold: Hold; box: string }) {
  const intl = useIntl()
  const t = useT()
  const sentence = useSentence()
  const { refusal, code, position } = hold
  const describe = useRefusal()
  const title =
    refusal.type === 'WrongKind'
      ? plain(t('intake.holdKind', { material: sayMaterial(intl, refusal.material) }))
      : describe(refusal).title
  const second =
    refusal.type === 'WrongKind'
      ? t('intake.holdBoxTakes', { holds: sayMaterials(intl, refusal.holds) })
      : undefined
  const aside = sentence(hold.mayMove ? 'intake.asideOrMove' : 'intake.putAside', { code, box })
  return (
    <ScanDisplay
      form="hold"
      word={t('intake.stop')}
      line={title.shown}
      second={second}
      explanation={aside.shown}
      at={<FormattedMessage id="intake.heldAt" values={{ position: <Code>{position}</Code> }} />}
      announcement={heard(t('intake.stop'), title.spoken, second, aside.spoken)}
    />
  )
}
