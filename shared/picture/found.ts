import type { Grey, Quad } from './grey.ts'

const LINEAR_FORMATS = [
  'Code128',
  'Code39',
  'Code93',
  'Codabar',
  'ITF',
  'EANUPC',
  'UPCA',
  'UPCE',
  'DataBar',
  'DXFilmEdge',
] as const
const MATRIX_FORMATS = ['DataMatrix', 'QRCode', 'PDF417', 'Aztec', 'MaxiCode'] as const

/** What may be looked for: fewer formats are faster and read less that is not there. */
export type Format = (typeof LINEAR_FORMATS)[number] | (typeof MATRIX_FORMATS)[number]

/** Codes of shops are asked for together: each UPC-A is an EAN-13 as well, so only who asks for it knows. */
export const ALL_FORMATS: readonly Format[] = [...MATRIX_FORMATS, ...LINEAR_FORMATS].filter(
  (format) => format !== 'UPCA' && format !== 'UPCE',
)

/** Which decoder read it: zxing-wasm, the port of ZXing to JavaScript, or our own of square Data Matrix. */
export type EngineName = 'wasm' | 'library' | 'grid'

/** One code in one picture. */
export interface Found {
  text: string
  /** What was encoded, before it became text by the code's character set. */
  bytes: Uint8Array
  /** AIM symbology identifier, `]d1` for example. */
  aim: string
  format: Format
  kind: 'linear' | 'matrix'
  engine: EngineName
  /** Where it is, in the picture that was asked about. */
  quad: Quad
}

/** How an engine is to look. */
export interface Wish {
  formats: readonly Format[]
  /** More than one code may be there. */
  many: boolean
  /** Takes its time: every line, turned, inverted and halved pictures. */
  tryHarder: boolean
  /** Light and dark parted by one threshold for all, instead of one that follows the light. */
  oneThreshold?: boolean
  /** Closes specks and gaps first. */
  denoise?: boolean
}

/** A decoder. Finds nothing rather than something wrong, and never rejects for a picture that is odd. */
export type Engine = (picture: Grey, wish: Wish) => Promise<Found[]>

/** An engine that also tells where codes are that it could not read. */
export type Finder = (picture: Grey, wish: Wish) => Promise<{ found: Found[]; unread: Quad[] }>

const LINEAR: ReadonlySet<string> = new Set<Format>(LINEAR_FORMATS)

export const kindOf = (format: string): 'linear' | 'matrix' =>
  LINEAR.has(format) ? 'linear' : 'matrix'
