import type { Found } from '#shared/picture/found.ts'
import { budgetAfter, type FramePlan, planFrame } from './frame-plan.ts'

export interface FramePumpDeps {
  /** Waits for a picture that was not there before; `false` when there will be none. */
  nextFrame(): Promise<boolean>
  decode(plan: FramePlan): Promise<Found[]>
  /** After every frame that was decoded, also of one in which there was nothing. */
  onFrame(found: readonly Found[], frame: number): void
  /** Decoding does not work at all: said once, and the pump stops. */
  onFailure(error: Error): void
  /** Milliseconds of any clock. */
  now(): number
}

const GIVE_UP_AFTER = 10

/**
 * Decodes frame after frame until it is stopped. One at a time, and each the newest: a frame that came
 * while another was being decoded is never looked at, so that what is read is what is held up now. Hard
 * looks wait until plain ones have made up for the time that the last took.
 */
export function startFramePump(deps: FramePumpDeps): () => void {
  let stopped = false

  async function run(): Promise<void> {
    let missed = 0
    let failed = 0
    let debt = 0
    for (let frame = 0; !stopped && (await deps.nextFrame()); frame++) {
      const began = deps.now()
      try {
        const found = await deps.decode(planFrame(frame, missed, debt === 0))
        failed = 0
        if (stopped) return
        missed = found.length === 0 ? missed + 1 : 0
        deps.onFrame(found, frame)
      } catch (error) {
        failed += 1
        if (failed >= GIVE_UP_AFTER) throw error
      }
      debt = budgetAfter(debt, deps.now() - began)
    }
  }

  run().catch((error: Error) => {
    if (!stopped) deps.onFailure(error)
  })
  return () => {
    stopped = true
  }
}
