import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './worklist.module.css'

export type Filter = 'open' | 'cleared' | 'settled'
export type Lists = Readonly<Record<Filter, readonly DiscrepancyView[]>>

interface FiltersProps {
  lists: Lists
  current: Filter
  onChoose: (filter: Filter) => void
}

const FILTERS = ['open', 'cleared', 'settled'] as const

/** To settle, cleared by later acts and not looked at, settled. */
export function Filters({ lists, current, onChoose }: FiltersProps) {
  const t = useT()
  return (
    <fieldset className={styles.filters}>
      <legend className="fk-heard">{t('worklist.filters')}</legend>
      {FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          className={styles.filter}
          aria-pressed={filter === current}
          onClick={() => onChoose(filter)}
        >
          {t(`worklist.filter.${filter}`)}
          <span className={styles.count}>{lists[filter].length}</span>
        </button>
      ))}
    </fieldset>
  )
}
