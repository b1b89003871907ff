import { z } from 'zod'

/** How positions are named. `prefix` stands before a number: `R4`, `B7`. */
export const labellingScheme = z.enum([
  'letters-numbers',
  'letters-skip-io',
  'numbers',
  'roman-numbers',
])

/** In which order positions are filled: along rows or along columns, from which corner. */
export const fillOrder = z.enum([
  'rows-top-left',
  'rows-top-right',
  'rows-bottom-left',
  'rows-bottom-right',
  'columns-top-left',
  'columns-top-right',
  'columns-bottom-left',
  'columns-bottom-right',
])

/** The positions inside a container: a grid of rows x columns, each position an index in row order from 0. */
export const layout = z.object({
  rows: z.int().min(1).max(100),
  columns: z.int().min(1).max(100),
  scheme: labellingScheme,
  fill: fillOrder,
  prefix: z
    .string()
    .regex(/^[A-Z]{1,3}$/)
    .optional(),
})

export type LabellingScheme = z.infer<typeof labellingScheme>
export type FillOrder = z.infer<typeof fillOrder>
export type Layout = z.infer<typeof layout>

/** Positions in one row, named by a prefix: `R1`, `R2`. */
export const along = (columns: number, prefix: string): Layout => ({
  rows: 1,
  columns,
  scheme: 'numbers',
  fill: 'rows-top-left',
  prefix,
})

/** Positions one under the other from the top: `B1`, `B2`. */
export const down = (rows: number, prefix: string): Layout => ({
  rows,
  columns: 1,
  scheme: 'numbers',
  fill: 'rows-top-left',
  prefix,
})

export const size = (l: Layout): number => l.rows * l.columns
