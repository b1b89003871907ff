import type { ImportProgress } from '#shared/contract/imports.ts'
import type { JobProgress } from '#shared/contract/keeping.ts'
import type { Finding } from '#shared/ledger/findings.ts'
import type { KeyMaterial } from './key.ts'
import type { LookedUp } from './outcome.ts'

/** What goes between a store's thread and its client. */
export interface StoreStart {
  readonly role: 'writer' | 'reader' | 'keeper'
  readonly file: string
  /** One shared number: the id of the call that is asked to stop, which is a long piece of work. */
  readonly cancel: SharedArrayBuffer
  /** Milliseconds without a write before the log is moved into the database. */
  readonly quiet: number
  /** What the bench signs with; null where it cannot sign. */
  readonly key: KeyMaterial | null
  /** What donors' keys lie under; null where the bench has none. */
  readonly donorKeys?: DonorWrap | null
}

/** `wrap`: 32 bytes; `session` names the running program, whose monotonic clock goes on. */
export interface DonorWrap {
  readonly wrap: Uint8Array
  readonly session: string
}

export interface Call {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

/** What opening the ledger has found; a damaged one is only read. */
export interface Opening {
  readonly findings: readonly Finding[]
  /** Where the files that closing would have changed are kept, of a damaged ledger. */
  readonly aside: string | null
  /** There should be an anchor and is none: nobody can say whether the end of the ledger is gone. */
  readonly anchorMissing: boolean
  /** Of a damaged one that nothing can be read of, or that names nobody: no person can sign in. */
  readonly isUnreadable: boolean
}

export const SOUND: Opening = {
  findings: [],
  aside: null,
  anchorMissing: false,
  isUnreadable: false,
}

/** An act whose answer could not be given at its time, by its command's id. */
export interface Learnt {
  readonly command: string
  readonly outcome: LookedUp
}

export type Reply =
  | { readonly type: 'ready'; readonly opening: Opening }
  | { readonly type: 'failed'; readonly name: string; readonly message: string }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly type: 'broken'
      readonly id: number
      readonly code: string
      readonly message: string
    }
  /** It was opened again. */
  | { readonly type: 'opened'; readonly opening: Opening }
  | { readonly type: 'progress'; readonly progress: ImportProgress }
  | { readonly type: 'job'; readonly progress: JobProgress }
  | { readonly type: 'learnt'; readonly learnt: Learnt }
  | { readonly type: 'said'; readonly line: string }
