import type { Via } from '../domain/commands.ts'
import type { ContainerKind } from '../domain/container/facts.ts'
import type { FactType } from '../domain/facts.ts'
import type { Layout } from '../domain/position/layout.ts'
import type { Origin } from '../domain/specimen/facts.ts'
import type { SprecResult } from '../domain/sprec/sprec.ts'
import type { Closing } from '../domain/status/facts.ts'
import type { CommandCode, Material, Place, Role, TubeType } from '../domain/words.ts'
import type { ConsentView } from './donors.ts'
import type { ByEvents, JoinView } from './joining.ts'
import type { IncidentView, KeepingView } from './keeping.ts'

/**
 * What screens are shown. All times are UTC milliseconds; all names of positions are as people say them.
 */

export interface PersonView {
  readonly person: string
  readonly name: string
  readonly role: Role
}

export interface StudyView {
  readonly study: string
  readonly code: string
  readonly name: string
}

/** A place in a box, in every form that a screen may need: `B3`, `BX-20417`, `F3/S2/R4/B7`. */
export interface PlaceView {
  readonly at: Place
  readonly position: string
  readonly box: string
  readonly path: string
}

export type SpecimenState =
  | 'stored'
  | 'out'
  | 'unplaced'
  | 'missing'
  | 'dispatched'
  | 'disputed'
  | 'undone'

/** One line of a specimen's custody history, newest first. */
export interface CustodyView {
  readonly uid: string
  /** `other` is an event that this version cannot read: kept, shown, not applied. */
  readonly type: FactType | 'other'
  readonly at: number
  /** The bench's offset from UTC at that time, in minutes: the time is shown as it was on the wall. */
  readonly off: number
  readonly actor: string
  readonly bench: string
  readonly via: Via | null
  readonly place: PlaceView | null
  readonly from: PlaceView | null
  readonly reason: string | null
  /** What was used, where it was a use. */
  readonly nanolitres: number | null
  /** Why it was closed, where it was. */
  readonly closing: Closing | null
  /** Milliseconds out of its position, on a return. */
  readonly outFor: number | null
  readonly undoes: boolean
  /** The label that was printed, by its template, or the new one on the tube instead of the one before. */
  readonly label: {
    readonly code: string
    readonly before: string | null
    readonly template: string | null
    readonly copies: number
  } | null
  /** Where it went to or came from; who dispatched it there, and when, of one that came. */
  readonly transfer: {
    readonly site: string
    readonly heldBy: string | null
    readonly leftAt: number | null
  } | null
  readonly disputed: boolean
  /** Not yet confirmed by the service, where the bench has one. */
  readonly waiting: boolean
}

/** Why a specimen must not be used; both null where nothing speaks against it. STA-1 */
export interface HeldBackView {
  /** The reason for which it is in quarantine. */
  readonly quarantined: string | null
  readonly closed: Closing | null
}

export interface LineageView {
  readonly specimen: string
  readonly code: string
  readonly material: Material
  readonly nanolitres: number | null
  /** Several of a pool. */
  readonly parents: readonly string[]
  readonly state: SpecimenState
}

/** The SPREC code of a specimen in every version, with what it rests on. */
export type SprecView = readonly SprecResult[]

export interface SpecimenView extends HeldBackView {
  readonly specimen: string
  readonly code: string
  readonly accession: string
  readonly study: StudyView
  readonly material: Material
  readonly tubeType: TubeType
  readonly collectedAt: number | null
  readonly receivedAt: number
  readonly receivedBy: string
  readonly donor: string | null
  readonly origin: Origin
  /** The barcode of a parent that is not known here, as it was imported. */
  readonly parentCode: string | null
  /** What was in it when it was registered. */
  readonly nanolitres: number | null
  /** Nanolitres. */
  readonly used: number
  readonly thaws: number
  /** How often specimens of its study may be thawed; null: as often as one likes. */
  readonly thawLimit: number | null
  readonly state: SpecimenState
  /** Where it is, or is held for it while it is out; several when places are claimed for it. */
  readonly places: readonly PlaceView[]
  /** Who has it in hand; null while its container has it. */
  readonly holder: string | null
  readonly since: number
  /** An event of a newer version takes part, which this one cannot read: what is shown may be older. */
  readonly unread: boolean
  readonly consent: ConsentView
  readonly custody: readonly CustodyView[]
  readonly lineage: readonly LineageView[]
  /** Null where its record cannot be read. */
  readonly sprec: SprecView | null
  /** Who else has given out codes of it, by name, and which; null where nobody has. */
  readonly external: { readonly issuer: string; readonly codes: readonly string[] } | null
}

/** One line of a list of specimens. */
export interface SpecimenRow extends HeldBackView {
  readonly specimen: string
  readonly code: string
  readonly accession: string
  readonly study: string
  readonly material: Material
  readonly state: SpecimenState
  readonly place: PlaceView | null
  readonly receivedAt: number
  /** Its donor has withdrawn consent: it must not be taken out. */
  readonly withdrawn: boolean
}

/** A page of a list of specimens. */
export interface SpecimenList {
  readonly rows: readonly SpecimenRow[]
  /** How many there are on all pages, as far as they were counted. */
  readonly total: number
  /** There are more than `total`. */
  readonly isMore: boolean
  /** Where the next page begins; null on the last. */
  readonly next: string | null
}

/** `contested`: two tubes are claimed to be here, or its tube is claimed to be elsewhere as well. */
export type PositionState = 'empty' | 'filled' | 'held' | 'contested' | 'quarantined'

export interface TubeView extends HeldBackView {
  readonly specimen: string
  readonly code: string
  readonly material: Material
  /** As in `SpecimenView`. */
  readonly unread: boolean
}

export interface PositionView {
  readonly name: string
  readonly state: PositionState
  /** The tubes that are claimed to be here; two or more where it is contested. */
  readonly tubes: readonly TubeView[]
}

export interface BoxView {
  readonly container: string
  readonly code: string
  readonly path: string
  readonly layout: Layout
  readonly rowNames: readonly string[]
  readonly columnNames: readonly string[]
  readonly holds: readonly Material[]
  readonly celsius: number | null
  /** One for each position, in row order. */
  readonly positions: readonly PositionView[]
  readonly taken: number
  readonly out: number
  /** The next free positions in the fill order, at most two. */
  readonly next: readonly number[]
}

/** A freezer, tank or other container that stands directly on the site or in a room. */
export interface StorageRow {
  readonly container: string
  readonly kind: ContainerKind
  readonly name: string
  readonly room: string | null
  /** Where it stands in its room, so that the next one can stand beside it. */
  readonly place: Place | null
  readonly celsius: number | null
  readonly taken: number
  readonly capacity: number
  readonly contested: number
  /** How full each shelf is, from the top, each rack from 0 to 1: the small picture of the freezer. */
  readonly shelves: readonly (readonly number[])[]
}

export interface FreezerBox {
  readonly container: string
  readonly code: string
  readonly position: string
  readonly taken: number
  readonly capacity: number
  readonly contested: number
  readonly holds: readonly Material[]
}

export interface FreezerRack {
  readonly container: string
  readonly name: string
  /** One for each place of the rack, from the top; null where no box stands. */
  readonly boxes: readonly (FreezerBox | null)[]
  /** Positions of boxes in this rack, e.g. `B1`. */
  readonly positions: readonly string[]
  readonly taken: number
  readonly capacity: number
}

export interface FreezerView {
  readonly container: string
  readonly kind: ContainerKind
  readonly name: string
  readonly celsius: number | null
  readonly shelves: readonly {
    readonly container: string
    readonly name: string
    readonly racks: readonly (FreezerRack | null)[]
  }[]
  readonly boxes: number
  readonly boxesInUse: number
}

/** What a scanned or typed code turned out to be. */
export type Identity =
  | {
      readonly kind: 'specimen'
      readonly specimen: string
      readonly code: string
      /** The code that its tube has now, where that is another one. */
      readonly label?: string
      /** Who gave the scanned code out, by name, where that was somebody else. */
      readonly issuer?: string
    }
  | { readonly kind: 'duplicate'; readonly code: string; readonly specimens: readonly string[] }
  | {
      readonly kind: 'container'
      readonly container: string
      readonly containerKind: ContainerKind
      readonly code: string
    }
  | { readonly kind: 'position'; readonly place: PlaceView }
  | { readonly kind: 'person'; readonly person: string; readonly name: string }
  | { readonly kind: 'command'; readonly command: CommandCode }
  | {
      readonly kind: 'unknown'
      readonly code: string
      /** It has a form of the site's tube codes or of some study's. */
      readonly fits: boolean
      /** The studies whose own codes look like this one. */
      readonly studies: readonly string[]
      /** None of them: it has the form of some study's codes, and what checks it does not fit. */
      readonly wrongCheck: boolean
      /** Who gives out codes of its form, by name; null where it may be one of this site's. */
      readonly issuer: string | null
    }

/** One of the bench's last acts, newest first. */
export interface RecentView {
  readonly command: string
  readonly type: FactType
  readonly at: number
  readonly actor: string
  readonly code: string
  readonly specimen: string | null
  readonly container: string | null
  readonly place: PlaceView | null
  /** Whether Undo would take this one back now. */
  readonly undoable: boolean
  readonly undone: boolean
}

export interface HomeView {
  readonly intake: {
    readonly box: string
    readonly stored: number
    readonly taken: number
    readonly total: number
    readonly parked: number
  } | null
  readonly recent: readonly RecentView[]
  readonly out: { readonly count: number; readonly longestSince: number | null }
  /** Tubes that were not in their box when it was read, and have no place since. RSC-7 */
  readonly missing: number
  readonly discrepancies: number
  readonly specimens: number
  /** Consignments that are on their way, and such as are open. */
  readonly shipments: { readonly expected: number; readonly open: number }
}

export type SyncView =
  | { readonly type: 'no-service' }
  | {
      readonly type: 'offline' | 'syncing' | 'up-to-date' | 'stopped'
      readonly url: string
      readonly waiting: number
      readonly oldestAt: number | null
      readonly reason: string | null
      readonly lastContactAt: number | null
      /** How much of what was missing has come, where it is more than comes at once. */
      readonly receiving: { readonly done: number; readonly of: number } | null
      /** Milliseconds by which this computer's clock is before the service's, where a person should know. */
      readonly clockAhead: number | null
    }

export interface ScannerView {
  readonly state: 'none' | 'ready' | 'lost'
  readonly device: string | null
  /** It went away in the middle of a code, and nothing was scanned since: the last tube is to be scanned again. */
  readonly isMidScan: boolean
}

export interface BenchView {
  readonly stage: 'first-run' | 'signed-out' | 'signed-in'
  readonly site: { readonly site: string; readonly name: string } | null
  readonly bench: { readonly bench: string; readonly name: string; readonly number: number } | null
  readonly person: PersonView | null
  readonly signedInAt: number | null
  /** People of the demo biobank with what they would scan or type, so that a newcomer can get in. */
  readonly demo:
    | readonly { readonly name: string; readonly badge: string; readonly pin: string | null }[]
    | null
  readonly sync: SyncView
  readonly scanner: ScannerView
  readonly discrepancies: number
  /** While a new bench receives the ledger of its site. */
  readonly joining: JoinView | null
  /** Why it does so event by event, although there was a snapshot. */
  readonly byEvents: ByEvents | null
  readonly keeping: KeepingView
  /** The last that has happened to this bench's own records, however long ago. */
  readonly incident: IncidentView | null
  readonly dataFolder: string
  readonly version: string
}

export interface Change {
  /** Counts the events this bench has in its ledger; resume from here. */
  readonly position: number
  /** Names of entities, e.g. `tube:...`. Empty: much changed, ask for everything again. */
  readonly touched: readonly string[]
}
