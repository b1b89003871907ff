import type { FileFault, Media } from '../domain/files/media.ts'
import type { Refusal } from '../domain/refusals.ts'

/**
 * Where the bytes of a photograph or document are, and whether anybody may see them. `here`: at this bench;
 * `away`: at the service, or at the bench that has not sent them yet; `sealed`: the key is lent, and its time is
 * over; `held`: the same, and the service lends none for now; `unreadable`: the key is lost, or the bytes are.
 */
export type FileState = 'here' | 'away' | 'sealed' | 'held' | 'erased' | 'unreadable'

/** A photograph or document of a specimen. Its name is sealed like its bytes: null where it cannot be read. */
export interface FileView {
  readonly file: string
  readonly at: number
  readonly off: number
  readonly actor: string
  readonly media: Media
  /** As it is kept, in bytes. */
  readonly bytes: number
  readonly name: string | null
  readonly state: FileState
  /** It has been sent to the service; null on a bench without one. */
  readonly sent: boolean | null
}

export interface OpenedFile {
  readonly media: Media
  readonly name: string
  readonly base64: string
}

/** Why the bytes are not shown. */
export type OpenFault =
  | { readonly type: 'NotFound' }
  | { readonly type: 'Sealed' }
  | { readonly type: 'Erased' }
  | { readonly type: 'Unreadable' }
  /** They are not here, and nobody could be asked. */
  | { readonly type: 'Unreachable' }
  /** The service does not have them yet: the bench that does has not sent them. */
  | { readonly type: 'NotSent' }
  | { readonly type: 'DiskFull' }

export type AttachAnswer =
  | { readonly type: 'saved'; readonly position: number; readonly touched: readonly string[] }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'unknown'; readonly command: string }
  | { readonly type: 'fault'; readonly fault: FileFault }

/** The longest that a file's name may be; it is cut. */
export const MOST_NAME = 120
