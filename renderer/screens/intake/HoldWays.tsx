import { IconArrowRight, IconArrowsMove, IconLock } from '@tabler/icons-react'
import { FormattedMessage } from 'react-intl'
import type { IntakeView } from '#shared/contract/intake.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './intake.module.css'
import type { Intake } from './use-intake.ts'

/** The ways out of a hold. Putting aside changes nothing, so it is the next act and a command code. */
export function HoldWays({ session, intake }: { session: IntakeView; intake: Intake }) {
  const t = useT()
  const { hold } = session
  if (hold === null) return null
  const position = <Code>{hold.position}</Code>
  return (
    <div className={styles.ways}>
      <Banner tone="note" icon={IconLock}>
        <FormattedMessage
          id="intake.othersWait"
          values={{ b: (words) => <strong key={String(words)}>{words}</strong> }}
        />
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
