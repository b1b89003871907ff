import { z } from 'zod'
import { words } from '../domain/words.ts'

/** What may stand on a label. `code` is the barcode's text itself; `free` is a template's own words. */
export const FIELDS = [
  'code',
  'accession',
  'study',
  'material',
  'collected',
  'donor',
  'position',
  'free',
] as const
export const field = z.enum(FIELDS)
export type Field = z.infer<typeof field>

const mm = (least: number, most: number) => z.number().min(least).max(most)
const spot = { x: mm(0, 200), y: mm(0, 200) }

/** Lengths are millimetres from the label's left upper corner; boxes hold their code's quiet zone too. */
const matrix = z.object({ kind: z.literal('matrix'), ...spot, size: mm(3, 100) })
const linear = z.object({
  kind: z.literal('linear'),
  ...spot,
  width: mm(10, 200),
  height: mm(3, 100),
})
const text = z.object({
  kind: z.literal('text'),
  ...spot,
  width: mm(2, 200),
  height: mm(1, 30),
  align: z.enum(['left', 'middle']),
  field,
  /** What stands there where `field` is `free`. */
  words: words(80).optional(),
})
export const labelElement = z.discriminatedUnion('kind', [matrix, linear, text])
export type LabelElement = z.infer<typeof labelElement>

/** A piece of the label as it is punched: what is outside of all of them is backing paper. */
const part = z.object({
  ...spot,
  width: mm(3, 200),
  height: mm(3, 200),
  round: z.boolean(),
})
export type LabelPart = z.infer<typeof part>

export const LABEL_KINDS = ['tube', 'box', 'position'] as const

/** One kind of label, as data: how large it is and what stands where. */
export const labelTemplate = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: words(60),
  kind: z.enum(LABEL_KINDS),
  width: mm(5, 200),
  height: mm(5, 200),
  parts: z.array(part).min(1).max(4),
  elements: z.array(labelElement).min(1).max(20),
})
export type LabelTemplate = z.infer<typeof labelTemplate>

export interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The rectangle that an element keeps, in millimetres. */
export const frameOf = (element: LabelElement): Frame =>
  element.kind === 'matrix' ? { ...element, width: element.size, height: element.size } : element

const SLACK = 1e-6

const within = (frame: Frame, piece: Frame): boolean =>
  frame.x >= piece.x - SLACK &&
  frame.y >= piece.y - SLACK &&
  frame.x + frame.width <= piece.x + piece.width + SLACK &&
  frame.y + frame.height <= piece.y + piece.height + SLACK

/** LAB-2: the elements, by their index, that would be printed beside the label or across its edge. */
export const elementsOutside = ({ parts, elements }: LabelTemplate): number[] =>
  elements.flatMap((element, index) =>
    parts.some((piece) => within(frameOf(element), piece)) ? [] : [index],
  )
