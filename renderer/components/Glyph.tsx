import { memo, type ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './Glyph.module.css'
import { GLYPH_LETTERS, type GlyphState } from './glyph-state.ts'

export interface GlyphProps {
  state: GlyphState
  /** Text on the shape in place of the state's own letter; a target and a hold carry their position. */
  letter?: string | undefined
  /** Draws the F on a filled cap too, as in a legend. */
  lettered?: boolean
  /** Side of the square in px. */
  size?: number | undefined
  className?: string | undefined
}

const OCTAGON = 'M15.6 3.8h16.8l11.8 11.8v16.8L32.4 44.2H15.6L3.8 32.4V15.6z'
const BRACKETS =
  'M1.8 12V7.8a6 6 0 0 1 6-6H12M36 1.8h4.2a6 6 0 0 1 6 6V12M46.2 36v4.2a6 6 0 0 1-6 6H36M12 46.2H7.8a6 6 0 0 1-6-6V36'

/** Font size on the 48 grid that keeps a letter or a position inside its shape. */
const letterSize = (text: string): number => [17, 17, 15, 12][text.length] ?? 10

function Letter({ text, y = 24, on }: { text: string; y?: number; on: string | undefined }) {
  const size = letterSize(text)
  return (
    <text className={cx(styles.letter, on)} x={24} y={y + size * 0.36} fontSize={size}>
      {text}
    </text>
  )
}

type Drawing = (letter: string, lettered: boolean) => ReactNode

const shapes: Readonly<Record<GlyphState, Drawing>> = {
  empty: () => <circle className={styles.emptyRing} cx={24} cy={24} r={16.5} />,
  filled: (letter, lettered) => (
    <>
      <circle className={styles.cap} cx={24} cy={24} r={19} />
      <circle className={styles.capRing} cx={24} cy={24} r={13.2} />
      <Letter text={letter} on={cx(styles.onFilled, !lettered && styles.onPaper)} />
    </>
  ),
  target: (letter) => (
    <>
      <path className={styles.brackets} d={BRACKETS} />
      <circle className={styles.target} cx={24} cy={24} r={17.8} />
      <Letter text={letter} on={styles.onTarget} />
    </>
  ),
  contested: (letter) => (
    <>
      <rect
        className={styles.contestedOuter}
        x={8.2}
        y={8.2}
        width={31.6}
        height={31.6}
        rx={3}
        transform="rotate(45 24 24)"
      />
      <rect
        className={styles.contested}
        x={12.6}
        y={12.6}
        width={22.8}
        height={22.8}
        rx={1}
        transform="rotate(45 24 24)"
      />
      <Letter text={letter} on={styles.onContested} />
    </>
  ),
  held: (letter) => (
    <>
      <circle className={styles.held} cx={24} cy={24} r={18.4} />
      <Letter text={letter} on={styles.onHeld} />
    </>
  ),
  blocked: (letter) => (
    <>
      <rect className={styles.blocked} x={6.6} y={6.6} width={34.8} height={34.8} rx={4.5} />
      <path
        className={styles.cross}
        d="M9.6 9.6l7.2 7.2M38.4 9.6l-7.2 7.2M9.6 38.4l7.2-7.2M38.4 38.4l-7.2-7.2"
      />
      <Letter text={letter} on={styles.onBlocked} />
    </>
  ),
  quarantined: (letter) => (
    <>
      <path className={styles.quarantinedEdge} d={OCTAGON} />
      <circle className={styles.quarantined} cx={24} cy={24} r={12} />
      <Letter text={letter} on={styles.onQuarantined} />
    </>
  ),
  expiring: (letter) => (
    <>
      <path className={styles.expiring} d="M24 5.2L43.6 41.2H4.4z" />
      <Letter text={letter} y={30.5} on={styles.onExpiring} />
    </>
  ),
  unverified: (letter) => (
    <>
      <circle className={styles.unverified} cx={24} cy={24} r={19} />
      <circle className={styles.unverifiedHeart} cx={24} cy={24} r={10.2} />
      <Letter text={letter} on={styles.onUnverified} />
    </>
  ),
  unknown: (letter) => (
    <>
      <circle className={styles.unknown} cx={24} cy={24} r={18.4} />
      <Letter text={letter} on={styles.onUnknown} />
    </>
  ),
  hold: (letter) => (
    <>
      <path className={styles.hold} d={OCTAGON} />
      <Letter text={letter} on={styles.onHold} />
    </>
  ),
  stored: (letter, lettered) => (
    <>
      <circle className={styles.halo} cx={24} cy={24} r={26.6} />
      <circle className={styles.storedRing} cx={24} cy={24} r={23.4} />
      <circle className={styles.cap} cx={24} cy={24} r={16} />
      <circle className={styles.capRing} cx={24} cy={24} r={11} />
      <Letter text={letter} on={cx(styles.onFilled, !lettered && styles.onPaper)} />
    </>
  ),
}

/** The sign of a state: shape first, then letter and pattern, colour last. Needs a word beside it. */
export const Glyph = memo(function Glyph({ state, letter, lettered, size, className }: GlyphProps) {
  return (
    <svg
      className={cx(styles.glyph, className)}
      viewBox="0 0 48 48"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      {shapes[state](letter ?? GLYPH_LETTERS[state], lettered ?? false)}
    </svg>
  )
})

/** The hatch and the halftone, once a page: a pattern per position would be drawn 81 times. */
export function GlyphPatterns() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="fk-heard">
      <defs>
        <pattern
          id="fk-hatch"
          width="5.2"
          height="5.2"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className={styles.hatchGround} width="5.2" height="5.2" />
          <rect className={styles.hatch} width="2.6" height="5.2" />
        </pattern>
        <pattern id="fk-halftone" width="4.8" height="4.8" patternUnits="userSpaceOnUse">
          <circle className={styles.halftone} cx="1.2" cy="1.2" r="1" />
          <circle className={styles.halftone} cx="3.6" cy="3.6" r="1" />
        </pattern>
      </defs>
    </svg>
  )
}
