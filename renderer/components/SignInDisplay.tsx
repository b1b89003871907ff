import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { MatrixModules } from './DataMatrix.tsx'
import { Icon } from './Icon.tsx'
import { Logo } from './Logo.tsx'
import { Initials } from './Shell.tsx'
import styles from './SignInDisplay.module.css'

export interface SignInDisplayProps {
  /** "Badge read", or "Ready for a badge". */
  status: ReactNode
  /** The name once a badge is read, else the whole line. */
  line: ReactNode
  /** What to do now, in ember. */
  act?: ReactNode
  hint?: ReactNode
  person?: { name: string; role: string; badge: string } | undefined
  /** The whole of it as one sentence. */
  announcement: string
}

/** The left half of the sign-in: who, and what now. */
export function SignInDisplay({
  status,
  line,
  act,
  hint,
  person,
  announcement,
}: SignInDisplayProps) {
  return (
    <section className={styles.panel} aria-label="Frostkeep">
      <p className="fk-heard" aria-live="polite" aria-atomic="true">
        {announcement}
      </p>
      <h1 className={styles.brand}>
        <Logo size={46} />
        Frostkeep
      </h1>
      <div aria-hidden="true">
        <div className={styles.status}>
          {person ? (
            <span className={styles.read}>
              <Icon of={IconCircleCheck} size={28} />
            </span>
          ) : (
            <span className={styles.lamp} />
          )}
          {status}
        </div>
        <div className={styles.line}>
          {line}
          {act && <span className={styles.act}>{act}</span>}
        </div>
        {hint && <div className={styles.hint}>{hint}</div>}
      </div>
      {person && <Badge {...person} />}
      <span className={styles.foot} aria-hidden="true" />
    </section>
  )
}

const Badge = ({ name, role, badge }: NonNullable<SignInDisplayProps['person']>) => (
  <div className={styles.badge} aria-hidden="true">
    <Initials name={name} className={styles.initials} />
    <div className={styles.person}>
      <div className={styles.name}>{name}</div>
      <div className={styles.role}>{role}</div>
    </div>
    <MatrixModules code={badge} size={84} />
    <span className={styles.beam} />
  </div>
)
