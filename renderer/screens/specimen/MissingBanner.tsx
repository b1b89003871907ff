import { FormattedMessage } from 'react-intl'
import type { SpecimenView } from '#shared/contract/views.ts'
import { Banner } from '../../components/Banner.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'

/** Nobody knows where it is: since when, where it was missed and by whom, and what to do once it is in the hand. RSC-7 */
export function MissingBanner({ tube: { state, custody } }: { tube: SpecimenView }) {
  const names = useNames()
  const missed = custody.find(({ type }) => type === 'specimen.missed')
  if (state !== 'missing' || !missed) return null
  const { from, at, off, actor } = missed
  return (
    <Banner tone="caution">
      <FormattedMessage
        id="specimen.missingSince"
        values={{
          place: <Code>{from ? `${from.box}/${from.position}` : '?'}</Code>,
          moment: names.moment(at, off),
          name: actor,
        }}
      />
    </Banner>
  )
}
