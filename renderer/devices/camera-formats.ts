/** What the camera may look for: fewer formats are faster and read less that is not there. */
export type CameraFormat = 'DataMatrix' | 'Code128' | 'QRCode' | 'Code39' | 'PDF417' | 'Aztec'

export const DEFAULT_FORMATS: readonly CameraFormat[] = ['DataMatrix', 'Code128', 'QRCode']

const LINEAR: ReadonlySet<string> = new Set<CameraFormat>(['Code128', 'Code39'])

export const kindOf = (format: string): 'linear' | 'matrix' =>
  LINEAR.has(format) ? 'linear' : 'matrix'
