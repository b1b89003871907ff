import { z } from 'zod'
import type { Refusal } from '../domain/refusals.ts'
import { code, id, type Material, material, place, words } from '../domain/words.ts'
import type { LabelContent, LabelFault } from '../label/content.ts'
import type { Dpi } from '../label/dots.ts'
import { DPIS } from '../label/dots.ts'
import type { PrinterStatus, PrinterTrouble } from '../label/printer.ts'
import type { LabelTemplate } from '../label/template.ts'

/**
 * A tube that there is not yet: its label is printed before it, with a code of the study's that nothing has.
 * `parents`: what it will be made of; `visit`: where it will be collected.
 */
const tubeToCome = z.object({
  type: z.literal('tube'),
  code,
  study: id,
  parents: z.array(id).max(60),
  visit: id.nullable(),
  material,
  collectedAt: z.int().nullable(),
})
export type TubeToCome = z.infer<typeof tubeToCome>

/** What a label is of. */
export const labelOf = z.discriminatedUnion('type', [
  z.object({ type: z.literal('specimen'), specimen: id }),
  tubeToCome,
  z.object({ type: z.literal('container'), container: id }),
  z.object({ type: z.literal('position'), at: place }),
])
export type LabelOf = z.infer<typeof labelOf>

/** The printer that is no printer of the bench's own: whatever the system's print dialog offers. */
export const SYSTEM_PRINTER = 'system'

const said = z.string().max(120)

/** `material` and `collected` as the person at the bench reads them; all else the bench itself knows. */
export const askedLabel = z.object({ of: labelOf, material: said, collected: said })
export type AskedLabel = z.infer<typeof askedLabel>

export const MOST_LABELS = 1000
export const MOST_COPIES = 99

export const printRequest = z.object({
  /** Made where the act begins: asked twice, it is one job. */
  id,
  printer: z.union([id, z.literal(SYSTEM_PRINTER)]),
  template: z.string().max(40),
  labels: z.array(askedLabel).min(1).max(MOST_LABELS),
  copies: z.int().min(1).max(MOST_COPIES),
  /** Why again, where one of them was printed before. */
  reason: words(200).nullable(),
})
export type PrintRequest = z.infer<typeof printRequest>

/** A label printer on the network. */
export const printerSetting = z.object({
  id,
  name: words(60),
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/),
  port: z.int().min(1).max(65_535),
  dpi: z.union([z.literal(DPIS[0]), z.literal(DPIS[1]), z.literal(DPIS[2])]),
})
export type PrinterSetting = z.infer<typeof printerSetting>

export type PrintAnswer =
  | { readonly type: 'queued' }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'fault'; readonly fault: LabelFault }
  /** The printer or the template is not set up on this bench any more. */
  | { readonly type: 'gone'; readonly what: 'printer' | 'template' }

/**
 * `sending`: bytes go to the printer, or it has them and prints. `unclear`: some were sent, and only a person can
 * say what came out. `sent`: it has everything and does not say whether it prints.
 */
export const JOB_STATES = [
  'queued',
  'sending',
  'sent',
  'confirmed',
  'unclear',
  'failed',
  'cancelled',
] as const
export type JobState = (typeof JOB_STATES)[number]

export interface LabelJobView {
  readonly job: string
  readonly madeAt: number
  readonly printer: string
  /** As it is called now; null where it is not set up any more, and for the system's own. */
  readonly printerName: string | null
  readonly template: string
  /** The codes on its labels, in order. */
  readonly codes: readonly string[]
  readonly copies: number
  readonly state: JobState
  readonly reason: string | null
  readonly tries: number
  readonly trouble: PrinterTrouble | null
  /** When it is tried again, while it waits for that. */
  readonly nextAt: number | null
  readonly actor: string
}

export interface LabelQueueView {
  /** Newest first. */
  readonly jobs: readonly LabelJobView[]
  /** Labels that wait for a printer, and jobs that wait for an answer. */
  readonly waiting: number
  readonly unclear: number
}

/** What is known of something that may get a label. */
export interface LabelSubject {
  readonly of: LabelOf
  readonly content: Omit<LabelContent, 'material' | 'collected'>
  readonly material: Material | null
  readonly collectedAt: number | null
  /** It has a label, or one is on its way: another needs a reason. */
  readonly isPrinted: boolean
}

/** What labels may be printed ahead of now, in an open batch. */
export interface AheadView {
  readonly of: Omit<TubeToCome, 'type' | 'code'>
  /** Which of the study's forms new codes are of; null where it gives none. */
  readonly form: string | null
  /** What a person knows it by: the codes of the parents, the donor and event of a visit, or the study. */
  readonly name: string
  /** How many tubes are still to come; null where nobody has said so. */
  readonly wanted: number | null
  /** What was printed for it, in order of the codes; `isUsed`: there is a tube with it now. */
  readonly codes: readonly { readonly code: string; readonly isUsed: boolean }[]
}

export interface TemplateView {
  readonly template: LabelTemplate
  readonly builtIn: boolean
}

/** Printers and templates are set up by a manager; built-in templates stay as they are. */
export type LabelSettingFault =
  | { readonly type: 'NotAllowed'; readonly needs: 'manager' }
  | { readonly type: 'BuiltIn' }
  /** These elements, by their index, lie beside the label. */
  | { readonly type: 'Outside'; readonly elements: readonly number[] }

/** `said`: what the printer answered, as it came; empty where it answered nothing. */
export type TestAnswer = { readonly said: string } & (
  | { readonly type: 'ready'; readonly status: PrinterStatus }
  | { readonly type: 'trouble'; readonly trouble: PrinterTrouble }
)

/** What a person says of a job of which the bench does not know: so many of its labels came out. */
export const jobAnswer = z.object({
  job: id,
  came: z.int().min(0).max(MOST_LABELS),
  /** Whether those that did not come are printed now. */
  again: z.boolean(),
})
export type JobAnswer = z.infer<typeof jobAnswer>

export type { Dpi, LabelContent, LabelTemplate, PrinterTrouble }
