import type { Point, Quad } from '#shared/picture/grey.ts'
import { boxAround, middleOf } from '#shared/picture/grey.ts'
import type { FrameSize } from '../../devices/camera.ts'

/** How the picture is shown: turned clockwise, then as in a mirror. What is decoded is never changed. */
export interface CameraView {
  turned: 0 | 90 | 180 | 270
  mirrored: boolean
}

export const PLAIN_VIEW: CameraView = { turned: 0, mirrored: false }

/** The size of what is drawn over the picture, in its own units. */
export const STAGE: FrameSize = { width: 256, height: 144 }

/**
 * Where a point of the camera's frame lies on the stage that shows all of the frame in its middle, as
 * large as it goes (`object-fit: contain`).
 */
export function placePoint({ x, y }: Point, frame: FrameSize, view: CameraView): Point {
  const scale = scaleOf(frame, view)
  const turned = turn(
    { x: (x - frame.width / 2) * scale, y: (y - frame.height / 2) * scale },
    view.turned,
  )
  const across = view.mirrored ? -turned.x : turned.x
  return { x: across + STAGE.width / 2, y: turned.y + STAGE.height / 2 }
}

export const placeQuad = ([a, b, c, d]: Quad, frame: FrameSize, view: CameraView): Quad => [
  placePoint(a, frame, view),
  placePoint(b, frame, view),
  placePoint(c, frame, view),
  placePoint(d, frame, view),
]

function scaleOf({ width, height }: FrameSize, { turned }: CameraView): number {
  const [across, down] = turned % 180 === 0 ? [width, height] : [height, width]
  return Math.min(STAGE.width / across, STAGE.height / down)
}

/** Clockwise about the origin; y goes down. */
function turn({ x, y }: Point, degrees: CameraView['turned']): Point {
  switch (degrees) {
    case 0:
      return { x, y }
    case 90:
      return { x: -y, y: x }
    case 180:
      return { x: -x, y: -y }
    case 270:
      return { x: y, y: -x }
  }
}

/** Longer than this a code's label is cut in its middle: both ends tell tubes apart. */
const LONGEST = 22

/** The text of a code, short enough for its label; what cannot be seen is a box. */
export function labelOf(text: string): string {
  const shown = [...text].map((one) => (/[\p{C}\p{Z}]/u.test(one) && one !== ' ' ? '▯' : one))
  if (shown.length <= LONGEST) return shown.join('')
  const end = (LONGEST - 2) / 2
  return `${shown.slice(0, end).join('')}…${shown.slice(-end).join('')}`
}

export interface LabelBox {
  left: number
  top: number
  width: number
}

/** Height of a label and its distance from the code, in units of the stage. */
export const LABEL_HEIGHT = 20
const GAP = 5

export interface Labelled {
  quad: Quad
  /** Of the label. */
  width: number
}

/**
 * Labels under their codes, in the middle of them; over a code where there is no room below, and further
 * off where another label lies. All are wholly on the stage; of four none lies on another, wherever the codes are.
 */
export function placeLabels(all: readonly Labelled[]): LabelBox[] {
  const placed: LabelBox[] = []
  for (const { quad, width } of all) {
    const { left, top, width: across, height } = boxAround(quad)
    const box = { left: within(left + across / 2 - width / 2, STAGE.width - width), width }
    const below = top + height + GAP
    const above = top - GAP - LABEL_HEIGHT
    const near = below + LABEL_HEIGHT <= STAGE.height ? [below, above] : [above, below]
    const tops = [...near, ...LINES.toSorted((a, b) => Math.abs(a - below) - Math.abs(b - below))]
    const boxes = tops.map((one) => ({ ...box, top: within(one, STAGE.height - LABEL_HEIGHT) }))
    placed.push(boxes.find((one) => !placed.some((other) => isOnLabel(one, other))) ?? boxes[0]!)
  }
  return placed
}

/** Where labels can stand one under the other, on the whole stage. */
const LINES = Array.from(
  { length: Math.floor(STAGE.height / LABEL_HEIGHT) },
  (_, line) => line * LABEL_HEIGHT,
)

const isOnLabel = (one: LabelBox, other: LabelBox): boolean =>
  Math.abs(one.top - other.top) < LABEL_HEIGHT &&
  one.left < other.left + other.width &&
  other.left < one.left + one.width

const within = (value: number, most: number): number =>
  Math.min(Math.max(value, 0), Math.max(most, 0))

/** One code that was seen in the last moment. */
export interface Mark {
  text: string
  /** Accepted; otherwise it waits for a second frame. */
  isCertain: boolean
  /** In the camera's frame. */
  quad: Quad
  /** UTC milliseconds. */
  at: number
}

/** How long a mark stays after its code was seen last, milliseconds; two frames in three see only the middle. */
export const MARK_MS = 800

export interface Seen {
  found: readonly { text: string; quad: Quad }[]
  certain: ReadonlySet<string>
  at: number
  /** Movement is not wanted: a mark stays where it is until its code has left that place. */
  still: boolean
}

/**
 * What is marked after one more frame. A code that two engines found in one place is one mark; the same
 * text in two places is two tubes. Once certain, a mark stays so for as long as its code is seen.
 */
export function markSeen(marks: readonly Mark[], { found, certain, at, still }: Seen): Mark[] {
  const fresh = marks.filter((mark) => at - mark.at <= MARK_MS)
  const now: Mark[] = []
  for (const { text, quad } of found) {
    if (now.some((mark) => mark.text === text && isOver(mark.quad, quad))) continue
    const before = fresh.find((mark) => mark.text === text && isOver(mark.quad, quad))
    const isCertain =
      certain.has(text) || fresh.some((mark) => mark.text === text && mark.isCertain)
    const stays = still && before && hasHardlyMoved(before.quad, quad)
    now.push({ text, isCertain, quad: stays ? before.quad : quad, at })
  }
  const texts = new Set(now.map(({ text }) => text))
  return [...fresh.filter(({ text }) => !texts.has(text)), ...now]
}

/** The middle of one lies in the other. A linear code may be no higher than a line. */
function isOver(one: Quad, other: Quad): boolean {
  const { left, top, width, height } = boxAround(one, 0.25)
  const { x, y } = middleOf(other)
  return x >= left && x <= left + width && y >= top && y <= top + height
}

/** By less than a quarter of its longer side. */
function hasHardlyMoved(before: Quad, now: Quad): boolean {
  const { width, height } = boxAround(before)
  const [one, other] = [middleOf(before), middleOf(now)]
  return Math.hypot(one.x - other.x, one.y - other.y) < Math.max(width, height) / 4
}
