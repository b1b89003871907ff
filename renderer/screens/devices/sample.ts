import { err, ok, type Result } from '#shared/lib/result.ts'
import type { LearnFault, LearnProposal } from '#shared/scan/rack/learn.ts'
import {
  cellsOf,
  decodeRackText,
  linesOf,
  MOST_RACK_BYTES,
  type RackTextFault,
} from '#shared/scan/rack/text.ts'
import { base64Of } from '../../app/rack-file.ts'

/** A file whose layout is to be learnt, and in which ways it can be read. */
export interface Sample {
  readonly file: string
  readonly base64: string
  readonly text: string
  readonly proposals: readonly LearnProposal[]
}

type Learnt = Result<readonly LearnProposal[], LearnFault | RackTextFault>
export type SampleFault = (LearnFault | RackTextFault)['type']

/** `learn` is asked only for what may be one. */
export async function readSample(
  file: File,
  learn: () => Promise<Learnt>,
): Promise<Result<Sample, SampleFault>> {
  if (file.size > MOST_RACK_BYTES) return err('TooLarge')
  const text = decodeRackText(new Uint8Array(await file.arrayBuffer()))
  if (!text.ok) return err(text.error.type)
  const proposals = await learn()
  if (!proposals.ok) return err(proposals.error.type)
  const base64 = await base64Of(file)
  return ok({ file: file.name, base64, text: text.value, proposals: proposals.value })
}

/** A line of the sample in cells; `isAbove`: it stands above the tubes. */
export interface SampleLine {
  readonly line: number
  readonly cells: readonly string[]
  readonly isAbove: boolean
}

/** The first lines as a layout cuts them: those above the tubes, and `count` more. */
export function sampleLines(
  text: string,
  { above, delimiter }: LearnProposal['layout'],
  count = 8,
): readonly SampleLine[] {
  return linesOf(text.replace(/^\uFEFF/, ''))
    .slice(0, above + count)
    .map(({ line, text: whole }, at) => ({
      line,
      cells: cellsOf(whole, delimiter) ?? [whole],
      isAbove: at < above,
    }))
}
