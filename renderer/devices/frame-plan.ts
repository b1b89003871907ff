/** What is done with one frame of the camera. */
export interface FramePlan {
  region: 'full' | 'centre'
  /** The rung of the ladder that is looked from, by its name in shared/picture/ladder. */
  rung: string
}

/** Pixels of the square in the middle of the camera's picture. */
export const CENTRE = 480

/** Rungs for a picture that is stuck, in the order in which they find what a plain look misses. */
export const HARD_RUNGS: readonly string[] = [
  'grid',
  'larger',
  'turned 22',
  'second',
  'turned -22',
  'smaller',
  'contrast',
  'second, one threshold',
  'turned 45',
  'sharp',
  'smooth',
]

const FULL_EVERY = 3
const STUCK_AFTER = 3

/**
 * Plans one frame, `missed` frames after the last code was seen. Every third frame is searched whole;
 * between, the middle, where people hold things. When nothing has been read for three frames, one look at
 * the middle in three is from a harder rung, each in its turn, as far as the frame budget lets it.
 */
export function planFrame(frame: number, missed: number, mayBeHard = true): FramePlan {
  if (frame % FULL_EVERY === 0) return { region: 'full', rung: 'plain' }
  const isHard = mayBeHard && missed >= STUCK_AFTER && frame % FULL_EVERY === 2
  const turn = Math.floor(frame / FULL_EVERY) % HARD_RUNGS.length
  return { region: 'centre', rung: isHard ? HARD_RUNGS[turn]! : 'plain' }
}

/** The milliseconds that a frame may take on the whole: 15 looks a second. */
export const FRAME_MS = 66

/**
 * Whether a harder look is due: what earlier ones took beyond their frames has been made up for by plain
 * ones. Pure, so that the caller's clock decides.
 */
export function budgetAfter(debt: number, took: number): number {
  return Math.max(0, debt + took - FRAME_MS)
}
