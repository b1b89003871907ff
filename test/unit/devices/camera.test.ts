import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Found } from '#shared/picture/found.ts'
import type { RawScan } from '#shared/scan/scan.ts'
import { type CameraState, createCamera } from '../../../renderer/devices/camera.ts'
import type { Decoder } from '../../../renderer/devices/decode-client.ts'

const READ: Found = {
  text: '0138U9Q6',
  bytes: new TextEncoder().encode('0138U9Q6'),
  aim: ']d1',
  format: 'DataMatrix',
  kind: 'matrix',
  engine: 'wasm',
  quad: [
    { x: 10, y: 20 },
    { x: 60, y: 20 },
    { x: 60, y: 70 },
    { x: 10, y: 70 },
  ],
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

beforeEach(() => void vi.stubGlobal('createImageBitmap', async () => ({})))
afterEach(() => void vi.unstubAllGlobals())

class FakeTrack {
  label = 'Bench camera'
  stopped = false
  onended: (() => void) | null = null
  wishes: unknown[] = []
  focusModes: string[] = []
  getCapabilities = () => ({ focusMode: this.focusModes })
  async applyConstraints(wish: unknown): Promise<void> {
    this.wishes.push(wish)
  }
  stop(): void {
    this.stopped = true
  }
}

/** A camera whose frames come one by one, and whose decoder finds what it is told. */
function bench({ error, reads = [] as Found[], missing = false }: BenchOptions = {}) {
  const track = new FakeTrack()
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] }
  const asked: MediaStreamConstraints[] = []
  const states: CameraState[] = []
  const scans: RawScan[] = []
  const seen: [string, readonly Found[]][] = []
  let frame: (() => void) | undefined
  let answer: () => void = () => undefined
  const decoder: Decoder & { closed: boolean } = {
    closed: false,
    decode: async () => reads,
    close() {
      this.closed = true
    },
  }
  const video = {
    srcObject: null as unknown,
    videoWidth: 1280,
    videoHeight: 720,
    play: async () => undefined,
    requestVideoFrameCallback(run: () => void) {
      frame = run
      return 1
    },
  }
  const camera = createCamera({
    media: missing
      ? undefined
      : {
          getUserMedia: async (constraints) => {
            asked.push(constraints!)
            await new Promise<void>((resolve) => {
              answer = resolve
            })
            if (error !== undefined) throw Object.assign(new Error(error), { name: error })
            return stream as unknown as MediaStream
          },
        },
    video: video as unknown as HTMLVideoElement,
    startDecoder: () => decoder,
    now: () => 1_700_000_000_000,
    push: (raw) => scans.push(raw),
    onState: (state) => states.push(state),
    onSeen: (found, { width, height }) => seen.push([`${width}x${height}`, found]),
  })
  return {
    seen,
    camera,
    track,
    video,
    decoder,
    asked,
    states,
    scans,
    /** Lets the person answer and everything settle. */
    async begin() {
      const started = camera.start()
      answer()
      await started
      await settle()
    },
    async frame() {
      frame?.()
      await settle()
    },
    answer: () => answer(),
  }
}

interface BenchOptions {
  error?: string
  reads?: Found[]
  missing?: boolean
}

describe('a camera', () => {
  it('asks for 1280 x 720 and no sound, and goes live', async () => {
    const b = bench()
    await b.begin()
    expect(b.asked).toEqual([
      { audio: false, video: { width: { ideal: 1280 }, height: { ideal: 720 } } },
    ])
    expect(b.states.at(-1)).toBe('live')
  })

  it('yields what it reads as scans like any other', async () => {
    const b = bench({ reads: [READ] })
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
    const b = bench({ reads: [{ ...READ, aim: ']C0', kind: 'linear' }] })
    await b.begin()
    await b.frame()
    expect(b.scans).toEqual([])
    await b.frame()
    expect(b.scans).toHaveLength(1)
  })

  it('tells where in the whole frame each code is, also one in the middle that it looked at alone', async () => {
    const b = bench({ reads: [READ] })
    await b.begin()
    await b.frame()
    await b.frame()
    const [whole, middle] = b.seen.map(([, found]) => found[0]!.quad[0])
    expect(whole).toEqual({ x: 10, y: 20 })
    expect(middle).toEqual({ x: 10 + (1280 - 480) / 2, y: 20 + (720 - 480) / 2 })
    expect(b.seen[0]![0]).toBe('1280x720')
  })

  it('tells of a frame in which nothing is seen any more', async () => {
    const b = bench({ reads: [] })
    await b.begin()
    await b.frame()
    expect(b.seen).toEqual([['1280x720', []]])
  })

  it.each([
    [['continuous', 'manual'], [{ advanced: [{ focusMode: 'continuous' }] }]],
    [['manual'], []],
  ])('that offers the focus modes %j is asked for %j', async (modes, wishes) => {
    const b = bench()
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
    const b = bench({ error })
    await b.begin()
    expect(b.states).toEqual(['asking', state])
  })

  it('because the page has no cameras at all is missing', async () => {
    const b = bench({ missing: true })
    await b.camera.start()
    expect(b.states).toEqual(['asking', 'missing'])
  })

  it('because it was pulled out is lost, and can be started again', async () => {
    const b = bench()
    await b.begin()
    b.track.onended?.()
    expect(b.states.at(-1)).toBe('lost')
    expect(b.decoder.closed).toBe(true)
    await b.begin()
    expect(b.states.at(-1)).toBe('live')
  })

  it('because nothing can be decoded has failed', async () => {
    const b = bench()
    b.decoder.decode = () => Promise.reject(new Error('blocked'))
    await b.begin()
    for (let i = 0; i < 10; i++) await b.frame()
    expect(b.states.at(-1)).toBe('failed')
    expect(b.track.stopped).toBe(true)
  })
})

describe('a camera that is stopped', () => {
  it('lets go of everything', async () => {
    const b = bench({ reads: [READ] })
    await b.begin()
    b.camera.stop()
    await b.frame()
    expect(b.states.at(-1)).toBe('off')
    expect(b.track.stopped).toBe(true)
    expect(b.video.srcObject).toBeNull()
    expect(b.scans).toEqual([])
  })

  it('while the person is being asked never goes live', async () => {
    const b = bench()
    const started = b.camera.start()
    b.camera.stop()
    b.answer()
    await started
    await settle()
    expect(b.states).toEqual(['asking', 'off'])
    expect(b.track.stopped).toBe(true)
  })
})
