import { useMemo } from 'react'
import { FormattedMessage } from 'react-intl'
import type { LineageView, SpecimenView } from '#shared/contract/views.ts'
import { useGo } from '../../app/go.ts'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Lineage, type LineageSpecimen } from '../../components/Lineage.tsx'
import { type Names, useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './specimen.module.css'

/** What the specimen was made from and what was made of it; a tap goes to that one. */
export function LineageCard({ tube }: { tube: SpecimenView }) {
  const t = useT()
  const go = useGo()
  const names = useNames()
  const family = useMemo(
    () => tube.lineage.map((member) => nodeOf(member, names)),
    [tube.lineage, names],
  )
  return (
    <Card
      title={t('specimen.lineage')}
      aside={
        tube.donor && (
          <FormattedMessage
            id="specimen.ofDonor"
            values={{ donor: <Code strong>{tube.donor}</Code> }}
          />
        )
      }
      padded
      scrolls
      className={styles.lineage}
    >
      <Lineage
        specimens={family}
        current={tube.specimen}
        onOpen={(specimen) => go({ to: 'specimen', specimen })}
        ariaLabel={t('specimen.lineage')}
      />
      {family.length < 2 && <p className={styles.alone}>{t('specimen.alone')}</p>}
    </Card>
  )
}

const nodeOf = (member: LineageView, names: Names): LineageSpecimen => ({
  id: member.specimen,
  code: member.code,
  title: names.material(member.material),
  amount: member.nanolitres === null ? '' : names.volume(member.nanolitres),
  parents: member.parents,
  gone: member.state === 'undone',
})
