import { z } from 'zod'
import { isId } from '../lib/ids.ts'

/** An identifier made by this program: a UUID as lower-case text. */
export const id = z.string().refine(isId, 'an identifier')

/** Text that people gave: NFC, no control characters, no direction marks, trimmed. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && !UNFIT.test(text), 'plain text')
    .transform((text) => text.normalize('NFC'))

/** Control characters and direction marks. */
const UNFIT = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const UNFIT_ANYWHERE = new RegExp(UNFIT, 'gu')

const LONGEST_DEVICE = 120

/**
 * The name that a device gives itself, made fit for the ledger and not refused, for nobody at the bench can
 * change it: NFC, well formed, no control characters, at most 120 UTF-16 units and no character cut in two.
 */
export function deviceName(given: string): string {
  const fit = given.toWellFormed().replace(UNFIT_ANYWHERE, ' ').normalize('NFC').trim()
  let name = ''
  for (const character of fit) {
    if (name.length + character.length > LONGEST_DEVICE) break
    name += character
  }
  return name.trim()
}

/** A barcode's text. A GS (0x1D) between the fields of a GS1 code is part of it. */
export const code = z
  .string()
  .min(1)
  .max(256)
  .refine(
    (text) => text.isWellFormed() && !UNFIT.test(text.replaceAll('\u001d', '')),
    'a readable code',
  )

/** What a specimen is made of. After the sample types of MIABIS, as far as the bench needs them. */
export const MATERIALS = [
  'whole-blood',
  'plasma',
  'serum',
  'buffy-coat',
  'pbmc',
  'dna',
  'rna',
  'urine',
  'saliva',
  'csf',
  'tissue-frozen',
  'tissue-fixed',
  'stool',
  'other',
] as const
export const material = z.enum(MATERIALS)
export type Material = z.infer<typeof material>

/** The vessel a specimen came in or is kept in. */
export const TUBE_TYPES = [
  'cryotube',
  'edta-tube',
  'serum-tube',
  'heparin-tube',
  'straw',
  'other',
] as const
export const tubeType = z.enum(TUBE_TYPES)
export type TubeType = z.infer<typeof tubeType>

export const ROLES = ['technician', 'manager', 'administrator'] as const
export const role = z.enum(ROLES)
export type Role = z.infer<typeof role>

/** One place in a container: its index in row order from 0. */
export const place = z.object({ container: id, index: z.int().min(0).max(9999) })
export type Place = z.infer<typeof place>

/** What a command barcode asks for. Each acts only on the reversible step that is shown. */
export const COMMAND_WORDS = [
  'undo',
  'next',
  'cancel',
  'print',
  'done',
  'start',
  'damaged',
  'receive',
  'accession',
  'process',
] as const
export type CommandCode = (typeof COMMAND_WORDS)[number]
