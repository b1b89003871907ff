import { z } from 'zod'
import { code, id, words } from '../words.ts'

/** A label of a specimen went to a printer. Every one after the first has a reason. LAB-8 */
export const labelPrinted = z.object({
  specimen: id,
  code,
  template: words(80),
  copies: z.int().min(1).max(500),
  reason: words(200).nullable(),
  job: id,
})
export type LabelPrinted = z.infer<typeof labelPrinted>
