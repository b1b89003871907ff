import { randomUUID } from 'node:crypto'
import type { ImportProgress } from '#shared/contract/imports.ts'
import type { JobProgress } from '#shared/contract/keeping.ts'
import { QUIET } from './checkpoint.ts'
import type { Keeper } from './keeper.ts'
import type { KeyMaterial } from './key.ts'
import { type Learnt, type Opening, SOUND, type StoreStart } from './messages.ts'
import type { Reader } from './reader.ts'
import { createThread, type Remote, StoreFailed, type Told } from './thread.ts'
import { watchLog } from './watch-log.ts'
import type { Writer } from './writer.ts'

export { StoreFailed }

export interface Store {
  readonly write: Remote<Writer>
  readonly read: Remote<Reader>
  /** What takes long, and hinders neither of the others. */
  readonly keep: Remote<Keeper>
  /** What the last opening of the ledger has found. */
  opening(): Opening
  /** Listens to what the store tells by itself; returns the way to stop listening. */
  listen(listener: StoreListener): () => void
  /** Asks the long piece of work that runs now to stop; nothing of it is kept. */
  cancel(which: 'import' | 'job'): void
  /** From now on the bench signs with this key. */
  useKey(key: KeyMaterial): Promise<void>
  /** Closes the ledger, lets `work` put another one in its place, and opens that. Calls wait meanwhile. */
  replace(work: () => Promise<void>): Promise<void>
  /**
   * Lets go of a ledger that was found damaged, as it is: nothing of it is sealed, and its log is left
   * beside it. Then opens it again, to read it. Calls wait meanwhile.
   */
  letGo(): Promise<void>
  /** Never rejects. */
  close(): Promise<void>
}

export interface StoreListener {
  onProgress?(progress: ImportProgress): void
  onJob?(progress: JobProgress): void
  onLearnt?(learnt: Learnt): void
  onOpening?(opening: Opening): void
}

export interface StoreOptions {
  /** After so many milliseconds without a write the log is moved into the database. */
  readonly quiet?: number
  /** What the bench signs with. */
  readonly key?: KeyMaterial | null
  /** What donors' private keys are encrypted with where they lie, 32 bytes. */
  readonly donorWrap?: Uint8Array | null
}

/**
 * Opens the store in its threads: one that writes, one that only reads and is never kept waiting, and,
 * when it is first needed, one for long pieces of work.
 */
export async function openStore(
  worker: URL,
  file: string,
  { quiet = QUIET, key: first = null, donorWrap = null }: StoreOptions = {},
): Promise<Store> {
  const listeners = new Set<StoreListener>()
  let opening = SOUND
  let key = first
  const donorKeys = donorWrap && { wrap: donorWrap, session: randomUUID() }
  const heard = (message: Told) => {
    if (message.type === 'said') return console.error(message.line)
    if (message.type === 'opened') opening = message.opening
    for (const listener of listeners) tell(listener, message)
  }
  const thread = <Api extends object>(role: StoreStart['role'], isLazy = false) => {
    const cancel = new SharedArrayBuffer(4)
    return createThread<Api>(
      worker,
      () => ({ role, file, cancel, quiet, key, donorKeys }),
      heard,
      isLazy,
    )
  }
  const writer = thread<Writer>('writer')
  const reader = thread<Reader>('reader')
  const keeper = thread<Keeper>('keeper', true)

  async function open(): Promise<void> {
    // One after the other: the first may have to bring the ledger to this version's format.
    opening = await writer.start()
    await reader.start()
  }
  async function shut(how: 'close' | 'abandon' = 'close'): Promise<void> {
    await keeper.end()
    await reader.end()
    const watch = how === 'abandon' ? watchLog(file) : null
    await writer.askNow(how).catch(tellOfLog)
    await writer.end()
    watch?.close()
  }
  async function reopen(how: 'close' | 'abandon', work: () => Promise<void>): Promise<void> {
    const held = [writer, reader, keeper].map((one) => one.hold())
    // The one that writes ends by a call of its own, behind all that it was asked.
    await Promise.all([reader.answered(), keeper.answered()])
    await shut(how)
    try {
      await work()
    } finally {
      // Whatever is opened now, or not: who waits is answered.
      await open().finally(() => {
        for (const release of held) release()
      })
    }
    for (const listener of listeners) listener.onOpening?.(opening)
  }
  await open()
  return {
    write: writer.api,
    read: reader.api,
    keep: keeper.api,
    opening: () => opening,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    useKey: async (next) => {
      key = next
      await writer.api.useKey(next)
      // It is started again, with the new key, when it is next needed; what it does now may take minutes.
      void keeper.retire()
    },
    cancel: (which) =>
      which === 'import' ? writer.cancel('checkImport', 'runImport') : keeper.cancel(),
    replace: (work) => reopen('close', work),
    letGo: () => reopen('abandon', async () => {}),
    close: () => shut(),
  }
}

function tell(listener: StoreListener, message: Exclude<Told, { type: 'said' }>): void {
  switch (message.type) {
    case 'opened':
      listener.onOpening?.(message.opening)
      break
    case 'progress':
      listener.onProgress?.(message.progress)
      break
    case 'job':
      listener.onJob?.(message.progress)
      break
    case 'learnt':
      listener.onLearnt?.(message.learnt)
      break
  }
}

/** What was recorded stays in the log, which the next start takes up: no reason not to end. */
function tellOfLog(error: unknown): void {
  const why = error instanceof StoreFailed ? error.reason : String(error)
  console.error(`Frostkeep leaves its log beside the ledger: ${why}`)
}
