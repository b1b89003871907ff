import { z } from 'zod'
import { containerCreated } from './container/facts.ts'
import { benchAdded, personAdded, siteFounded } from './directory/facts.ts'
import { issuersSet } from './directory/issuers.ts'
import { discrepancyResolved, specimenUsed, thawLimitSet } from './discrepancy/facts.ts'
import { donorKeyAdded, donorWithdrawn, holder } from './donor/facts.ts'
import { specimenAttached, specimenNoted } from './files/facts.ts'
import { benchIncarnated, incidentRecorded, keyAdded } from './keeping/facts.ts'
import { labelPrinted } from './label/facts.ts'
import { processingRecorded } from './processing/facts.ts'
import { boxRescanned } from './rescan/facts.ts'
import {
  itemInHand,
  shipmentArrived,
  shipmentClosed,
  shipmentEnded,
  shipmentExpected,
  shipmentPhotographed,
} from './shipment/facts.ts'
import { specimenDescribed } from './specimen/described.ts'
import { pseudonym, specimenAccessioned } from './specimen/facts.ts'
import { specimenClosed, specimenQuarantined, specimenReopened } from './status/facts.ts'
import {
  fieldsSet,
  identifiersSet,
  protocolPublished,
  studyCreated,
  visitRecorded,
} from './study/facts.ts'
import { MOST_THAWS, specimenArrived } from './transfer/facts.ts'
import { code, deviceName, id, place, words } from './words.ts'

/** Which device read the code that a command rests on. It stays with the event. */
export const via = z.object({
  source: z.enum(['hid', 'serial', 'wedge', 'camera', 'typed', 'click', 'import', 'setup']),
  device: z.string().transform(deviceName),
})
export type Via = z.infer<typeof via>

/** Stricter than the fact: nothing but our own pseudonyms comes into the ledger from here. SPE-8 */
const accessioned = specimenAccessioned
  .omit({ accession: true, external: true })
  .extend({ donor: pseudonym.nullable() })

/**
 * Every act that a person or the bench may ask for. `id` is made where the act begins, so that asking
 * twice is one act.
 */
export const command = z.discriminatedUnion('type', [
  z.object({ type: z.literal('foundSite'), id, via, ...siteFounded.shape }),
  z.object({ type: z.literal('addBench'), id, via, ...benchAdded.shape }),
  z.object({ type: z.literal('addPerson'), id, via, ...personAdded.shape }),
  z.object({ type: z.literal('createStudy'), id, via, ...studyCreated.shape }),
  z.object({
    type: z.literal('createContainers'),
    id,
    via,
    containers: z.array(containerCreated).min(1).max(5000),
  }),
  z.object({ type: z.literal('accession'), id, via, ...accessioned.shape }),
  z.object({ type: z.literal('takeIn'), id, via, ...accessioned.shape, at: place }),
  z.object({
    type: z.literal('importSpecimens'),
    id,
    via,
    specimens: z
      .array(accessioned.extend({ at: place.nullable() }))
      .min(1)
      .max(200_000),
  }),
  z.object({ type: z.literal('store'), id, via, specimen: id, at: place }),
  z.object({ type: z.literal('move'), id, via, specimen: id, at: place }),
  z.object({ type: z.literal('checkOut'), id, via, specimen: id, reason: words(200).nullable() }),
  z.object({ type: z.literal('returnTube'), id, via, specimen: id, at: place.nullable() }),
  z.object({ type: z.literal('undo'), id, via, command: id }),
  z.object({
    type: z.literal('useQuantity'),
    id,
    via,
    ...specimenUsed.omit({ undoes: true }).shape,
  }),
  z.object({ type: z.literal('recordThaw'), id, via, specimen: id }),
  z.object({ type: z.literal('setThawLimit'), id, via, ...thawLimitSet.shape }),
  /**
   * `basis` is what the person saw (`DiscrepancyView.basis`). `labels` are new codes for tubes that must not
   * keep theirs; `mistaken` is the use or thaw that never was.
   */
  z.object({
    type: z.literal('resolve'),
    id,
    via,
    ...discrepancyResolved.omit({ kind: true }).shape,
    labels: z
      .array(z.object({ specimen: id, code }))
      .max(8)
      .optional(),
    mistaken: id.optional(),
  }),
  z.object({ type: z.literal('withdrawDonor'), id, via, ...donorWithdrawn.shape }),
  z.object({ type: z.literal('eraseDonor'), id, via, donor: holder }),
  /** The bench itself has sealed it; `newKey` is the public key that it made for it, if any. */
  z.object({
    type: z.literal('note'),
    id,
    via,
    ...specimenNoted.shape,
    newKey: donorKeyAdded.shape.key.nullable(),
  }),
  /** The encrypted bytes are on the disk already. */
  z.object({
    type: z.literal('attach'),
    id,
    via,
    ...specimenAttached.shape,
    newKey: donorKeyAdded.shape.key.nullable(),
  }),
  z.object({
    type: z.literal('dispatch'),
    id,
    via,
    specimens: z.array(id).min(1).max(500),
    bundle: id,
    to: words(120),
  }),
  z.object({
    type: z.literal('receiveBundle'),
    id,
    via,
    study: id,
    ...specimenArrived.omit({ specimen: true, external: true, head: true, codes: true }).shape,
    tubes: z
      .array(
        accessioned
          .omit({ study: true, parent: true, parentCode: true })
          .extend(specimenArrived.pick({ external: true, head: true, codes: true }).shape)
          .extend({ thaws: z.int().min(0).max(MOST_THAWS) }),
      )
      .min(1)
      .max(500),
  }),
  z.object({ type: z.literal('quarantine'), id, via, ...specimenQuarantined.shape }),
  z.object({ type: z.literal('release'), id, via, ...specimenQuarantined.shape }),
  z.object({ type: z.literal('close'), id, via, ...specimenClosed.shape }),
  z.object({
    type: z.literal('reopen'),
    id,
    via,
    ...specimenReopened.omit({ undoes: true }).shape,
  }),
  z.object({ type: z.literal('publishProtocol'), id, via, ...protocolPublished.shape }),
  z.object({ type: z.literal('setIdentifiers'), id, via, ...identifiersSet.shape }),
  z.object({ type: z.literal('setFields'), id, via, ...fieldsSet.shape }),
  z.object({ type: z.literal('setIssuers'), id, via, ...issuersSet.omit({ site: true }).shape }),
  z.object({ type: z.literal('recordVisit'), id, via, ...visitRecorded.shape }),
  /** The bench itself has sealed it. */
  z.object({
    type: z.literal('describe'),
    id,
    via,
    ...specimenDescribed.shape,
    newKey: donorKeyAdded.shape.key.nullable(),
  }),
  z.object({ type: z.literal('relabel'), id, via, specimen: id, code, reason: words(200) }),
  z.object({
    type: z.literal('recordLabels'),
    id,
    via,
    labels: z.array(labelPrinted).min(1).max(1000),
  }),
  z.object({ type: z.literal('expectShipment'), id, via, ...shipmentExpected.shape }),
  z.object({ type: z.literal('openShipment'), id, via, ...shipmentArrived.shape }),
  /**
   * `specimen`: what it is registered as, where it is new and its study is known; `tube`: which known one it is;
   * `reason`: why a damaged one is held back.
   */
  z.object({
    type: z.literal('receiveItem'),
    id,
    via,
    ...itemInHand.shape,
    specimen: accessioned.omit({ code: true, shipment: true }).nullable(),
    reason: words(200).nullable().optional(),
  }),
  z.object({
    type: z.literal('photograph'),
    id,
    via,
    ...shipmentPhotographed.shape,
    newKey: donorKeyAdded.shape.key.nullable(),
  }),
  z.object({ type: z.literal('closeShipment'), id, via, ...shipmentClosed.shape }),
  z.object({
    type: z.literal('endShipment'),
    id,
    via,
    ...shipmentEnded.omit({ missing: true }).shape,
  }),
  /** `take`: what a parent gives, in nanolitres; null where nobody measures it. `closes`: nothing is left of it. */
  z.object({
    type: z.literal('makeChild'),
    id,
    via,
    processing: processingRecorded,
    parent: id,
    take: z.int().min(1).nullable(),
    child: accessioned.omit({ parent: true, parents: true, processing: true, parentCode: true }),
    at: place.nullable(),
    closes: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('makeChildren'),
    id,
    via,
    processing: processingRecorded,
    parts: z
      .array(
        z.object({
          parent: id,
          take: z.int().min(1).nullable(),
          child: accessioned.omit({
            parent: true,
            parents: true,
            processing: true,
            parentCode: true,
          }),
          at: place.nullable(),
          closes: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(400),
  }),
  z.object({
    type: z.literal('pool'),
    id,
    via,
    processing: processingRecorded,
    parents: z
      .array(z.object({ specimen: id, take: z.int().min(1).nullable() }))
      .min(2)
      .max(60),
    child: accessioned.omit({ parent: true, parents: true, processing: true, parentCode: true }),
    at: place.nullable(),
    closes: z.boolean().optional(),
  }),
  /** What was read, and what of its differences a person confirmed (`diffBox`). */
  z.object({
    type: z.literal('rescanBox'),
    id,
    via,
    ...boxRescanned.shape,
    repairs: z
      .array(
        z.object({
          index: z.int().min(0).max(9999),
          specimen: id,
          repair: z.enum(['store', 'move', 'return']),
          /** Where the record had the tube when it was confirmed; left out, that is not compared. RSC-5 */
          from: place.nullable().optional(),
        }),
      )
      .max(1_000),
    missed: z.array(id).max(1_000),
  }),
  z.object({ type: z.literal('addKey'), id, via, ...keyAdded.shape }),
  z.object({ type: z.literal('incarnate'), id, via, ...benchIncarnated.shape }),
  z.object({ type: z.literal('recordIncident'), id, via, ...incidentRecorded.shape }),
])

export type Command = z.infer<typeof command>
export type CommandType = Command['type']
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>

/** What surrounds a decision. `accession` gives the lab's next accession identifier. */
export interface Act {
  readonly actor: string
  readonly now: number
  accession(): string
}
