import { describe, expect, it } from 'vitest'
import type { CodeRead } from '../../../renderer/devices/camera-gate.ts'
import { type FramePlan, LADDER, planFrame } from '../../../renderer/devices/frame-plan.ts'
import { startFramePump } from '../../../renderer/devices/frame-pump.ts'

const READ: CodeRead = { text: 'A', aim: ']d1', kind: 'matrix', engine: 'wasm' }
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A pump whose frames and decodings are let go by hand. */
function pump(decoded: (plan: FramePlan, frame: number) => CodeRead[], frames = 1_000) {
  const plans: FramePlan[] = []
  const reads: [number, string][] = []
  const failures: string[] = []
  let open = 0
  let most = 0
  let left = frames
  const stop = startFramePump({
    nextFrame: async () => left-- > 0,
    async decode(plan) {
      open += 1
      most = Math.max(most, open)
      await Promise.resolve()
      open -= 1
      plans.push(plan)
      return decoded(plan, plans.length - 1)
    },
    onReads(found, frame) {
      for (const { text } of found) reads.push([frame, text])
    },
    onFailure: (error) => failures.push(error.message),
  })
  return { plans, reads, failures, stop, atOnce: () => most }
}

describe('the frame pump', () => {
  it('decodes one frame at a time until there are no more', async () => {
    const p = pump(() => [], 30)
    await settle()
    expect(p.plans).toHaveLength(30)
    expect(p.atOnce()).toBe(1)
  })

  it('tells what was read and in which frame', async () => {
    const p = pump((_, frame) => (frame === 4 ? [READ] : []), 9)
    await settle()
    expect(p.reads).toEqual([[4, 'A']])
  })

  it('tells nothing any more once it is stopped', async () => {
    const p = pump((_, frame) => {
      if (frame === 3) p.stop()
      return [READ]
    }, 9)
    await settle()
    expect(p.reads.map(([frame]) => frame)).toEqual([0, 1, 2])
  })

  it('survives a picture that cannot be decoded', async () => {
    const p = pump((_, frame) => {
      if (frame % 2 === 0) throw new Error('odd picture')
      return [READ]
    }, 40)
    await settle()
    expect(p.failures).toEqual([])
    expect(p.reads).toHaveLength(20)
  })

  it('gives up, and says so once, when nothing can be decoded', async () => {
    const p = pump(() => {
      throw new Error('no decoder')
    })
    await settle()
    expect(p.failures).toEqual(['no decoder'])
    expect(p.plans).toHaveLength(10)
  })
})

describe('the plan of a frame', () => {
  const plans = (missed: (frame: number) => number) =>
    Array.from({ length: 72 }, (_, frame) => planFrame(frame, missed(frame)))

  it('searches every third frame whole and the middle between', () => {
    const regions = plans(() => 0).map(({ region }) => region)
    expect(regions.filter((region) => region === 'full')).toHaveLength(24)
    expect(regions.slice(0, 4)).toEqual(['full', 'centre', 'centre', 'full'])
  })

  it('does nothing special while codes are read', () => {
    for (const plan of plans(() => 0)) {
      expect(plan).toMatchObject({ second: false, redrawing: { scale: 1, rotate: 0, contrast: 1 } })
    }
  })

  it('tries every step of the ladder and the second engine when none is', () => {
    const stuck = plans((frame) => frame)
    for (const step of LADDER) expect(stuck.map(({ redrawing }) => redrawing)).toContainEqual(step)
    expect(stuck.some(({ second }) => second)).toBe(true)
    const plain = stuck.filter(
      ({ redrawing, region }) => region === 'centre' && redrawing.scale === 1,
    )
    expect(plain.length).toBeGreaterThan(12)
  })
})
