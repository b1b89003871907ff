/** How far a new bench is in receiving the ledger of the site that it joins. Bytes, or events while `checking`. */
export interface JoinView {
  /** `waiting`: the service cannot be reached just now, and it goes on where it was. */
  readonly phase: 'asking' | 'receiving' | 'waiting' | 'unpacking' | 'checking' | 'placing'
  readonly done: number
  readonly of: number
}

/** Why a bench receives the ledger event by event although there is a snapshot of it. */
export type ByEvents =
  | 'Cancelled'
  | 'OtherFormat'
  | 'NotSound'
  | 'NotAsSaid'
  | 'DiskFull'
  | 'Failed'

/** What came of making a snapshot when somebody asked for it. */
export type SnapshotAnswer =
  | { readonly type: 'made'; readonly events: number; readonly bytes: number }
  | { readonly type: 'fault'; readonly fault: SnapshotFaultType }

export type SnapshotFaultType =
  | 'NoService'
  | 'NothingOrdered'
  | 'Cancelled'
  | 'Busy'
  /** The key that signs it is locked. */
  | 'Locked'
  | 'Unreachable'
  /** The service has no room for it. */
  | 'Quota'
  | 'DiskFull'
  | 'NotAllowed'
