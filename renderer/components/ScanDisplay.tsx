import { IconCircleCheck, IconHandStop } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { Code } from './Code.tsx'
import { cx } from './cx.ts'
import { MatrixModules } from './DataMatrix.tsx'
import { Icon } from './Icon.tsx'
import styles from './ScanDisplay.module.css'

interface Heard {
  /** The whole of it as one sentence for a screen reader: "Scan tube for B3, 12 of 81". */
  announcement: string
}

/** Nothing is open: the large line. `hint` is the line under it, `action` a `panel` button. */
export interface ReadyDisplay extends Heard {
  form: 'ready'
  status: ReactNode
  line: ReactNode
  hint?: ReactNode
  action?: ReactNode
}

/** A batch runs: sentence, target, counter. `success` stands above the line, never over the target. */
export interface WorkDisplay extends Heard {
  form: 'work'
  status: ReactNode
  line: ReactNode
  target?: string | undefined
  /** Without a `total` nobody knows yet how many there will be. */
  count?: { n: number; total?: number } | undefined
  /** What comes after the target, "then B4"; put the position in a `Code`. */
  next?: ReactNode
  success?: ReactNode
}

/** Look-up screens: one line of 64 to 72 px; with a `status` it has two lines. */
export interface SlimDisplay extends Heard {
  form: 'slim'
  status?: ReactNode
  line: ReactNode
  action?: ReactNode
}

/** Something is wrong and waits for a person: what is wrong, what to do. */
export interface HoldDisplay extends Heard {
  form: 'hold'
  /** The word beside the hand, "Stop". */
  word: ReactNode
  line: ReactNode
  second?: ReactNode
  explanation?: ReactNode
  /** "held at B3"; put the position in a `Code`. */
  at?: ReactNode
}

export type ScanDisplayProps = ReadyDisplay | WorkDisplay | SlimDisplay | HoldDisplay

/** The one loud line of a screen: what the hand does now. */
export function ScanDisplay(props: ScanDisplayProps) {
  const intl = useIntl()
  const held = props.form === 'hold'
  const tall = props.form === 'slim' && props.status !== undefined
  return (
    <section
      className={cx(
        styles.display,
        styles[held ? 'work' : props.form],
        tall && styles.tall,
        held && styles.held,
      )}
      aria-label={intl.formatMessage({ id: 'display.label' })}
    >
      <p className="fk-heard" aria-live={held ? 'assertive' : 'polite'} aria-atomic="true">
        {props.announcement}
      </p>
      <Inside {...props} />
    </section>
  )
}

function Inside(props: ScanDisplayProps) {
  switch (props.form) {
    case 'ready':
      return <Ready {...props} />
    case 'work':
      return <Work {...props} />
    case 'slim':
      return <Slim {...props} />
    case 'hold':
      return <Hold {...props} />
  }
}

const Lamp = () => <span className={styles.lamp} />

function Ready({ status, line, hint, action }: ReadyDisplay) {
  return (
    <>
      <MatrixModules className={styles.matrix} code="FROSTKEEP LISTENS ALWAYS" size={196} />
      <span className={styles.scanLine} aria-hidden="true" />
      <div aria-hidden="true">
        <div className={styles.top}>
          <span className={styles.status}>
            <Lamp />
            <span>{status}</span>
          </span>
        </div>
        <div className={styles.readyLine}>{line}</div>
      </div>
      <div className={styles.hint}>
        <span>{hint}</span>
        {action}
      </div>
      <Beam part={1} />
    </>
  )
}

function Work({ status, line, target, count, next, success }: WorkDisplay) {
  return (
    <>
      <div className={styles.top} aria-hidden="true">
        {success ? (
          <span className={cx(styles.status, styles.success)}>
            <Icon of={IconCircleCheck} size={28} />
            <span>{success}</span>
          </span>
        ) : (
          <span className={styles.status}>
            <Lamp />
            <span>{status}</span>
          </span>
        )}
        {next && <span className={styles.then}>{next}</span>}
      </div>
      <div className={styles.line} aria-hidden="true">
        {line}
      </div>
      <div className={styles.numbers} aria-hidden="true">
        {target && <Target code={target} />}
        {count && <Count {...count} />}
      </div>
      <Beam part={count?.total === undefined ? 1 : count.n / Math.max(1, count.total)} />
    </>
  )
}

/** A short target is as large as it can be read from the door; a path of several places is smaller. */
function Target({ code }: { code: string }) {
  const largest = code.length <= 3 ? 144 : code.length <= 6 ? 112 : 96
  const room: CSSProperties & Record<`--${string}`, string | number> = {
    '--largest': `${largest}px`,
    '--chars': code.length,
  }
  return (
    <span key={code} className={styles.target} style={room}>
      <Code strong>{code}</Code>
    </span>
  )
}

function Count({ n, total }: { n: number; total?: number }) {
  const intl = useIntl()
  return (
    <span className={styles.count}>
      <span className={styles.n}>{intl.formatNumber(n)}</span>
      {total !== undefined && <span className={styles.of}>/ {intl.formatNumber(total)}</span>}
    </span>
  )
}

function Slim({ status, line, action }: SlimDisplay) {
  return (
    <>
      {status === undefined && <Lamp />}
      <div className={styles.slimWords} aria-hidden="true">
        {status !== undefined && (
          <div className={cx(styles.top, styles.leading)}>
            <Lamp />
            <span>{status}</span>
          </div>
        )}
        <div className={cx(styles.slimLine, status !== undefined && styles.tallLine)}>{line}</div>
      </div>
      {action}
      <Beam part={1} />
    </>
  )
}

function Hold({ word, line, second, explanation, at }: HoldDisplay) {
  return (
    <>
      <div className={styles.top} aria-hidden="true">
        <span className={cx(styles.status, styles.stopWord)}>
          <Icon of={IconHandStop} size={28} />
          {word}
        </span>
        {at && <span className={styles.then}>{at}</span>}
      </div>
      <div className={styles.line} aria-hidden="true">
        {line}
        {second && <span className={styles.second}>{second}</span>}
      </div>
      {explanation && (
        <div className={styles.explain} aria-hidden="true">
          {explanation}
        </div>
      )}
      <span className={styles.stripes} aria-hidden="true" />
    </>
  )
}

/** Progress as a beam along the lower edge; `part` from 0 to 1. */
function Beam({ part }: { part: number }) {
  return (
    <span className={styles.beam} aria-hidden="true">
      <span
        className={styles.beamFill}
        style={{ display: 'block', width: `${Math.min(1, part) * 100}%` }}
      />
    </span>
  )
}
