import type { Quad } from '#shared/picture/grey.ts'
import { cx } from '../../components/cx.ts'
import styles from './overlay.module.css'
import {
  type CameraView,
  LABEL_HEIGHT,
  type LabelBox,
  labelOf,
  placeLabels,
  placeQuad,
  STAGE,
} from './overlay.ts'
import type { Sight } from './use-camera.ts'
import { type Verdict, type Verdicts, verdictOn } from './verdicts.ts'

export interface MarksProps {
  sight: Sight
  view: CameraView
  verdicts: Verdicts
}

/** Beyond this many codes there is no room for what they say: outlines alone. */
const MOST_LABELS = 6

/** Units of the stage for the sign before the text, and for each character. */
const SIGN = 24
const CHARACTER = 7.9

/**
 * What is seen, over the picture: dashed while a code waits for its second frame; once it was taken, solid
 * with a tick; with "!" where the screen has something to say of it, with a cross where it was refused. Not
 * heard: what was accepted is told once, by the screen that takes it.
 */
export function Marks({ sight: { marks, frame }, view, verdicts }: MarksProps) {
  const placed = marks.map((mark) => {
    const label = labelOf(mark.text)
    const quad = placeQuad(mark.quad, frame, view)
    const state = mark.isCertain ? verdictOn(verdicts, mark.text) : 'waiting'
    return { label, quad, state, width: SIGN + 6 + [...label].length * CHARACTER } as const
  })
  const boxes = placed.length <= MOST_LABELS ? placeLabels(placed) : []
  return (
    <svg
      className={styles.overlay}
      viewBox={`0 0 ${STAGE.width} ${STAGE.height}`}
      aria-hidden="true"
      focusable="false"
    >
      {placed.map(({ quad, state }, at) => (
        <Outline key={`${at} ${state}`} quad={quad} state={state} />
      ))}
      {boxes.map((box, at) => (
        <Label key={`${at} ${placed[at]!.state}`} box={box} {...placed[at]!} />
      ))}
    </svg>
  )
}

type State = Verdict | 'waiting'

function Outline({ quad, state }: { quad: Quad; state: State }) {
  const points = quad.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  return (
    <g className={cx(styles.mark, styles[state])}>
      <polygon className={styles.halo} points={points} />
      <polygon className={styles.outline} points={points} />
    </g>
  )
}

function Label({ box, label, state }: { box: LabelBox; label: string; state: State }) {
  const { left, top, width } = box
  return (
    <g
      className={cx(styles.mark, styles[state])}
      data-state={state}
      transform={`translate(${left.toFixed(1)} ${top.toFixed(1)})`}
    >
      <rect className={styles.plate} width={width} height={LABEL_HEIGHT} rx={5} />
      <path className={styles.sign} d={SIGNS[state]} />
      <text className={styles.text} x={SIGN} y={LABEL_HEIGHT - 6}>
        {label}
      </text>
    </g>
  )
}

/** Three dots, a tick, an exclamation mark, a cross; 20 units high. */
const SIGNS: Readonly<Record<State, string>> = {
  waiting: 'M6 10h0.1M12 10h0.1M18 10h0.1',
  taken: 'M6 10.5l4.5 4.5 8-9.5',
  told: 'M12 4v7.5M12 15.8v0.1',
  refused: 'M7 5l10 10M17 5l-10 10',
}
