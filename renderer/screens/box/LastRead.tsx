import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './box.module.css'

/** So many readings are told beside the map, where room is scarce. */
const SHOWN = 1

/** When the box was last read whole, how and by whom, and what came of it. RSC-3 */
export function LastRead({ container }: { container: string }) {
  const t = useT()
  const names = useNames()
  const { data: readings } = useLive(['rescan', 'history', container], () =>
    client.rescan.history({ container }),
  )
  if (!readings || readings.length === 0) return null
  return (
    <ul className={styles.readings} aria-label={t('box.readings')}>
      {readings
        .slice(0, SHOWN)
        .map(({ rescan, source, at, off, actor, tubes, unread, changes }) => (
          <li key={rescan} className={styles.muted}>
            {t(`box.read.${source}`, {
              tubes,
              unread,
              changes,
              moment: names.moment(at, off),
              name: actor,
            })}
          </li>
        ))}
    </ul>
  )
}
