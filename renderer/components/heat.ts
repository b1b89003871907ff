/** Steps of fill: none, up to 25, 50, 75, 99 per cent, full. */
export type HeatStep = 0 | 1 | 2 | 3 | 4 | 5

/** The step of a part from 0 to 1. Only a box that is full to the last position is "full". */
export function heatStep(part: number): HeatStep {
  if (part <= 0) return 0
  if (part >= 1) return 5
  if (part <= 0.25) return 1
  if (part <= 0.5) return 2
  return part <= 0.75 ? 3 : 4
}
