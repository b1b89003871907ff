import { FormattedMessage } from 'react-intl'
import type { BoxView } from '#shared/contract/views.ts'
import { useNames } from '../../i18n/names.ts'
import styles from './box.module.css'

/** How full the box is, how many of its tubes are out, and what it takes. */
export function Counts({ box }: { box: BoxView }) {
  const names = useNames()
  return (
    <div>
      <strong className={styles.count}>
        <FormattedMessage
          id="box.taken"
          values={{ taken: box.taken, total: box.positions.length }}
        />
      </strong>
      <div className={styles.muted}>
        <FormattedMessage id="box.inPlace" values={{ here: box.taken - box.out, out: box.out }} />
      </div>
      {box.holds.length > 0 && (
        <div className={styles.muted}>
          <FormattedMessage
            id="box.holds"
            values={{ materials: box.holds.map(names.material).join(', ') }}
          />
        </div>
      )}
    </div>
  )
}
