import type { CameraState } from '../../devices/camera.ts'
import type { CameraControls } from '../../devices/camera-controls.ts'
import type { CameraFormat } from '../../devices/camera-formats.ts'
import { createStore } from '../store.ts'
import type { NamedCamera } from './choice.ts'
import { KEPT_CAMERA, KEPT_FORMATS, KEPT_VIEW, readCamera, readFormats, readView } from './kept.ts'
import type { CameraView } from './overlay.ts'

/** The camera that was chosen on this computer; none is the one that the computer prefers. */
export const cameraChosen = createStore(readCamera(localStorage.getItem(KEPT_CAMERA)))

export function keepCamera(camera: NamedCamera | undefined): void {
  if (camera === undefined) localStorage.removeItem(KEPT_CAMERA)
  else localStorage.setItem(KEPT_CAMERA, JSON.stringify(camera))
  cameraChosen.set(camera)
  standInWith(undefined)
}

/** Another one that a person agreed to while the chosen one is not there. Not kept: the choice stands. */
export const cameraStandIn = createStore<NamedCamera | undefined>(undefined)

export function standInWith(camera: NamedCamera | undefined): void {
  cameraStandIn.set(camera)
  cameraDevice.set((camera ?? cameraChosen.get())?.deviceId ?? '')
}

/** The id of the one to use, for a picture that any camera may take if need be; empty for any. */
export const cameraDevice = createStore(cameraChosen.get()?.deviceId ?? '')

/** What it looks for. Never nothing. */
export const cameraFormats = createStore(readFormats(localStorage.getItem(KEPT_FORMATS)))

export function keepFormats(formats: readonly CameraFormat[]): void {
  localStorage.setItem(KEPT_FORMATS, JSON.stringify(formats))
  cameraFormats.set(formats)
}

/** How its picture is shown here. */
export const cameraView = createStore(readView(localStorage.getItem(KEPT_VIEW)))

export function keepView(view: CameraView): void {
  localStorage.setItem(KEPT_VIEW, JSON.stringify(view))
  cameraView.set(view)
}

/** How the camera that is on is doing. */
export const cameraState = createStore<CameraState>('off')

/** What the camera that is live lets be set. */
export const cameraControls = createStore<CameraControls | undefined>(undefined)

/** A person switched it on; it stays on from screen to screen until switched off. */
export const cameraOn = createStore(false)
