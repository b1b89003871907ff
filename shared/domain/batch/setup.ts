import { z } from 'zod'
import { processingRecorded } from '../processing/facts.ts'
import { condition } from '../shipment/facts.ts'
import { pseudonym } from '../specimen/facts.ts'
import { id, material, tubeType, words } from '../words.ts'

export const WORK_KINDS = ['receiving', 'accession', 'processing', 'relabel'] as const
export const workKind = z.enum(WORK_KINDS)
export type WorkKind = z.infer<typeof workKind>

/** What is registered over and over: all that holds for every tube of the batch. Times are UTC milliseconds. */
const accession = z.object({
  kind: z.literal('accession'),
  study: id,
  material,
  tubeType,
  collectedAt: z.int().nullable(),
  donor: pseudonym.nullable(),
  nanolitres: z.int().min(0).nullable(),
  /** The collection event, and which of its planned tubes is scanned now; null without a protocol. */
  visit: id.nullable(),
  planned: z.string().max(40).nullable(),
})

/** A consignment that was opened. What has a study is registered as it is scanned; null: it is received only. */
const receiving = z.object({
  kind: z.literal('receiving'),
  shipment: id,
  study: id.nullable(),
  material,
  tubeType,
  collectedAt: z.int().nullable(),
  condition,
  /** In a person's own language: why a damaged tube is held back. */
  damaged: words(200),
})

/**
 * Parents, each with so many children. `material` null: of the parent's own, an aliquot. `take` is what a
 * parent gives for one child, in nanolitres; null where nobody measures it. `box`: children go into its next
 * free positions. A pool has one child of many parents.
 */
const processing = z.object({
  kind: z.literal('processing'),
  processing: processingRecorded,
  material: material.nullable(),
  tubeType,
  perParent: z.int().min(1).max(99),
  nanolitres: z.int().min(0).nullable(),
  take: z.int().min(1).nullable(),
  box: id.nullable(),
  /** Nothing is left of a parent when all its children are made. */
  closeParent: z.boolean(),
})

/** Tubes get other codes, such as those of pre-printed tubes: first the tube, then its new code. */
const relabel = z.object({ kind: z.literal('relabel'), reason: words(200) })

export const workSetup = z.discriminatedUnion('kind', [accession, receiving, processing, relabel])
export type WorkSetup = z.infer<typeof workSetup>
export type SetupOf<K extends WorkKind> = Extract<WorkSetup, { kind: K }>
