import type { ReactNode } from 'react'
import styles from './Card.module.css'
import { cx } from './cx.ts'

export interface CardProps {
  title?: ReactNode
  /** Short words or a link at the right of the heading. */
  aside?: ReactNode
  children?: ReactNode
  /** The acts of the card: one steel at most, the rest outlined. */
  foot?: ReactNode
  /** Space round the body; leave it out when the body is rows or a table. */
  padded?: boolean
  scrolls?: boolean
  /** Name for the region when there is no title. */
  label?: string | undefined
  className?: string | undefined
}

/** A white card. Nothing inside it has a border, only hairlines. */
export function Card({
  title,
  aside,
  children,
  foot,
  padded,
  scrolls,
  label,
  className,
}: CardProps) {
  const body = cx(styles.body, padded && styles.padded, scrolls && styles.scrolls)
  return (
    <section className={cx(styles.card, className)} aria-label={label}>
      {(title || aside) && (
        <header className={cx(styles.head, !padded && styles.ruled)}>
          <h2 className={styles.title}>{title}</h2>
          {aside && <div className={styles.aside}>{aside}</div>}
        </header>
      )}
      <div className={body} tabIndex={scrolls ? 0 : undefined}>
        {children}
      </div>
      {foot && <footer className={cx(styles.foot, styles.footRuled)}>{foot}</footer>}
    </section>
  )
}

export interface CardRowProps {
  /** An `Icon` or a `Glyph`. */
  icon?: ReactNode
  title: ReactNode
  sub?: ReactNode
  /** A time, a chip or a button. */
  end?: ReactNode
  latest?: boolean
}

/** One row of a card: what it is, the words, and the way on. */
export function CardRow({ icon, title, sub, end, latest }: CardRowProps) {
  return (
    <div className={cx(styles.row, latest && styles.latest)}>
      {icon && <div className={styles.rowIcon}>{icon}</div>}
      <div className={styles.rowWords}>
        <div className={styles.rowTitle}>{title}</div>
        {sub && <div className={styles.rowSub}>{sub}</div>}
      </div>
      {end && <div className={styles.rowEnd}>{end}</div>}
    </div>
  )
}

/** Room round a tray or a banner that stands between the rows of a card. */
export const CardInset = ({ children }: { children: ReactNode }) => (
  <div className={styles.inset}>{children}</div>
)

/** Names and values in two columns. */
export function Facts({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <FactLine key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

const FactLine = ({ name, value }: { name: string; value: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)
