import { type ReactNode, useState } from 'react'
import { useIntl } from 'react-intl'
import type { ItemView, ShipmentView } from '#shared/contract/work.ts'
import { sayMaterial, saySeconds } from '../../app/format.ts'
import { Card } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { TextField } from '../../components/fields.tsx'
import { Icon } from '../../components/Icon.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useFinding } from '../batch/say-work.tsx'
import styles from './receiving.module.css'
import { SIGNS } from './say-state.ts'
import { useShipment } from './use-shipments.ts'

type State = ItemView['state']

interface ItemsCardProps {
  shipment: ShipmentView
  /** What can be done with all of it. */
  aside?: ReactNode
}

/** Every tube of the consignment, by what it is and by its code. */
export function ItemsCard({ shipment, aside }: ItemsCardProps) {
  const t = useT()
  const [state, setState] = useState<State | null>(firstOf(shipment))
  const [text, setText] = useState('')
  const { data } = useShipment(shipment.shipment, state, text)
  const items = data?.items ?? []
  const more = (data?.found ?? 0) - items.length
  return (
    <Card
      title={t('receiving.tubes')}
      aside={aside ?? <Late shipment={shipment} />}
      className={styles.fill}
    >
      <div className={styles.items}>
        <Counts shipment={shipment} state={state} onChoose={setState} />
        <div className={styles.filter}>
          <TextField
            label={t('receiving.filter')}
            value={text}
            onChange={setText}
            type="search"
            code
          />
        </div>
        <div className={styles.rows} tabIndex={items.length > 0 ? 0 : undefined}>
          {items.length === 0 ? (
            <p className={styles.empty}>{t('receiving.noTubes')}</p>
          ) : (
            <ItemTable items={items} />
          )}
          {more > 0 && <p className={styles.empty}>{t('receiving.moreTubes', { n: more })}</p>}
        </div>
      </div>
    </Card>
  )
}

/** While it is scanned, what is still to come; else all. */
const firstOf = ({ announced, closedAt }: ShipmentView): State | null =>
  announced !== null && closedAt === null ? 'expected' : null

function Late({ shipment: { counts } }: ItemsCardProps) {
  const t = useT()
  return counts.late > 0 ? t('receiving.late', { n: counts.late }) : null
}

/** How many of each: a press shows only those, another shows all again. */
function Counts({
  shipment: { counts, closedAt },
  state,
  onChoose,
}: ItemsCardProps & { state: State | null; onChoose: (state: State | null) => void }) {
  const t = useT()
  const left: State = closedAt === null ? 'expected' : 'missing'
  const states: readonly State[] = [left, 'received', 'extra', 'damaged']
  return (
    <div className={styles.counts}>
      {states.map((one) => (
        <button
          key={one}
          type="button"
          className={styles.count}
          aria-pressed={one === state}
          onClick={() => onChoose(one === state ? null : one)}
        >
          <span className={styles.number}>{counts[one]}</span>
          <span className={styles.sign}>
            <Icon of={SIGNS[one].icon} size={18} />
            {t(`receiving.state.${one}`)}
          </span>
        </button>
      ))}
    </div>
  )
}

export function ItemTable({ items }: { items: readonly ItemView[] }) {
  const t = useT()
  const columns = useColumns()
  return (
    <Table
      caption={t('receiving.tubes')}
      columns={columns}
      rows={items}
      rowKey={({ code }) => code}
      headless
    />
  )
}

function useColumns(): Column<ItemView>[] {
  const intl = useIntl()
  const t = useT()
  const sayFinding = useFinding()
  return [
    {
      id: 'code',
      header: t('intake.tube'),
      as: 'code',
      cell: ({ code }) => <strong>{code}</strong>,
    },
    {
      id: 'what',
      header: t('work.detail'),
      as: 'quiet',
      cell: ({ code, material, others, isLate, by, finding }) =>
        [
          material && sayMaterial(intl, material),
          by,
          finding && sayFinding(finding, code).title.spoken,
          isLate && t('receiving.isLate'),
          others.length > 0 &&
            t('receiving.others', {
              states: others.map((one) => t(`receiving.state.${one}`)).join(', '),
            }),
        ]
          .filter(Boolean)
          .join(' · '),
    },
    {
      id: 'at',
      header: t('intake.time'),
      as: 'time',
      cell: ({ at }) => (at === null ? '' : saySeconds(intl, at)),
    },
    {
      id: 'state',
      header: t('intake.state'),
      as: 'end',
      cell: ({ state }) => (
        <Chip {...SIGNS[state]} ground="bare">
          {t(`receiving.state.${state}`)}
        </Chip>
      ),
    },
  ]
}
