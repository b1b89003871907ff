import type { Found } from '#shared/picture/found.ts'
import type { Point, Quad } from '#shared/picture/grey.ts'
import { type RawScan, rawScanOf } from '#shared/scan/scan.ts'
import { type CameraControls, controlsOf } from './camera-controls.ts'
import { type CameraFormat, DEFAULT_FORMATS } from './camera-formats.ts'
import { EMPTY_GATE, passGate } from './camera-gate.ts'
import type { Decoder } from './decode-client.ts'
import { CENTRE, type FramePlan } from './frame-plan.ts'
import { startFramePump } from './frame-pump.ts'

/**
 * `denied`: not allowed to use it. `insecure`: the page came over a line on which no camera may be used.
 * `missing`: there is none. `gone`: the one that was chosen is not there. `busy`: another program has it.
 * `lost`: it was pulled out. `failed`: the picture is there and the decoder is not.
 */
export type CameraState =
  | 'off'
  | 'asking'
  | 'live'
  | 'denied'
  | 'insecure'
  | 'missing'
  | 'gone'
  | 'busy'
  | 'lost'
  | 'failed'

export interface CameraSettings {
  formats?: readonly CameraFormat[]
  /** The camera that was chosen; else the one that the computer prefers. */
  deviceId?: string
}

export interface CameraDeps {
  /** `navigator.mediaDevices`; missing where the page is not secure. */
  media: Pick<MediaDevices, 'getUserMedia'> | undefined
  /** Shows what the camera sees; must be muted and in the document. */
  video: HTMLVideoElement
  startDecoder(): Decoder
  /** UTC milliseconds. */
  now(): number
  push(raw: RawScan): void
  onState(state: CameraState): void
  /**
   * Every code that a frame shows, where it is in the frame; none when it shows none. `certain`: the texts
   * that were accepted; the others wait for a second frame.
   */
  onSeen?(found: readonly Found[], frame: FrameSize, certain: ReadonlySet<string>): void
  /** What the camera that is live lets be set; nothing more once it is not. */
  onControls?(controls: CameraControls | undefined): void
  settings?: CameraSettings
}

/** Pixels of the camera's picture. */
export interface FrameSize {
  width: number
  height: number
}

export interface Camera {
  start(): Promise<void>
  stop(): void
}

/** A camera that yields scans like any other source. Off until started. */
export function createCamera(deps: CameraDeps): Camera {
  const { video, onState } = deps
  let end: (() => void) | undefined
  let attempt = 0

  function halt(state: CameraState): void {
    attempt += 1
    end?.()
    end = undefined
    deps.onControls?.(undefined)
    onState(state)
  }

  async function start(): Promise<void> {
    halt('asking')
    const mine = attempt
    const stream = await openStream(deps)
    // Stopped, or started again, while the person was being asked.
    if (mine !== attempt) return typeof stream === 'string' ? undefined : stopTracks(stream)
    if (typeof stream === 'string') return halt(stream)
    end = () => stopTracks(stream)
    const track = stream.getVideoTracks()[0]!
    track.onended = () => halt('lost')
    await show(video, stream)
    if (mine !== attempt) return
    end = readFrames(deps, stream, () => halt('failed'))
    onState('live')
    const controls = controlsOf(track)
    // Defocus spoils more reads than anything else.
    if (controls.can.focusesByItself) await controls.focus('by itself')
    if (mine === attempt) deps.onControls?.(controls)
  }

  return { start, stop: () => halt('off') }
}

async function openStream({
  media,
  settings = {},
}: CameraDeps): Promise<MediaStream | CameraState> {
  if (media === undefined) return 'insecure'
  const { deviceId } = settings
  try {
    return await media.getUserMedia({
      audio: false,
      video: {
        width: { ideal: 1280 },
        height: { ideal: 720 },
        ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
      },
    })
  } catch (error) {
    const state = stateOfError((error as Error).name)
    return state === 'missing' && deviceId !== undefined ? 'gone' : state
  }
}

/** By the names that getUserMedia rejects with. */
function stateOfError(name: string): CameraState {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'missing'
}

async function show(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream
  // Rejects when the stream is taken away again before it played, which is no fault.
  await video.play().catch(() => undefined)
}

/** Decodes what the video shows and pushes what the gate accepts. Gives back the way to end it all. */
function readFrames(deps: CameraDeps, stream: MediaStream, onFailure: () => void): () => void {
  const { video, push, now, settings = {} } = deps
  const decoder = deps.startDecoder()
  const formats = settings.formats ?? DEFAULT_FORMATS
  const device = stream.getVideoTracks()[0]?.label || 'camera'
  let gate = EMPTY_GATE

  function onFrame(found: readonly Found[], frame: number): void {
    const at = now()
    const passed = passGate(gate, found, { frame, at })
    gate = passed.state
    const size = { width: video.videoWidth, height: video.videoHeight }
    deps.onSeen?.(found, size, new Set(passed.accepted.map(({ text }) => text)))
    for (const { text, aim } of passed.accepted) {
      push(rawScanOf(text, { source: 'camera', device, at, aim }))
    }
  }

  const stopPump = startFramePump({
    nextFrame: () => nextFrame(video),
    decode: async (plan) => {
      const { left, top, bitmap } = await grab(video, plan)
      const found = await decoder.decode({ bitmap, formats, rung: plan.rung })
      return found.map((one) => ({ ...one, quad: shifted(one.quad, { x: left, y: top }) }))
    },
    onFrame,
    onFailure,
    now,
  })
  return () => {
    stopPump()
    decoder.close()
    stopTracks(stream)
    video.srcObject = null
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.onended = null
    track.stop()
  }
}

const nextFrame = (video: HTMLVideoElement): Promise<boolean> =>
  new Promise((resolve) => video.requestVideoFrameCallback(() => resolve(true)))

/** A copy of the frame, or of the square in its middle, at the camera's own resolution. */
async function grab(
  video: HTMLVideoElement,
  { region }: FramePlan,
): Promise<{ bitmap: ImageBitmap; left: number; top: number }> {
  const { videoWidth: width, videoHeight: height } = video
  if (region === 'full') return { bitmap: await createImageBitmap(video), left: 0, top: 0 }
  const side = Math.min(CENTRE, width, height)
  const left = Math.floor((width - side) / 2)
  const top = Math.floor((height - side) / 2)
  return { bitmap: await createImageBitmap(video, left, top, side, side), left, top }
}

const shifted = ([a, b, c, d]: Quad, by: Point): Quad => {
  const move = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + by.y })
  return [move(a), move(b), move(c), move(d)]
}
