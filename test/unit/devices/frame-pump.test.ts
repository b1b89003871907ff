import { describe, expect, it } from 'vitest'
import type { Found } from '#shared/picture/found.ts'
import { rungNamed } from '#shared/picture/ladder.ts'
import {
  FRAME_MS,
  type FramePlan,
  HARD_RUNGS,
  planFrame,
} from '../../../renderer/devices/frame-plan.ts'
import { startFramePump } from '../../../renderer/devices/frame-pump.ts'

const READ = { text: 'A', aim: ']d1', kind: 'matrix', engine: 'wasm' } as Found
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A pump whose frames and decodings are let go by hand. */
function pump(decoded: (plan: FramePlan, frame: number) => Found[], frames = 1_000) {
  let clock = 0
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
    onFrame(found, frame) {
      for (const { text } of found) reads.push([frame, text])
    },
    onFailure: (error) => failures.push(error.message),
    now: () => clock,
  })
  const takes = (ms: number) => {
    clock += ms
  }
  return { plans, reads, failures, stop, takes, atOnce: () => most }
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
    for (const { rung } of plans(() => 0)) expect(rung).toBe('plain')
  })

  it('tries every hard rung when none is, and keeps looking plainly in between', () => {
    const stuck = plans((frame) => frame).map(({ rung }) => rung)
    expect(new Set(stuck)).toEqual(new Set(['plain', ...HARD_RUNGS]))
    expect(stuck.filter((rung) => rung === 'plain').length).toBeGreaterThan(stuck.length / 2)
  })

  it('knows its rungs by the names that the ladder gives them', () => {
    for (const name of HARD_RUNGS) expect(rungNamed(name).name).toBe(name)
    expect(() => rungNamed('longer')).toThrow('longer')
  })
})

describe('the frame budget', () => {
  const hardAt = (ms: number) => {
    const p = pump(({ rung }) => {
      p.takes(rung === 'plain' ? FRAME_MS / 2 : ms)
      return []
    }, 90)
    return settle().then(() => p.plans.filter(({ rung }) => rung !== 'plain').length)
  }

  it('lets a hard look follow every two plain ones when it takes no longer than a frame', async () => {
    expect(await hardAt(FRAME_MS)).toBe(29)
  })

  it('makes hard looks wait until plain ones have made up for the time of the last', async () => {
    const slow = await hardAt(FRAME_MS * 4)
    expect(slow).toBeGreaterThan(5)
    expect(slow).toBeLessThan(15)
  })
})
