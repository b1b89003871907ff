import { err, ok, type Result } from '../lib/result.ts'
import { contentOf, type LabelContent, type LabelFault } from './content.ts'
import { atLeast, type Dpi, toDots, toMm } from './dots.ts'
import { LINEAR_QUIET, linearModules, linearUnfit } from './linear.ts'
import { MATRIX_QUIET, matrixSide, matrixUnfit } from './matrix.ts'
import { elementsOutside, type LabelElement, type LabelTemplate } from './template.ts'
import { fitText } from './text.ts'

/** The narrowest modules that a bench's scanners still read from paper, in millimetres. */
const LEAST_MATRIX = 0.2
const LEAST_LINEAR = 0.165

/** Wider bars than this are no better to read. */
const MOST_LINEAR = 0.5

/** One thing on a label, in whole dots: what is printed, and what the preview draws. */
export type Placed =
  | {
      readonly kind: 'matrix'
      readonly x: number
      readonly y: number
      /** Dots a module, and modules a side. */
      readonly module: number
      readonly side: number
      readonly code: string
    }
  | {
      readonly kind: 'linear'
      readonly x: number
      readonly y: number
      readonly module: number
      readonly modules: number
      readonly height: number
      readonly code: string
    }
  | {
      readonly kind: 'text'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly align: 'left' | 'middle'
      readonly text: string
    }

export interface Layout {
  readonly width: number
  readonly height: number
  readonly dpi: Dpi
  readonly placed: readonly Placed[]
}

/**
 * Where everything of a label comes to stand at a resolution. LAB-1 a code stands there whole and exactly,
 * or the label is not made; LAB-5 a text is cut.
 */
export function layOut(
  template: LabelTemplate,
  content: LabelContent,
  dpi: Dpi,
): Result<Layout, LabelFault> {
  const outside = elementsOutside(template)
  if (outside.length > 0) return err({ type: 'Outside', elements: outside })
  const placed: Placed[] = []
  for (const element of template.elements) {
    const one = place(element, content, dpi)
    if (!one.ok) return one
    if (one.value) placed.push(one.value)
  }
  const { width, height } = template
  return ok({ width: toDots(width, dpi), height: toDots(height, dpi), dpi, placed })
}

type Of<K extends LabelElement['kind']> = Extract<LabelElement, { kind: K }>

function place(
  element: LabelElement,
  content: LabelContent,
  dpi: Dpi,
): Result<Placed | null, LabelFault> {
  switch (element.kind) {
    case 'matrix':
      return placeMatrix(element, content.code, dpi)
    case 'linear':
      return placeLinear(element, content.code, dpi)
    case 'text':
      return ok(placeText(element, content, dpi))
  }
}

function placeMatrix(
  { x, y, size }: Of<'matrix'>,
  code: string,
  dpi: Dpi,
): Result<Placed, LabelFault> {
  const sign = matrixUnfit(code)
  if (sign !== null) return err(unfit(code, sign))
  const side = matrixSide(code)
  const room = toDots(size, dpi)
  const modules = side + 2 * MATRIX_QUIET
  const module = Math.floor(room / modules)
  const least = atLeast(LEAST_MATRIX, dpi)
  if (module < least) {
    const needs = toMm(modules * least, dpi)
    return err({ type: 'CodeTooLong', code, symbol: 'matrix', needs, has: size })
  }
  const inset = Math.floor((room - side * module) / 2)
  const at = { x: toDots(x, dpi) + inset, y: toDots(y, dpi) + inset }
  return ok({ kind: 'matrix', ...at, module, side, code })
}

function placeLinear(
  { x, y, width, height }: Of<'linear'>,
  code: string,
  dpi: Dpi,
): Result<Placed, LabelFault> {
  const sign = linearUnfit(code)
  if (sign !== null) return err(unfit(code, sign))
  const modules = linearModules(code)
  const room = toDots(width, dpi)
  const whole = modules + 2 * LINEAR_QUIET
  const least = atLeast(LEAST_LINEAR, dpi)
  const module = Math.min(Math.floor(room / whole), Math.max(least, toDots(MOST_LINEAR, dpi)))
  if (module < least) {
    const needs = toMm(whole * least, dpi)
    return err({ type: 'CodeTooLong', code, symbol: 'linear', needs, has: width })
  }
  const left = toDots(x, dpi) + Math.floor((room - modules * module) / 2)
  return ok({
    kind: 'linear',
    x: left,
    y: toDots(y, dpi),
    module,
    modules,
    height: toDots(height, dpi),
    code,
  })
}

function placeText(element: Of<'text'>, content: LabelContent, dpi: Dpi): Placed | null {
  const height = toDots(element.height, dpi)
  const width = toDots(element.width, dpi)
  const text = fitText(shown(contentOf(content, element.field, element.words)), height, width)
  if (text === '') return null
  const at = { x: toDots(element.x, dpi), y: toDots(element.y, dpi) }
  return { kind: 'text', ...at, width, height, align: element.align, text }
}

/**
 * What a person reads: separators within a code, and whatever else has no shape, are a space. What turns the
 * direction of reading round has no shape either, and a printer and a screen do not follow it alike.
 */
const shown = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, ' ').trim()

function unfit(code: string, sign: string): LabelFault {
  const point = sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return { type: 'CodeUnfit', code, sign: `U+${point}` }
}
