import { IconArrowRight, IconArrowsMove, IconLock } from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from '../batch/work.module.css'
import type { Shown } from './exchange.ts'
import { useSaid } from './Outcome.tsx'
import type { Intake } from './use-intake.ts'

/** The ways out of a hold. Putting aside changes nothing, so it is the next act and a command code. */
export function HoldWays({ shown, intake }: { shown: Shown; intake: Intake }) {
  const t = useT()
  const { hold } = shown.session
  const said = useSaid(shown.outcome)
  if (hold === null) return null
  const position = <Code>{hold.position}</Code>
  return (
    <div className={styles.ways}>
      <Banner tone={said?.tone ?? 'note'} icon={IconLock}>
        {said?.sentence.shown ?? <OthersWait />}
      </Banner>
      <Button
        kind="ember"
        size={64}
        wide
        icon={IconArrowRight}
        disabled={intake.isBusy}
        onClick={() => intake.release('aside')}
      >
        <FormattedMessage id="intake.asideGoOn" values={{ position }} />
      </Button>
      {hold.mayMove && (
        <Button
          wide
          icon={IconArrowsMove}
          disabled={intake.isBusy}
          onClick={() => intake.release('move-here')}
        >
          {hold.place ? (
            <FormattedMessage
              id="intake.moveHereFrom"
              values={{
                position,
                from: (
                  <Code>
                    {hold.place.box}/{hold.place.position}
                  </Code>
                ),
              }}
            />
          ) : (
            t('intake.moveHere')
          )}
        </Button>
      )}
    </div>
  )
}

const OthersWait = () => (
  <FormattedMessage
    id="intake.othersWait"
    values={{ b: (words) => <strong key={String(words)}>{words}</strong> }}
  />
)
