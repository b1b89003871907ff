import type { Format } from '#shared/picture/found.ts'

/** What a lab prints and a camera may look for: fewer formats are faster and read less that is not there. */
export type CameraFormat = Extract<
  Format,
  'DataMatrix' | 'Code128' | 'QRCode' | 'Code39' | 'PDF417' | 'Aztec'
>

export const DEFAULT_FORMATS: readonly CameraFormat[] = ['DataMatrix', 'Code128', 'QRCode']

/** All of them, in the order in which a person is asked. */
export const CAMERA_FORMATS: readonly CameraFormat[] = [
  ...DEFAULT_FORMATS,
  'Code39',
  'PDF417',
  'Aztec',
]
