import type { ImportProgress } from '#shared/contract/imports.ts'

/** What goes between a store's thread and its client. */
export interface StoreStart {
  readonly role: 'writer' | 'reader'
  readonly file: string
  /** One shared number: the id of the call that is asked to stop, which is a long piece of work. */
  readonly cancel: SharedArrayBuffer
  /** Milliseconds without a write before the log is moved into the database. */
  readonly quiet: number
}

export interface Call {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

export type Reply =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly name: string; readonly message: string }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly type: 'broken'
      readonly id: number
      readonly code: string
      readonly message: string
    }
  | { readonly type: 'progress'; readonly progress: ImportProgress }
