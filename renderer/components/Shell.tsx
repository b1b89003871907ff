import { IconBarcode, IconCloudCheck, IconCloudOff, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import { Logo } from './Logo.tsx'
import styles from './Shell.module.css'

export interface Place {
  id: string
  label: string
  icon: TablerIcon
  /** Open items there; `words` say them to who cannot see the circle: "4 discrepancies open". */
  badge?: { count: number; words: string } | undefined
}

export interface ShellProps {
  title: ReactNode
  subtitle?: ReactNode
  /** Upper and lower part of the rail; see `useRail`. */
  places: readonly Place[]
  lowerPlaces: readonly Place[]
  current: string
  onGo: (id: string) => void
  /** "Offline - 12 changes waiting, oldest 14:02": words in ink, being offline is normal. */
  sync?: { online: boolean; words: ReactNode } | undefined
  scanner?: { ready: boolean; words: ReactNode } | undefined
  person?: { name: string; onOpen: () => void } | undefined
  /** What is so just now, in sentences: it lies over the words of the strip and moves nothing. */
  notices?: ReactNode
  /** What is so until a person has changed it, a sentence over every screen. */
  standing?: ReactNode
  children: ReactNode
}

/** What stays on every screen: where one can go, where one is, the state of sync and scanner, who. */
export function Shell(props: ShellProps) {
  const intl = useIntl()
  return (
    <div className={styles.shell}>
      <nav className={styles.rail} aria-label={intl.formatMessage({ id: 'shell.rail' })}>
        <span className={styles.logo}>
          <Logo />
        </span>
        <Places places={props.places} current={props.current} onGo={props.onGo} />
        <Places lower places={props.lowerPlaces} current={props.current} onGo={props.onGo} />
      </nav>
      <div className={styles.page}>
        <Strip {...props} />
        {props.standing && <div className={styles.standing}>{props.standing}</div>}
        <main className={styles.main}>{props.children}</main>
      </div>
    </div>
  )
}

interface PlacesProps {
  places: readonly Place[]
  current: string
  onGo: (id: string) => void
  lower?: boolean
}

function Places({ places, current, onGo, lower }: PlacesProps) {
  return (
    <ul className={cx(styles.places, lower && styles.lower)}>
      {places.map(({ id, label, icon, badge }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.place}
            aria-current={id === current ? 'page' : undefined}
            onClick={() => onGo(id)}
          >
            <span className={styles.sign}>
              <Icon of={icon} size={26} />
              {badge && (
                <span className={styles.badge} aria-hidden="true">
                  {badge.count}
                </span>
              )}
            </span>
            {label}
            {badge && <span className="fk-heard">, {badge.words}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Strip({ title, subtitle, sync, scanner, person, notices }: ShellProps) {
  return (
    <header className={styles.strip}>
      <div className={styles.stripWords}>
        <div className={styles.heading}>
          <h1 className={styles.title}>{title}</h1>
          {subtitle && <span className={styles.subtitle}>{subtitle}</span>}
        </div>
        {sync && (
          <span className={styles.sentence} role="status">
            <Icon of={sync.online ? IconCloudCheck : IconCloudOff} size={22} />
            {sync.words}
          </span>
        )}
        {scanner && (
          <span className={cx(styles.sentence, styles.device)} data-ready={scanner.ready}>
            <Icon of={IconBarcode} size={22} />
            {scanner.words}
          </span>
        )}
        <div className={styles.notices} aria-live="polite">
          {notices}
        </div>
      </div>
      {person && (
        <button type="button" className={styles.person} onClick={person.onOpen}>
          <Initials name={person.name} />
          {person.name}
        </button>
      )}
    </header>
  )
}

/** First letters of the first and the last name in a round plate. */
export function Initials({ name, className }: { name: string; className?: string | undefined }) {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words
  return (
    <span className={cx(styles.initials, className)} aria-hidden="true">
      {letters.map((word) => word?.charAt(0).toUpperCase())}
    </span>
  )
}
