import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBench, READ, settle } from './fake-camera.ts'

beforeEach(() => void vi.stubGlobal('createImageBitmap', async () => ({})))
afterEach(() => void vi.unstubAllGlobals())

describe('a camera', () => {
  it('asks for 1280 x 720 and no sound, and goes live', async () => {
    const b = fakeBench()
    await b.begin()
    expect(b.asked).toEqual([
      { audio: false, video: { width: { ideal: 1280 }, height: { ideal: 720 } } },
    ])
    expect(b.states.at(-1)).toBe('live')
  })

  it('yields what it reads as scans like any other', async () => {
    const b = fakeBench({ reads: [READ] })
    await b.begin()
    await b.frame()
    expect(b.scans).toEqual([
      {
        bytes: new TextEncoder().encode('0138U9Q6'),
        aim: ']d1',
        source: 'camera',
        device: 'Bench camera',
        at: 1_700_000_000_000,
      },
    ])
  })

  it('needs two frames for a linear code', async () => {
    const b = fakeBench({ reads: [{ ...READ, aim: ']C0', kind: 'linear' }] })
    await b.begin()
    await b.frame()
    expect(b.scans).toEqual([])
    await b.frame()
    expect(b.scans).toHaveLength(1)
  })

  it('tells where in the whole frame each code is, also one in the middle that it looked at alone', async () => {
    const b = fakeBench({ reads: [READ] })
    await b.begin()
    await b.frame()
    await b.frame()
    const [whole, middle] = b.seen.map(([, found]) => found[0]!.quad[0])
    expect(whole).toEqual({ x: 10, y: 20 })
    expect(middle).toEqual({ x: 10 + (1280 - 480) / 2, y: 20 + (720 - 480) / 2 })
    expect(b.seen[0]![0]).toBe('1280x720')
  })

  it('tells which of them were accepted and which wait for a second frame', async () => {
    const b = fakeBench({ reads: [READ, { ...READ, text: 'BX-1', aim: ']C0', kind: 'linear' }] })
    await b.begin()
    await b.frame()
    await b.frame()
    expect(b.certain).toEqual([['0138U9Q6'], ['0138U9Q6', 'BX-1']])
  })

  it('gives what can be set of it while it is live, and takes that back', async () => {
    const b = fakeBench()
    await b.begin()
    expect(b.controls.at(-1)?.can).toEqual({ torch: false, focusesByItself: false })
    b.camera.stop()
    expect(b.controls.at(-1)).toBeUndefined()
  })

  it('tells of a frame in which nothing is seen any more', async () => {
    const b = fakeBench({ reads: [] })
    await b.begin()
    await b.frame()
    expect(b.seen).toEqual([['1280x720', []]])
  })

  it.each([
    [['continuous', 'manual'], [{ advanced: [{ focusMode: 'continuous' }] }]],
    [['manual'], []],
  ])('that offers the focus modes %j is asked for %j', async (modes, wishes) => {
    const b = fakeBench()
    b.track.focusModes = modes
    await b.begin()
    expect(b.track.wishes).toEqual(wishes)
  })
})

describe('a camera that cannot be used', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
  ])('for a %s is %s', async (error, state) => {
    const b = fakeBench({ error })
    await b.begin()
    expect(b.states).toEqual(['asking', state])
  })

  it('because the one that was chosen is not there is gone, not missing', async () => {
    const b = fakeBench({ error: 'OverconstrainedError', deviceId: 'chosen' })
    await b.begin()
    expect(b.states).toEqual(['asking', 'gone'])
  })

  it('because the page came over a line that bars it is insecure', async () => {
    const b = fakeBench({ missing: true })
    await b.camera.start()
    expect(b.states).toEqual(['asking', 'insecure'])
  })

  it('because it was pulled out is lost, and can be started again', async () => {
    const b = fakeBench()
    await b.begin()
    b.track.onended?.()
    expect(b.states.at(-1)).toBe('lost')
    expect(b.decoder.closed).toBe(true)
    await b.begin()
    expect(b.states.at(-1)).toBe('live')
  })

  it('because nothing can be decoded has failed', async () => {
    const b = fakeBench()
    b.decoder.decode = () => Promise.reject(new Error('blocked'))
    await b.begin()
    for (let i = 0; i < 10; i++) await b.frame()
    expect(b.states.at(-1)).toBe('failed')
    expect(b.track.stopped).toBe(true)
  })
})

describe('a camera that is stopped', () => {
  it('lets go of everything', async () => {
    const b = fakeBench({ reads: [READ] })
    await b.begin()
    b.camera.stop()
    await b.frame()
    expect(b.states.at(-1)).toBe('off')
    expect(b.track.stopped).toBe(true)
    expect(b.video.srcObject).toBeNull()
    expect(b.scans).toEqual([])
  })

  it('while the person is being asked never goes live', async () => {
    const b = fakeBench()
    const started = b.camera.start()
    b.camera.stop()
    b.answer()
    await started
    await settle()
    expect(b.states).toEqual(['asking', 'off'])
    expect(b.track.stopped).toBe(true)
  })
})
