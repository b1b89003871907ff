import type { CameraState } from '../../devices/camera.ts'
import { createStore } from '../store.ts'

const KEPT = 'frostkeep.camera'

/** The camera's own id in this browser; empty for the one that the computer prefers. */
export const cameraDevice = createStore(localStorage.getItem(KEPT) ?? '')

export function keepCameraDevice(deviceId: string): void {
  localStorage.setItem(KEPT, deviceId)
  cameraDevice.set(deviceId)
}

/** How the camera that is on is doing. */
export const cameraState = createStore<CameraState>('off')

/** A person switched it on; it stays on from screen to screen until switched off. */
export const cameraOn = createStore(false)
