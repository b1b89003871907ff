import type { ReactNode } from 'react'
import type { SpecimenView } from '#shared/contract/views.ts'
import { Card, Facts } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './specimen.module.css'

interface Fact {
  name: string
  value: ReactNode
}

/** What was recorded when it came in. */
export function FactsCard({ tube }: { tube: SpecimenView }) {
  const t = useT()
  const names = useNames()
  const collected =
    tube.collectedAt === null ? t('specimen.notRecorded') : names.moment(tube.collectedAt)
  const left: Fact[] = [
    { name: t('specimen.accession'), value: <Code>{tube.accession}</Code> },
    { name: t('specimen.study'), value: tube.study.code },
    { name: t('specimen.tubeType'), value: names.tubeType(tube.tubeType) },
  ]
  const right: Fact[] = [
    { name: t('specimen.collected'), value: collected },
    { name: t('specimen.received'), value: names.moment(tube.receivedAt) },
    { name: t('specimen.receivedBy'), value: tube.receivedBy },
  ]
  return (
    <Card label={t('specimen.record')} className={styles.fixed}>
      <div className={styles.facts}>
        <Facts facts={left} />
        <Facts facts={right} />
      </div>
    </Card>
  )
}
