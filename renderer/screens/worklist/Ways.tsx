import { IconCheck } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { FormattedMessage } from 'react-intl'
import type { DiscrepancyClaim, DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { placeText } from '../custody/CustodyTitle.tsx'
import { useSayOutcome } from './say-outcome.ts'
import { type Settling, tubeOf } from './use-settling.ts'
import styles from './worklist.module.css'

interface WaysProps {
  one: DiscrepancyView
  claim: DiscrepancyClaim
  settling: Settling
}

/** The ways out that one side of a discrepancy offers; null where it offers none. */
export function claimWays(
  { kind, holds }: DiscrepancyView,
  claim: DiscrepancyClaim,
): ComponentType<WaysProps> | null {
  if (!holds) return null
  switch (kind) {
    case 'position-contested':
    case 'tube-in-two-places':
      return claim.place ? IsThere : null
    case 'code-twice':
      return claim.specimen === null ? null : WhoseCode
    case 'quantity-negative':
    case 'thaw-limit':
      return ByMistake
    case 'resolutions-differ':
      return IsRight
    default:
      return null
  }
}

function IsThere({ one, claim, settling }: WaysProps) {
  const sentence = useSentence()
  const tube = tubeOf(claim)
  const { place } = claim
  if (!tube || !place) return null
  const codes = { code: tube.code, place: placeText(place) }
  const isPlace = one.kind === 'tube-in-two-places'
  return (
    <Button
      wide
      onClick={() =>
        settling.found({
          outcome: { type: 'tube-at', specimen: tube.specimen, at: place.at },
          sentence: sentence('worklist.found.tubeAt', codes),
        })
      }
    >
      <FormattedMessage
        id={isPlace ? 'worklist.isThere' : 'worklist.isInIt'}
        values={{ place: <Code>{codes.place}</Code>, code: <Code>{codes.code}</Code> }}
      />
    </Button>
  )
}

function WhoseCode({ one, claim, settling }: WaysProps) {
  const t = useT()
  const sentence = useSentence()
  const tube = tubeOf(claim)
  if (!tube) return null
  return (
    <div className={styles.pair}>
      <Button
        wide
        onClick={() =>
          settling.found({
            outcome: { type: 'same-tube', specimen: tube.specimen },
            sentence: sentence('worklist.found.sameTube', { code: one.title }),
          })
        }
      >
        {t('worklist.sameTube')}
      </Button>
      <Button wide onClick={() => settling.relabel(tube)}>
        {t('worklist.keepsCode')}
      </Button>
    </div>
  )
}

function ByMistake({ claim, settling }: WaysProps) {
  const t = useT()
  const sentence = useSentence()
  const [latest] = claim.custody
  if (!latest) return null
  return (
    <Button
      wide
      onClick={() =>
        settling.found({
          outcome: { type: 'mis-recorded' },
          sentence: sentence('worklist.found.mistaken', {}, { bench: claim.bench }),
          mistaken: latest.uid,
        })
      }
    >
      {t('worklist.byMistake')}
    </Button>
  )
}

function IsRight({ one, claim, settling }: WaysProps) {
  const t = useT()
  const sayOutcome = useSayOutcome()
  const resolution = one.resolutions.find(({ uid }) => uid === claim.uid)
  if (!resolution) return null
  return (
    <Button
      wide
      onClick={() =>
        settling.found({ outcome: resolution.outcome, sentence: sayOutcome(resolution) })
      }
    >
      {t('worklist.isRight')}
    </Button>
  )
}

/** The ways out that are about no side alone. */
export function GeneralWays({ one, settling }: Omit<WaysProps, 'claim'>) {
  const t = useT()
  const sentence = useSentence()
  const found = (type: 'accepted' | 'mis-recorded', said: Sentence) => () =>
    settling.found({ outcome: { type }, sentence: said })
  const code = one.title
  const accept = one.holds ? `worklist.accept.${one.kind}` : 'worklist.accept.cleared'
  const tube = one.claims[0] && tubeOf(one.claims[0])
  const offersAccepted = !one.holds || one.kind !== 'tube-in-two-places'
  const isOnly = !one.holds || ONLY_ACCEPTED.has(one.kind)
  return (
    <div className={styles.ways}>
      {one.kind === 'position-contested' && one.holds && (
        <Button onClick={found('mis-recorded', sentence('worklist.found.neither', { code }))}>
          {t('worklist.neither')}
        </Button>
      )}
      {one.kind === 'tube-in-two-places' && one.holds && tube && (
        <Button
          onClick={() =>
            settling.found({
              outcome: { type: 'tube-elsewhere', specimen: tube.specimen },
              sentence: sentence('worklist.found.inNeither', { code: tube.code }),
            })
          }
        >
          {t('worklist.inNeither')}
        </Button>
      )}
      {one.kind === 'out-after-withdrawal' && one.holds && (
        <Button onClick={found('mis-recorded', sentence('worklist.found.notOut', { code }))}>
          {t('worklist.notOut')}
        </Button>
      )}
      {offersAccepted && (
        <Button
          kind={isOnly ? 'ember' : SELDOM.has(one.kind) ? 'quiet' : 'outlined'}
          icon={isOnly ? IconCheck : undefined}
          onClick={found(
            'accepted',
            one.holds ? sentence('worklist.found.accepted') : sentence('worklist.found.seen'),
          )}
        >
          {t(accept)}
        </Button>
      )}
    </div>
  )
}

/** Hardly ever so, and yet possible. */
const SELDOM: ReadonlySet<DiscrepancyView['kind']> = new Set<DiscrepancyView['kind']>([
  'position-contested',
  'code-twice',
  'resolutions-differ',
])

const ONLY_ACCEPTED: ReadonlySet<DiscrepancyView['kind']> = new Set<DiscrepancyView['kind']>([
  'chain-fork',
  'clock-suspect',
  'unknown-event',
  'cause-lost',
  'bad-seal',
])
