/** Symbology names as ISO and GS1 write them. */
export type Symbology =
  | 'Code 39'
  | 'Code 93'
  | 'Code 128'
  | 'GS1-128'
  | 'Codabar'
  | 'Interleaved 2 of 5'
  | 'EAN/UPC'
  | 'GS1 DataBar'
  | 'PDF417'
  | 'MaxiCode'
  | 'Aztec Code'
  | 'GS1 Aztec Code'
  | 'Data Matrix ECC 200'
  | 'GS1 DataMatrix'
  | 'QR Code'
  | 'GS1 QR Code'

/** By code character (the second), ISO/IEC 15424. */
const BY_CODE_CHARACTER: Record<string, Symbology> = {
  A: 'Code 39',
  C: 'Code 128',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  I: 'Interleaved 2 of 5',
  L: 'PDF417',
  Q: 'QR Code',
  U: 'MaxiCode',
  d: 'Data Matrix ECC 200',
  e: 'GS1 DataBar',
  z: 'Aztec Code',
}

/** Modifiers that say "FNC1 in first position", which is what makes data GS1 data. */
const GS1: Record<string, Symbology> = {
  ']C1': 'GS1-128',
  ']d2': 'GS1 DataMatrix',
  ']d5': 'GS1 DataMatrix',
  ']Q3': 'GS1 QR Code',
  ']Q4': 'GS1 QR Code',
  ']z1': 'GS1 Aztec Code',
  ']z4': 'GS1 Aztec Code',
}

const AIM = /^\][A-Za-z][0-9A-Za-z]/

export const isAim = (text: string): boolean => text.length === 3 && AIM.test(text)

/** The symbology of an AIM identifier such as `]d1`, if it is one of those that a bench meets. */
export function symbologyOf(aim: string): Symbology | undefined {
  if (!isAim(aim)) return undefined
  return GS1[aim] ?? BY_CODE_CHARACTER[aim[1]!]
}

/** `]X0` and `]Z6` head a scanner's answer to a command from the host. */
export const isAnswerToCommand = (aim: string): boolean => aim === ']X0' || aim === ']Z6'

/** Takes a leading AIM identifier off, where it names a symbology that is known here. */
export function splitAim(text: string): { aim?: string; rest: string } {
  const aim = text.slice(0, 3)
  return symbologyOf(aim) === undefined ? { rest: text } : { aim, rest: text.slice(3) }
}
