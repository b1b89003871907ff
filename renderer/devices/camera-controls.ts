/** Least, greatest and one step of what a camera lets be set, in its own units, and where it stands. */
export interface Range {
  min: number
  max: number
  step: number
  value: number
}

/** What the camera in use lets a program set; few let it set anything. */
export interface CameraAbilities {
  torch: boolean
  zoom?: Range
  /** The distance that it focuses on, when it does not look for it by itself. */
  focus?: Range
  focusesByItself: boolean
}

/** Each tells whether the camera did it. */
export interface CameraControls {
  readonly can: CameraAbilities
  torch(on: boolean): Promise<boolean>
  zoom(to: number): Promise<boolean>
  focus(to: number | 'by itself'): Promise<boolean>
}

type Track = Pick<MediaStreamTrack, 'getSettings' | 'applyConstraints'> &
  Partial<Pick<MediaStreamTrack, 'getCapabilities'>>

/** What TypeScript's table of capabilities leaves out (W3C Image Capture). */
type Told = Readonly<Record<string, unknown>>

export function controlsOf(track: Track): CameraControls {
  const wish = async (constraints: Told): Promise<boolean> => {
    try {
      await track.applyConstraints({ advanced: [constraints as MediaTrackConstraintSet] })
      return true
    } catch {
      return false
    }
  }
  return {
    can: abilitiesOf((track.getCapabilities?.() ?? {}) as Told, track.getSettings() as Told),
    torch: (on) => wish({ torch: on }),
    zoom: (to) => wish({ zoom: to }),
    focus: (to) =>
      wish(
        to === 'by itself'
          ? { focusMode: 'continuous' }
          : { focusMode: 'manual', focusDistance: to },
      ),
  }
}

/** Of what a track tells about itself; what makes no sense counts as not there. */
export function abilitiesOf(capabilities: Told, settings: Told): CameraAbilities {
  const zoom = rangeOf(capabilities.zoom, settings.zoom)
  const modes = Array.isArray(capabilities.focusMode) ? capabilities.focusMode : []
  const focus = modes.includes('manual')
    ? rangeOf(capabilities.focusDistance, settings.focusDistance)
    : undefined
  return {
    torch: isTrue(capabilities.torch),
    ...(zoom && { zoom }),
    ...(focus && { focus }),
    focusesByItself: modes.includes('continuous'),
  }
}

/** Some browsers tell `true`, others the list of values that it may have. */
const isTrue = (told: unknown): boolean =>
  told === true || (Array.isArray(told) && told.includes(true))

const STEPS = 20

function rangeOf(told: unknown, now: unknown): Range | undefined {
  const { min, max, step } = (told ?? {}) as Record<string, unknown>
  if (!isNumber(min) || !isNumber(max) || max <= min) return undefined
  return {
    min,
    max,
    step: isNumber(step) && step > 0 ? step : (max - min) / STEPS,
    value: isNumber(now) ? Math.min(Math.max(now, min), max) : min,
  }
}

const isNumber = (told: unknown): told is number =>
  typeof told === 'number' && Number.isFinite(told)
