import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Found } from '#shared/picture/found.ts'
import { createScanHub } from '../../../renderer/devices/scan-hub.ts'
import { fakeBench, READ } from './fake-camera.ts'

beforeEach(() => void vi.stubGlobal('createImageBitmap', async () => ({})))
afterEach(() => void vi.unstubAllGlobals())

const FRAME_MS = 66
const MINUTE = Math.ceil(60_000 / FRAME_MS)
const LINEAR: Found = { ...READ, aim: ']C0', format: 'Code128', kind: 'linear' }

/** The camera from its frames to what a screen is told, with a clock that each frame moves on. */
async function screenOf(reads: Found[]) {
  const camera = fakeBench({ reads })
  const hub = createScanHub()
  const told: string[] = []
  hub.subscribe((result) => told.push(result.ok ? result.value.text : result.error.type))
  await camera.begin()
  const frames = async (count: number) => {
    for (let n = 0; n < count; n++) {
      camera.wait(FRAME_MS)
      await camera.frame()
      for (const raw of camera.scans.splice(0)) hub.push(raw)
    }
  }
  return { camera, told, frames }
}

describe('a tube that is held before the camera', () => {
  it.each([
    ['a matrix code', READ],
    ['a linear code', LINEAR],
  ])('for a minute is one read (%s)', async (_, code) => {
    const { told, frames } = await screenOf([code])
    await frames(MINUTE)
    expect(told).toEqual([code.text])
  })

  it('and is lost to sight for a second is still one read', async () => {
    const { camera, told, frames } = await screenOf([READ])
    await frames(10)
    camera.show([])
    await frames(15)
    camera.show([READ])
    await frames(10)
    expect(told).toEqual([READ.text])
  })

  it('and is taken away for two seconds is read again', async () => {
    const { camera, told, frames } = await screenOf([READ])
    await frames(10)
    camera.show([])
    await frames(30)
    camera.show([READ])
    await frames(10)
    expect(told).toEqual([READ.text, READ.text])
  })

  it('and gives way to another is one read of each, also while both are seen', async () => {
    const { camera, told, frames } = await screenOf([READ])
    await frames(10)
    camera.show([READ, { ...READ, text: 'FX2' }])
    await frames(MINUTE)
    expect(told).toEqual([READ.text, 'FX2'])
  })

  it('for one frame is no read when its code is linear, and is one when it is a matrix', async () => {
    for (const [code, reads] of [
      [LINEAR, []],
      [READ, [READ.text]],
    ] as const) {
      const { camera, told, frames } = await screenOf([code])
      await frames(1)
      camera.show([])
      await frames(60)
      expect(told).toEqual(reads)
    }
  })

  it('and whose linear code is misread in another way in each frame is never read', async () => {
    const { camera, told, frames } = await screenOf([])
    for (let n = 0; n < 100; n++) {
      camera.show([{ ...LINEAR, text: `MISREAD-${n}` }])
      await frames(1)
    }
    expect(told).toEqual([])
  })

  it('and whose code can be no scan is refused once', async () => {
    const { told, frames } = await screenOf([{ ...READ, text: 'FX1\u0007' }])
    await frames(MINUTE)
    expect(told).toEqual(['ControlCharacter'])
  })
})
