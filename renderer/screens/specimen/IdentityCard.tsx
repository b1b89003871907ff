import { IconUserCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { FormattedMessage } from 'react-intl'
import type { PlaceView, SpecimenView } from '#shared/contract/views.ts'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { DataMatrix } from '../../components/DataMatrix.tsx'
import { useNames } from '../../i18n/names.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { WithdrawnChip } from '../donor/WithdrawnChip.tsx'
import { CodeMeaning } from '../lookup/CodeMeaning.tsx'
import { HeldBackChips } from './HeldBackChips.tsx'
import { StateChip } from './StateChip.tsx'
import styles from './specimen.module.css'
import { UnreadLine } from './UnreadLine.tsx'
import { useAmountLeft } from './use-amount-left.ts'

/** The tube as its label has it, how it stands with it, and where it is. */
export function IdentityCard({ tube, acts }: { tube: SpecimenView; acts?: ReactNode }) {
  const t = useT()
  const names = useNames()
  const sentence = useSentence()
  const kind = t(`specimen.kind.${tube.origin}`, { material: names.material(tube.material) })
  const volume = useAmountLeft(tube)
  return (
    <Card label={t('specimen.identity')} className={styles.fixed}>
      <div className={styles.identity}>
        <DataMatrix code={tube.code} label={t('specimen.matrix', { code: tube.code })} />
        <div className={styles.words}>
          <Code size={tube.code.length > 14 ? 30 : 44} strong breaks className={styles.code}>
            {tube.code}
          </Code>
          <CodeMeaning code={tube.code} />
          <div className={styles.kind}>{[kind, volume].filter(Boolean).join(', ')}</div>
          <Formerly tube={tube} />
          {tube.external !== null && (
            <div className={styles.kind}>
              {
                sentence(
                  'specimen.codeOf',
                  { codes: tube.external.codes.join(', ') },
                  { issuer: tube.external.issuer },
                ).shown
              }
            </div>
          )}
          {tube.parentCode !== null && (
            <div className={styles.kind}>
              {sentence('specimen.parentUnknown', { code: tube.parentCode }).shown}
            </div>
          )}
          <div className={styles.chips}>
            <StateChip state={tube.state} />
            <HeldBackChips of={tube} />
            {tube.consent.withdrawn && <WithdrawnChip />}
            {tube.holder && (
              <Chip icon={IconUserCheck}>
                {t('specimen.heldBy', { name: tube.holder, moment: names.moment(tube.since) })}
              </Chip>
            )}
          </div>
        </div>
        <Places tube={tube} />
        {acts}
        {tube.unread && (
          <div className={styles.unread}>
            <UnreadLine />
          </div>
        )}
      </div>
    </Card>
  )
}

/** SPE-9: the codes that this tube had before; they find it for good. */
function Formerly({ tube: { code, custody } }: { tube: SpecimenView }) {
  const before = custody.flatMap(({ label }) => (label?.before ? [label.before] : []))
  const others = [...new Set(before)].filter((one) => one !== code)
  if (others.length === 0) return null
  return (
    <div className={styles.kind}>
      <FormattedMessage
        id="specimen.formerly"
        values={{ codes: <Code breaks>{others.join(', ')}</Code> }}
      />
    </div>
  )
}

function Places({ tube }: { tube: SpecimenView }) {
  const t = useT()
  if (tube.places.length === 0) return null
  return (
    <div className={styles.places}>
      <div className={styles.muted}>
        {tube.state === 'out'
          ? t('specimen.heldPosition')
          : t('specimen.positions', { count: tube.places.length })}
      </div>
      {tube.places.map((place) => (
        <PlaceLink key={`${place.path}/${place.position}`} place={place} />
      ))}
    </div>
  )
}

function PlaceLink({ place }: { place: PlaceView }) {
  const go = useGo()
  const { container, index } = place.at
  return (
    <div className={styles.place}>
      <Code size={30} strong>
        {place.position}
      </Code>
      <Button
        kind="quiet"
        size={48}
        className={styles.path}
        onClick={() => go({ to: 'box', container, select: index })}
      >
        <Code>{place.path}</Code>
      </Button>
    </div>
  )
}
