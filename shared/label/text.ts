/**
 * How wide signs of a printer's own scalable font are, as hundredths of its height. Measured on a bold
 * condensed face; what is not listed is taken for as wide as it is high.
 */
const WIDTHS: readonly (readonly [width: number, signs: string])[] = [
  [28, " |'\\/:;Iijlft{}"],
  [34, '!"(),.[]`r·'],
  [45, 'Jckszvxy°'],
  [50, '#$*+0123456789<=>?^_~abdeghnopquEFLTZéèêëàâäöüûùôîïçñßµ–'],
  [62, 'ABCDGHKNOPQRSUVXYÄÖÜÉÈÀÂÇ&'],
  [85, '%-@MWmw'],
]
const WIDTH = new Map(WIDTHS.flatMap(([width, signs]) => [...signs].map((sign) => [sign, width])))
const UNLISTED = 100

/** Faces differ a little from printer to printer. */
const MARGIN = 1.06

/** A width in the unit of the height, not less than what a printer needs. */
export function textWidth(text: string, height: number): number {
  let width = 0
  for (const sign of text) width += WIDTH.get(sign) ?? UNLISTED
  return (width * height * MARGIN) / 100
}

export const ELLIPSIS = '…'

/** What a person takes for one sign is never cut in two. */
const signs = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** LAB-5: a text that has no room ends at a sign, with an ellipsis; none at all where not even that fits. */
export function fitText(text: string, height: number, width: number): string {
  if (textWidth(text, height) <= width) return text
  let kept = ''
  for (const { segment } of signs.segment(text)) {
    if (textWidth(kept + segment + ELLIPSIS, height) > width) break
    kept += segment
  }
  const cut = kept.trimEnd() + ELLIPSIS
  return textWidth(cut, height) <= width ? cut : ''
}
