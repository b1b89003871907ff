import type { CodeRead } from './camera-gate.ts'
import { type FramePlan, planFrame } from './frame-plan.ts'

export interface FramePumpDeps {
  /** Waits for a picture that was not there before; `false` when there will be none. */
  nextFrame(): Promise<boolean>
  decode(plan: FramePlan): Promise<CodeRead[]>
  onReads(reads: readonly CodeRead[], frame: number): void
  /** Decoding does not work at all: said once, and the pump stops. */
  onFailure(error: Error): void
}

const GIVE_UP_AFTER = 10

/**
 * Decodes frame after frame until it is stopped. One at a time, and each the newest: a frame that came
 * while another was being decoded is never looked at, so that what is read is what is held up now.
 */
export function startFramePump(deps: FramePumpDeps): () => void {
  let stopped = false

  async function run(): Promise<void> {
    let missed = 0
    let failed = 0
    for (let frame = 0; !stopped && (await deps.nextFrame()); frame++) {
      try {
        const reads = await deps.decode(planFrame(frame, missed))
        failed = 0
        if (stopped) return
        missed = reads.length === 0 ? missed + 1 : 0
        if (reads.length > 0) deps.onReads(reads, frame)
      } catch (error) {
        failed += 1
        if (failed >= GIVE_UP_AFTER) throw error
      }
    }
  }

  run().catch((error: Error) => {
    if (!stopped) deps.onFailure(error)
  })
  return () => {
    stopped = true
  }
}
