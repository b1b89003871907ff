import type { Found } from '#shared/picture/found.ts'
import type { RawScan } from '#shared/scan/scan.ts'
import { type CameraState, createCamera } from '../../../renderer/devices/camera.ts'
import type { CameraControls } from '../../../renderer/devices/camera-controls.ts'
import type { Decoder } from '../../../renderer/devices/decode-client.ts'

export const READ: Found = {
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
export const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

class FakeTrack {
  label = 'Bench camera'
  stopped = false
  onended: (() => void) | null = null
  wishes: unknown[] = []
  focusModes: string[] = []
  getCapabilities = () => ({ focusMode: this.focusModes })
  getSettings = () => ({})
  async applyConstraints(wish: unknown): Promise<void> {
    this.wishes.push(wish)
  }
  stop(): void {
    this.stopped = true
  }
}

/** A camera whose frames come one by one, and whose decoder finds what it is told. */
export function fakeBench({ error, reads = [], missing = false, deviceId }: BenchOptions = {}) {
  const track = new FakeTrack()
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] }
  const asked: MediaStreamConstraints[] = []
  const states: CameraState[] = []
  const scans: RawScan[] = []
  const seen: [string, readonly Found[]][] = []
  const certain: string[][] = []
  const controls: (CameraControls | undefined)[] = []
  let before = reads
  let now = 1_700_000_000_000
  let frame: (() => void) | undefined
  let answer: () => void = () => undefined
  const decoder: Decoder & { closed: boolean } = {
    closed: false,
    decode: async () => before,
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
    now: () => now,
    push: (raw) => scans.push(raw),
    onState: (state) => states.push(state),
    onSeen: (found, { width, height }, sure) => {
      seen.push([`${width}x${height}`, found])
      certain.push([...sure])
    },
    onControls: (told) => controls.push(told),
    ...(deviceId === undefined ? {} : { settings: { deviceId } }),
  })
  return {
    seen,
    certain,
    controls,
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
    /** Lets time pass between two frames. */
    wait: (ms: number) => {
      now += ms
    },
    /** What is before the camera from now on. */
    show: (found: Found[]) => {
      before = found
    },
  }
}

interface BenchOptions {
  error?: string
  reads?: Found[]
  deviceId?: string
  missing?: boolean
}
