import type { ImportField } from '../domain/imports/fields.ts'
import type { ManifestItem } from '../domain/shipment/facts.ts'
import type { ShipmentView } from './work.ts'

/** The most that a supplier's list may have, in characters. */
export const MOST_MANIFEST_TEXT = 4_000_000

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
