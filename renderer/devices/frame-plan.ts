/** How a part of a frame is redrawn before it is decoded. Degrees clockwise. */
export interface Redrawing {
  scale: number
  rotate: number
  contrast: number
}

/** What is done with one frame of the camera. */
export interface FramePlan {
  region: 'full' | 'centre'
  redrawing: Redrawing
  /** The second engine looks too. */
  second: boolean
}

/** Pixels of the camera's picture, and of the square in its middle. */
export const CENTRE = 480

const PLAIN: Redrawing = { scale: 1, rotate: 0, contrast: 1 }

/** In the order in which they find codes that a plain look at the middle misses. */
export const LADDER: readonly Redrawing[] = [
  { ...PLAIN, scale: 1.5 },
  { ...PLAIN, rotate: 22 },
  { ...PLAIN, rotate: -22 },
  { ...PLAIN, scale: 0.7 },
  { ...PLAIN, contrast: 1.8 },
  { ...PLAIN, rotate: 45 },
]

const FULL_EVERY = 3
const SECOND_EVERY = 4

/**
 * Plans one frame, `missed` frames after the last code was seen. Every third frame is searched whole;
 * between, the middle, where people hold things. Every second look at the middle that follows a miss
 * tries one step of the ladder, so that a stubborn code costs no frame more than one decoding.
 */
export function planFrame(frame: number, missed: number): FramePlan {
  if (frame % FULL_EVERY === 0) return { region: 'full', redrawing: PLAIN, second: false }
  const stuck = missed >= FULL_EVERY && frame % FULL_EVERY === 2
  const step = Math.floor(frame / FULL_EVERY)
  return {
    region: 'centre',
    redrawing: stuck ? LADDER[step % LADDER.length]! : PLAIN,
    second: missed > FULL_EVERY && frame % FULL_EVERY === 1 && step % SECOND_EVERY === 0,
  }
}
