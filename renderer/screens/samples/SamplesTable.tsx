import type { SpecimenRow } from '#shared/contract/views.ts'
import { useGo } from '../../app/go.ts'
import { Code } from '../../components/Code.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { type Names, useNames } from '../../i18n/names.ts'
import { type Say, useT } from '../../i18n/use-t.ts'
import { WithdrawnChip } from '../donor/WithdrawnChip.tsx'
import { HeldBackChips } from '../specimen/HeldBackChips.tsx'
import { StateChip } from '../specimen/StateChip.tsx'
import styles from './samples.module.css'

const columns = (t: Say, names: Names): Column<SpecimenRow>[] => [
  { id: 'code', header: t('samples.code'), as: 'code', cell: ({ code }) => code },
  {
    id: 'material',
    header: t('samples.material'),
    cell: ({ material }) => names.material(material),
  },
  { id: 'study', header: t('specimen.study'), cell: ({ study }) => study },
  {
    id: 'place',
    header: t('samples.place'),
    cell: ({ place }) => (place ? <Code>{`${place.path}/${place.position}`}</Code> : '–'),
  },
  {
    id: 'accession',
    header: t('specimen.accession'),
    as: 'quiet',
    cell: ({ accession }) => <Code>{accession}</Code>,
  },
  {
    id: 'received',
    header: t('specimen.received'),
    as: 'time',
    cell: ({ receivedAt }) => names.minute(receivedAt),
  },
  {
    id: 'state',
    header: t('samples.state'),
    cell: ({ state, withdrawn, ...held }) => (
      <span className={styles.states}>
        <StateChip state={state} />
        <HeldBackChips of={held} />
        {withdrawn && <WithdrawnChip />}
      </span>
    ),
  },
]

/** Samples one a row; a tap opens the card. */
export function SamplesTable({ rows }: { rows: readonly SpecimenRow[] }) {
  const t = useT()
  const names = useNames()
  const go = useGo()
  return (
    <Table
      caption={t('samples.title')}
      columns={columns(t, names)}
      rows={rows}
      rowKey={({ specimen }) => specimen}
      onPick={({ specimen }) => go({ to: 'specimen', specimen })}
    />
  )
}
