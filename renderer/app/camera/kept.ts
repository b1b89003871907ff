import { CAMERA_FORMATS, type CameraFormat, DEFAULT_FORMATS } from '../../devices/camera-formats.ts'
import type { NamedCamera } from './choice.ts'
import { type CameraView, PLAIN_VIEW } from './overlay.ts'

/** Where this computer keeps what was set of its camera. */
export const KEPT_CAMERA = 'frostkeep.camera'
export const KEPT_FORMATS = 'frostkeep.camera-formats'
export const KEPT_VIEW = 'frostkeep.camera-view'

/** The camera that was chosen. Earlier versions kept its id alone. */
export function readCamera(kept: string | null): NamedCamera | undefined {
  if (kept === null || kept === '') return undefined
  const told = parsed(kept)
  if (!isRecord(told)) return { deviceId: kept, label: '' }
  const { deviceId, label } = told
  if (typeof deviceId !== 'string' || deviceId === '') return undefined
  return { deviceId, label: typeof label === 'string' ? label : '' }
}

/** In the order of the list. What cannot be read, or is nothing, counts as never set. */
export function readFormats(kept: string | null): readonly CameraFormat[] {
  const told = parsed(kept)
  if (!Array.isArray(told)) return DEFAULT_FORMATS
  const formats = CAMERA_FORMATS.filter((format) => told.includes(format))
  return formats.length === 0 ? DEFAULT_FORMATS : formats
}

export function readView(kept: string | null): CameraView {
  const told = parsed(kept)
  if (!isRecord(told)) return PLAIN_VIEW
  const turned = ([0, 90, 180, 270] as const).find((degrees) => degrees === told.turned)
  return { turned: turned ?? 0, mirrored: told.mirrored === true }
}

function parsed(kept: string | null): unknown {
  try {
    return JSON.parse(kept ?? 'null')
  } catch {
    return undefined
  }
}

const isRecord = (told: unknown): told is Record<string, unknown> =>
  typeof told === 'object' && told !== null && !Array.isArray(told)
