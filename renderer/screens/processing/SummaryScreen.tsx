import { IconArrowsSplit2, IconFridge, IconPrinter } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import { MOST_LABELS } from '#shared/contract/labels.ts'
import type { WorkRowView, WorkView } from '#shared/contract/work.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { client } from '../../app/client.ts'
import { type To, useGo } from '../../app/go.ts'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { useT } from '../../i18n/use-t.ts'
import { usePrintLabels } from '../labels/use-print-labels.tsx'
import { SprecCard } from '../specimen/SprecCard.tsx'
import styles from './processing.module.css'
import { sayBatch } from './say-batch.ts'

interface SummaryScreenProps {
  last: WorkView
  onAgain: () => void
}

/** A batch that is done: what was made of what, what its SPREC code is and lacks, and what its tubes want next. */
export function SummaryScreen({ last, onAgain }: SummaryScreenProps) {
  const t = useT()
  const intl = useIntl()
  const labels = usePrintLabels()
  const open = useOpenIdentity()
  const setup = last.setup as SetupOf<'processing'>
  const made = last.rows.filter(({ state }) => state === 'done')
  const print = (): void => {
    // A tube whose label was printed before it has one; it is printed again where all have.
    const bare = made.filter(({ detail }) => !detail.isLabelled)
    const tubes = (bare.length > 0 ? bare : made)
      .flatMap(({ specimen }) => specimen ?? [])
      .toReversed()
    const of = tubes.slice(0, MOST_LABELS)
    void labels.print(of.map((specimen) => ({ type: 'specimen', specimen })))
  }
  useIdentitySink((identity, scan) => {
    const command = identity.kind === 'command' ? identity.command : undefined
    if (command === 'print') return print()
    if (command === 'start') return onAgain()
    return open(identity, scan)
  })
  const line = t('processing.doneLine', { n: last.count.done, parents: groupsOf(made).length })
  return (
    <Screen
      current="scan"
      title={t(`processing.kind.${setup.processing.kind}`)}
      subtitle={sayBatch(intl, setup)}
    >
      <ScanDisplay
        form="slim"
        status={t('processing.doneStatus')}
        line={line}
        announcement={line}
      />
      <div className={styles.page}>
        <MadeCard rows={made} />
        <div className={styles.stack}>
          <NextCard last={last} onPrint={print} onAgain={onAgain} />
          <FirstSprec row={made.at(-1)} />
        </div>
      </div>
      {labels.dialog}
    </Screen>
  )
}

interface Group {
  readonly of: string
  readonly rows: readonly WorkRowView[]
}

/** What was made of each parent, in the order in which they were scanned. */
function groupsOf(rows: readonly WorkRowView[]): Group[] {
  const groups = Map.groupBy(rows.toReversed(), ({ detail }) => detail.of ?? '')
  return [...groups].map(([of, made]) => ({ of, rows: made }))
}

function MadeCard({ rows }: { rows: readonly WorkRowView[] }) {
  const t = useT()
  const columns: readonly Column<Group>[] = [
    {
      id: 'of',
      header: t('processing.parent'),
      as: 'code',
      width: '28%',
      cell: ({ of }) => <strong>{of}</strong>,
    },
    {
      id: 'made',
      header: t('processing.made'),
      cell: (group) => <MadeOf rows={group.rows} />,
    },
  ]
  return (
    <Card title={t('processing.made')} scrolls className={styles.fill}>
      <Table
        caption={t('processing.made')}
        columns={columns}
        rows={groupsOf(rows)}
        rowKey={({ of }) => of}
      />
    </Card>
  )
}

const MadeOf = ({ rows }: { rows: readonly WorkRowView[] }) => (
  <ul className={styles.madeOf}>
    {rows.map(({ command, code, detail }) => (
      <li key={`${command} ${code}`}>
        <Code>{code}</Code>
        {detail.position !== undefined && <Code strong>{detail.position}</Code>}
      </li>
    ))}
  </ul>
)

interface NextCardProps extends SummaryScreenProps {
  onPrint: () => void
}

function NextCard({ last, onPrint, onAgain }: NextCardProps) {
  const t = useT()
  const go = useGo()
  const { box } = last.setup as SetupOf<'processing'>
  const away: To = box === null ? { to: 'freezers' } : { to: 'box', container: box }
  return (
    <Card title={t('processing.next')} padded>
      <div className={styles.nextActs}>
        <Button kind="ember" size={64} icon={IconPrinter} wide onClick={onPrint}>
          {t('processing.printLabels')}
        </Button>
        <Button size={64} icon={IconFridge} wide onClick={() => void go(away)}>
          {t('processing.putAway')}
        </Button>
        <Button size={64} icon={IconArrowsSplit2} wide onClick={onAgain}>
          {t('processing.again')}
        </Button>
      </div>
    </Card>
  )
}

/** The first tube stands for all: they are of one kind and went through the same. */
function FirstSprec({ row }: { row: WorkRowView | undefined }) {
  const specimen = row?.specimen ?? null
  const { data } = useLive(['specimen', specimen], () =>
    specimen === null ? Promise.resolve(null) : client.query.specimen({ specimen }),
  )
  return data?.sprec ? <SprecCard sprec={data.sprec} /> : null
}
