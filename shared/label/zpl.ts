import { err, ok, type Result } from '../lib/result.ts'
import type { LabelContent, LabelFault } from './content.ts'
import type { Dpi } from './dots.ts'
import { type Layout, layOut, type Placed } from './layout.ts'
import { linearData } from './linear.ts'
import type { LabelTemplate } from './template.ts'

/** The sign that leads two hexadecimal digits within field data (`^FH`). */
const HEX = '\\'

/** What would command the printer, or is no plain sign, goes as hexadecimal bytes of its UTF-8 (`^CI28`). */
export function fieldData(text: string): string {
  let data = ''
  for (const byte of new TextEncoder().encode(text)) {
    const sign = String.fromCharCode(byte)
    data += /[ -}]/.test(sign) && !/[\\^~]/.test(sign) ? sign : hex(byte)
  }
  return data
}

const hex = (byte: number): string => HEX + byte.toString(16).toUpperCase().padStart(2, '0')

/** Signs that may be named as the one that begins a control sequence in a Data Matrix's data. */
const ESCAPES =
  '_|#!$%&*+=?@;:<>"\'()[]{}/-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * A printer takes control sequences in the data of a Data Matrix, and which sign begins one differs with
 * its firmware. So a sign is named that this code does not have, and nothing in it can be taken for one.
 */
const escapeFor = (code: string): string | null =>
  [...ESCAPES].find((sign) => !code.includes(sign)) ?? null

/** One label in ZPL II, `copies` times. The same layout is what the preview draws. */
export function zplOf(layout: Layout, copies = 1): Result<string, LabelFault> {
  const lines: string[] = []
  for (const one of layout.placed) {
    const line = draw(one)
    if (!line.ok) return line
    lines.push(line.value)
  }
  const size = `^PW${layout.width}^LL${layout.height}^LH0,0`
  return ok(`^XA^CI28${size}${lines.join('')}^PQ${copies}^XZ`)
}

/** A label of a template in ZPL II; a code that it cannot hold is refused. */
export function makeZpl(
  template: LabelTemplate,
  content: LabelContent,
  dpi: Dpi,
  copies = 1,
): Result<string, LabelFault> {
  const layout = layOut(template, content, dpi)
  return layout.ok ? zplOf(layout.value, copies) : layout
}

function draw(one: Placed): Result<string, LabelFault> {
  const at = `^FO${one.x},${one.y}`
  switch (one.kind) {
    case 'matrix': {
      const { code, module, side } = one
      const begins = escapeFor(code)
      if (begins === null) return err({ type: 'CodeUnfit', code, sign: 'U+005F' })
      const symbol = `^BXN,${module},200,${side},${side},,${begins}`
      return ok(`${at}${symbol}^FH${HEX}^FD${fieldData(code)}^FS`)
    }
    case 'linear': {
      const symbol = `^BY${one.module},3,${one.height}^BCN,${one.height},N,N,N,N`
      return ok(`${at}${symbol}^FH${HEX}^FD${fieldData(linearData(one.code))}^FS`)
    }
    case 'text': {
      const block = one.align === 'middle' ? `^FB${one.width},1,0,C,0` : ''
      return ok(
        `${at}^A0N,${one.height},${one.height}${block}^FH${HEX}^FD${fieldData(one.text)}^FS`,
      )
    }
  }
}
