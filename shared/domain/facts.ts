import type { z } from 'zod'
import { containerCreated } from './container/facts.ts'
import { benchAdded, personAdded, siteFounded } from './directory/facts.ts'
import { issuersSet } from './directory/issuers.ts'
import {
  discrepancyResolved,
  specimenThawed,
  specimenUsed,
  thawLimitSet,
} from './discrepancy/facts.ts'
import { donorErased, donorKeyAdded, donorWithdrawn } from './donor/facts.ts'
import { specimenAttached, specimenNoted } from './files/facts.ts'
import { benchIncarnated, incidentRecorded, keyAdded } from './keeping/facts.ts'
import { labelPrinted } from './label/facts.ts'
import { processingRecorded, processingUndone } from './processing/facts.ts'
import { boxRescanned, specimenMissed } from './rescan/facts.ts'
import {
  itemReceived,
  itemUndone,
  shipmentArrived,
  shipmentClosed,
  shipmentEnded,
  shipmentExpected,
  shipmentPhotographed,
} from './shipment/facts.ts'
import { specimenDescribed } from './specimen/described.ts'
import { accessionUndone, specimenAccessioned, specimenRelabelled } from './specimen/facts.ts'
import {
  specimenClosed,
  specimenQuarantined,
  specimenReleased,
  specimenReopened,
} from './status/facts.ts'
import {
  fieldsSet,
  identifiersSet,
  protocolPublished,
  studyCreated,
  visitRecorded,
} from './study/facts.ts'
import { specimenArrived, specimenDispatched } from './transfer/facts.ts'
import {
  placementUndone,
  tubeCheckedOut,
  tubeMoved,
  tubeReturned,
  tubeStored,
} from './tube/facts.ts'

/** Every type of event that this version understands, with the form of its data (version 1 of each). */
export const FACTS = {
  'site.founded': siteFounded,
  'bench.added': benchAdded,
  'person.added': personAdded,
  'study.created': studyCreated,
  'bench.key_added': keyAdded,
  'bench.incarnated': benchIncarnated,
  'ledger.incident_recorded': incidentRecorded,
  'container.created': containerCreated,
  'specimen.accessioned': specimenAccessioned,
  'specimen.accession_undone': accessionUndone,
  'specimen.relabelled': specimenRelabelled,
  'specimen.stored': tubeStored,
  'specimen.moved': tubeMoved,
  'specimen.checked_out': tubeCheckedOut,
  'specimen.returned': tubeReturned,
  'specimen.placement_undone': placementUndone,
  'specimen.used': specimenUsed,
  'specimen.thawed': specimenThawed,
  'study.thaw_limit_set': thawLimitSet,
  'discrepancy.resolved': discrepancyResolved,
  'donor.withdrawn': donorWithdrawn,
  'donor.key_added': donorKeyAdded,
  'donor.erased': donorErased,
  'specimen.noted': specimenNoted,
  'specimen.attached': specimenAttached,
  'specimen.dispatched': specimenDispatched,
  'specimen.arrived': specimenArrived,
  'specimen.quarantined': specimenQuarantined,
  'specimen.released': specimenReleased,
  'specimen.closed': specimenClosed,
  'specimen.reopened': specimenReopened,
  'specimen.described': specimenDescribed,
  'specimen.label_printed': labelPrinted,
  'study.protocol_published': protocolPublished,
  'study.visit_recorded': visitRecorded,
  'study.identifiers_set': identifiersSet,
  'study.fields_set': fieldsSet,
  'processing.recorded': processingRecorded,
  'processing.undone': processingUndone,
  'shipment.expected': shipmentExpected,
  'shipment.arrived': shipmentArrived,
  'shipment.item_received': itemReceived,
  'shipment.item_undone': itemUndone,
  'shipment.photographed': shipmentPhotographed,
  'shipment.closed': shipmentClosed,
  'shipment.ended': shipmentEnded,
  'box.rescanned': boxRescanned,
  'specimen.missed': specimenMissed,
  'site.issuers_set': issuersSet,
} as const

export type FactType = keyof typeof FACTS
export type FactData<T extends FactType> = z.infer<(typeof FACTS)[T]>

/** An event before it is in the ledger: what is said, and about which entities. */
export type Draft = {
  [T in FactType]: {
    readonly type: T
    readonly ents: readonly string[]
    readonly data: FactData<T>
  }
}[FactType]

/** A draft with the identity that the ledger gave it. */
export type Fact = Draft & { readonly uid: string; readonly actor: string; readonly at: number }

export const isFactType = (type: string): type is FactType => Object.hasOwn(FACTS, type)
