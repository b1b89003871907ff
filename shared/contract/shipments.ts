import { oc, type } from '@orpc/contract'
import { z } from 'zod'
import type { ImportField } from '../domain/imports/fields.ts'
import { ITEM_OUTCOMES, type ManifestItem } from '../domain/shipment/facts.ts'
import { id } from '../domain/words.ts'
import type { ShipmentItems, ShipmentView } from './work.ts'

/** The most that a supplier's list may have, in characters. */
export const MOST_MANIFEST_TEXT = 4_000_000

export const ITEM_STATES = [...ITEM_OUTCOMES, 'expected', 'missing'] as const

/** Which tubes of a consignment are to be shown. `state` null: all; `text`: a part of the code. */
export const shownItems = z.object({
  shipment: id,
  state: z.enum(ITEM_STATES).nullable(),
  text: z.string().max(100),
  limit: z.int().min(1).max(5000),
})
export type ShownItems = z.infer<typeof shownItems>

/** One tube that a supplier's list names. */
export interface ManifestRowView extends ManifestItem {
  /** Line of the list, from 1, as an editor counts. */
  readonly line: number
  /** There is a tube with this code here already. */
  readonly isKnown: boolean
}

/** What a list says of a line that could not be read, or not with certainty. */
export interface ManifestFindingView {
  readonly line: number
  readonly field: ImportField
  readonly value: string
  readonly type: string
}

export type ManifestAnswer =
  | {
      readonly type: 'read'
      readonly rows: readonly ManifestRowView[]
      readonly findings: readonly ManifestFindingView[]
    }
  /** No column of codes was found in it. */
  | { readonly type: 'no-codes'; readonly columns: readonly string[] }
  /** It is no table at all, or has too many rows. */
  | { readonly type: 'unreadable' }

/** All that is expected, open, or was closed lately, newest first; and the one whose scans wait at this bench. */
export interface ShipmentList {
  readonly shipments: readonly ShipmentView[]
  readonly openHere: string | null
}

/** Consignments: what is expected, what came. Announcing and opening are acts; tubes are received by `work`. */
export const shipmentsContract = {
  shipments: {
    list: oc.output(type<ShipmentList>()),
    one: oc.input(shownItems).output(type<ShipmentItems | null>()),
    /** Reads a supplier's list of what it sends, or codes that were typed; writes nothing. */
    manifest: oc
      .input(z.object({ text: z.string().max(MOST_MANIFEST_TEXT) }))
      .output(type<ManifestAnswer>()),
  },
}
