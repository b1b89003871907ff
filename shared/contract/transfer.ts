import type { Material, TubeType } from '../domain/words.ts'
import type { BundleFault } from '../sync/bundle.ts'

/**
 * A bundle that was made here. `text` is the file that travels, `file` where a copy of it is kept,
 * `hash` its SHA-256 and `key` what it is signed with (64 hexadecimal digits each): both stand on the
 * paper that goes with the tubes.
 */
export interface SentBundle {
  readonly bundle: string
  readonly file: string
  readonly text: string
  readonly hash: string
  readonly key: string
  readonly to: string
  readonly codes: readonly string[]
}

/** A dispatch of the past. `at` is UTC milliseconds. */
export interface DispatchView {
  readonly bundle: string
  readonly to: string
  readonly tubes: number
  readonly at: number
  readonly by: string
}

/** Whether a tube of a bundle can be received here. `home`: it is one of ours that comes back. */
export type ArrivalState = 'new' | 'home' | 'here-already' | 'code-taken'

export interface ArrivingTube {
  readonly external: string
  readonly code: string
  readonly material: Material
  readonly tubeType: TubeType
  readonly collectedAt: number | null
  readonly nanolitres: number | null
  readonly thaws: number
  /** The donor's consent was withdrawn when it left. */
  readonly withdrawn: boolean
  readonly state: ArrivalState
  /** How many events of its history the bundle proves. */
  readonly events: number
}

/** A bundle of another site that has been proven. `known`: a bundle by this key was received here before. */
export interface ArrivingBundle {
  readonly bundle: string
  readonly hash: string
  readonly key: string
  readonly isKeyKnown: boolean
  readonly site: string
  readonly siteName: string
  readonly to: string
  readonly bench: string
  readonly heldBy: string
  readonly dispatchedAt: number
  readonly tubes: readonly ArrivingTube[]
}

export type TransferFault =
  | BundleFault
  /** The bench's key is locked: nothing can be signed. */
  | { readonly type: 'KeyLocked' }
  /** It was dispatched at another bench, or its tubes have moved since and no copy of it is kept. */
  | { readonly type: 'NotMadeHere' }
  /** It was made at this site. */
  | { readonly type: 'OwnBundle' }
  /** No tube that was asked for is in it, or was dispatched with it. */
  | { readonly type: 'NoTubes' }
  /** It could not be kept on the disk. */
  | { readonly type: 'Failed'; readonly why: string }

const FAULTS: ReadonlySet<string> = new Set<TransferFault['type']>([
  'NoBundle',
  'NewerBundle',
  'BadSignature',
  'BadHistory',
  'NotDispatched',
  'KeyLocked',
  'NotMadeHere',
  'OwnBundle',
  'NoTubes',
  'Failed',
])

/** Tells a fault of a bundle from what the rules of the domain refuse. */
export const isTransferFault = (no: { readonly type: string }): no is TransferFault =>
  FAULTS.has(no.type)
