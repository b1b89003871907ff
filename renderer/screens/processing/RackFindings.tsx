import { useIntl } from 'react-intl'
import type { RackTubeView, RackView } from '#shared/contract/work.ts'
import type { RackRead } from '#shared/scan/rack/read.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { Banner } from '../../components/Banner.tsx'
import { Card } from '../../components/Card.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useFinding } from '../batch/say-work.tsx'
import styles from './processing.module.css'

interface RackFindingsProps {
  view: RackView | undefined
  file: RackRead | undefined
  perParent: number
}

/** What stands in the way of a rack, position by position, and what does not but has to be known. */
export function RackFindings({ view, file, perParent }: RackFindingsProps) {
  const t = useT()
  const intl = useIntl()
  const finding = useFinding()
  if (!view || !file) return null
  const found = view.tubes.filter((one) => one.finding !== null)
  const parents = view.parents.filter((one) => one.finding !== null)
  const isOff = view.tubes.length !== view.wanted
  if (found.length === 0 && parents.length === 0 && !isOff && !view.refusal) return null
  return (
    <Card title={t('processing.findings')} scrolls className={styles.fill}>
      <div className={styles.banners}>
        {isOff && (
          <Banner tone="stop">
            {t('processing.countOff', {
              there: view.tubes.length,
              wanted: view.wanted,
              parents: view.parents.length,
              each: perParent,
            })}
          </Banner>
        )}
        {view.refusal && <Banner tone="stop">{sayRefusalInOne(intl, view.refusal)}</Banner>}
        {parents.map((one) => (
          <Banner key={one.code} tone="stop">
            {finding(one.finding!, one.code).title.shown}
          </Banner>
        ))}
      </div>
      {found.length > 0 && <FindingsTable tubes={found} />}
    </Card>
  )
}

function FindingsTable({ tubes }: { tubes: readonly RackTubeView[] }) {
  const t = useT()
  const columns: readonly Column<RackTubeView>[] = [
    {
      id: 'at',
      header: t('intake.position'),
      as: 'code',
      width: '16%',
      cell: (one) => one.position,
    },
    {
      id: 'code',
      header: t('intake.tube'),
      as: 'code',
      width: '34%',
      cell: (one) => one.code ?? '',
    },
    {
      id: 'finding',
      header: t('processing.finding'),
      cell: (one) => t(`processing.finding.${one.finding}`),
    },
  ]
  return (
    <Table
      caption={t('processing.findings')}
      columns={columns}
      rows={tubes}
      rowKey={({ position, code }) => `${position} ${code}`}
    />
  )
}
