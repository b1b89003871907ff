import { z } from 'zod'
import { code } from '../domain/words.ts'
import type { Field } from './template.ts'

const said = z.string().max(300)

/** What stands on one label. `code` is the barcode's text; an empty word leaves its place free. */
export const labelContent = z.object({
  code,
  accession: said,
  study: said,
  material: said,
  collected: said,
  donor: said,
  position: said,
})
export type LabelContent = z.infer<typeof labelContent>

export const contentOf = (content: LabelContent, field: Field, free: string | undefined): string =>
  field === 'free' ? (free ?? '') : content[field]

export type LabelFault =
  /** The element has no room for this code at this resolution. A code is never cut. */
  | {
      readonly type: 'CodeTooLong'
      readonly code: string
      readonly symbol: 'matrix' | 'linear'
      /** Millimetres that it needs, and has. */
      readonly needs: number
      readonly has: number
    }
  /** A sign of the code cannot be printed so that every scanner reads it back; `sign` as `U+00E9`. */
  | { readonly type: 'CodeUnfit'; readonly code: string; readonly sign: string }
  /** Elements of the template lie beside the label. */
  | { readonly type: 'Outside'; readonly elements: readonly number[] }
