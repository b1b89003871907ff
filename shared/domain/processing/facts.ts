import { z } from 'zod'
import { id, material, words } from '../words.ts'

export const PROCESSINGS = ['aliquot', 'derivative', 'pool'] as const
export const processingKind = z.enum(PROCESSINGS)
export type ProcessingKind = z.infer<typeof processingKind>

/** One spin: multiples of g, whole minutes, tenths of a degree Celsius. */
export const spin = z.object({
  g: z.int().min(1).max(200_000),
  minutes: z.int().min(1).max(1440),
  celsius: z.int().min(-500).max(1000),
  brake: z.boolean(),
})
export type Spin = z.infer<typeof spin>

/**
 * What was done to a batch, told once for all of its specimens. Times are UTC milliseconds. `keptAt` and
 * `keptAfter` are the temperatures, in tenths of a degree Celsius, at which they waited before and after.
 */
export const processingRecorded = z.object({
  processing: id,
  kind: processingKind,
  startedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  spins: z.array(spin).max(4),
  keptAt: z.int().min(-3000).max(1000).nullable(),
  keptAfter: z.int().min(-3000).max(1000).nullable(),
  method: words(120).nullable(),
})
export type ProcessingRecorded = z.infer<typeof processingRecorded>

/** The first of a batch was taken back, and with it what was told of the batch. */
export const processingUndone = z.object({ processing: id, undoes: id })

/** What is made of a parent in one scan. `nanolitres` is what it holds; null where nobody measured it. */
export const childMade = z.object({
  specimen: id,
  code: z.string(),
  material,
  nanolitres: z.int().min(0).nullable(),
})
