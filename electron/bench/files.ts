import { v7 } from 'uuid'
import type { AttachAnswer, FileView, OpenedFile, OpenFault } from '#shared/contract/files.ts'
import { MOST_NAME } from '#shared/contract/files.ts'
import { keepable } from '#shared/domain/files/media.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { never } from '#shared/lib/assert.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { decrypt, encrypt, newBlobKey } from '../blobs/cipher.ts'
import { createBlobFolder } from '../blobs/folder.ts'
import { forgetBlobs } from '../blobs/forget.ts'
import { sendMissing } from '../blobs/send-missing.ts'
import { receiveFile, type TransferFault } from '../blobs/transfer.ts'
import { systemClock } from '../clock.ts'
import type { Store } from '../store/client.ts'
import type { Saved } from '../store/execute.ts'
import type { Attached, KeptFile } from '../store/files.ts'
import type { By } from '../store/writer.ts'
import type { Fetch, SyncAccess, Timers } from '../sync/ports.ts'
import { backoff } from '../sync/schedule.ts'

export interface FilesOptions {
  readonly store: Pick<Store, 'read' | 'write' | 'opening'>
  /** The ledger's file. */
  readonly ledger: string
  readonly access: () => SyncAccess | null
  readonly fetch: Fetch
  readonly timers: Timers
  /** Something is shown otherwise now, without an event. */
  tell(specimen: string | null): void
}

/** Photographs and documents of this bench: attached, shown, sent and fetched. */
export interface Files {
  list(specimen: string): Promise<FileView[]>
  /** `saved` makes the answer of an act and tells everybody what it changed. */
  attach(
    by: By,
    given: { readonly specimen: string; readonly name: string; readonly base64: string },
    saved: (act: Promise<Result<Saved, Refusal>>) => Promise<AttachAnswer>,
  ): Promise<AttachAnswer>
  open(specimen: string, file: string): Promise<Result<OpenedFile, OpenFault>>
  /** There may be something to send, or somebody to send it to. */
  wake(): void
  stop(): Promise<void>
}

/** So often a bench looks whether the service has all it should have, milliseconds. */
const LOOK_AGAIN = 60 * 60_000
/** A service without room is asked again after this. */
const FULL_FOR = 10 * 60_000

export function createFiles(options: FilesOptions): Files {
  const { store, timers, access } = options
  const folder = createBlobFolder(options.ledger)
  /** What the service had when it was last asked. It may have been restored since. */
  const confirmed = new Set<string>()
  let askedAs: string | null = null
  let isAllDue = false
  let cancelLook: (() => void) | null = null
  const fetching = new Map<string, Promise<Result<null, OpenFault>>>()
  const end = new AbortController()
  let cancel = () => {}
  let round: Promise<void> = Promise.resolve()
  let isRound = false
  let isNews = false
  let failures = 0

  const line = () => {
    const known = access()
    return known && { ...known, fetch: options.fetch, timers, signal: end.signal }
  }
  const wait = (ms: number) => {
    cancel()
    if (!end.signal.aborted) cancel = timers.after(ms, () => wake())
  }
  /** However much there is to do meanwhile. */
  const lookLater = () => {
    if (end.signal.aborted) return
    cancelLook ??= timers.after(LOOK_AGAIN, () => {
      cancelLook = null
      isAllDue = true
      wake()
    })
  }
  /** One round at a time; what comes in meanwhile is looked at right after it. */
  function wake(): void {
    isNews = true
    // A bench without a service has nothing to send, and nobody to send it to.
    if (isRound || end.signal.aborted || !access()) return
    cancel()
    isRound = true
    round = rounds().finally(() => {
      isRound = false
    })
  }
  async function rounds(): Promise<void> {
    let outcome: Result<null, TransferFault> = ok(null)
    while (isNews && outcome.ok && !end.signal.aborted) {
      isNews = false
      outcome = await sendAll().catch(notSent)
    }
    failures = outcome.ok ? 0 : failures + 1
    lookLater()
    if (!outcome.ok) wait(pauseAfter(outcome.error, failures))
  }
  async function sendAll(): Promise<Result<null, TransferFault>> {
    const to = line()
    if (!to || store.opening().findings.length > 0) return ok(null)
    const blobs = await store.read.blobs()
    folder.sweep(new Set(blobs.map(({ blob }) => blob)), systemClock.now())
    // Another service, or the same one after it let this bench in anew, has nothing yet.
    if (to.credential !== askedAs) confirmed.clear()
    askedAs = to.credential
    const before = confirmed.size
    const known = isAllDue ? new Set<string>() : confirmed
    const sent = await sendMissing(to, folder, blobs, known)
    if (sent.ok) isAllDue = false
    for (const blob of known) confirmed.add(blob)
    if (confirmed.size > before) options.tell(null)
    return sent
  }

  function fetchBlob(file: Attached): Promise<Result<null, OpenFault>> {
    const under = fetching.get(file.blob)
    if (under) return under
    const coming = receive(file).finally(() => fetching.delete(file.blob))
    fetching.set(file.blob, coming)
    return coming
  }
  async function receive({
    blob,
    bytes,
    specimen,
    file,
  }: Attached): Promise<Result<null, OpenFault>> {
    const from = line()
    if (!from) return err({ type: 'Unreachable' })
    const named = { kind: 'blob', hash: blob, size: bytes } as const
    const got = await receiveFile(from, named, folder.partOf(blob)).catch(diskFull)
    if (!got.ok) return err(faultOf(got.error))
    // It may have been erased while it came.
    const still = await store.read.fileKey(specimen, file)
    if (!still.ok && still.error === 'erased') {
      forgetBlobs(options.ledger, [blob])
      return err({ type: 'Erased' })
    }
    if (!folder.adopt(blob)) return err({ type: 'Unreadable' })
    confirmed.add(blob)
    options.tell(specimen)
    return ok(null)
  }

  return {
    list: async (specimen) => {
      const files = await store.read.files(specimen)
      return files.map((one) => viewOf(one, folder.has(one.blob), access() ? confirmed : null))
    },
    attach: async ({ id, via, actor }, { specimen, name, base64 }, saved) => {
      const kept = keepable(Buffer.from(base64, 'base64'))
      if (!kept.ok) return { type: 'fault', fault: kept.error }
      const key = newBlobKey()
      const encrypted = encrypt(key, kept.value.bytes)
      const { media } = kept.value
      const put = async (): Promise<Result<Saved, Refusal>> => {
        const blob = folder.put(encrypted)
        const attached = { specimen, file: v7(), blob, bytes: encrypted.length, media }
        const by = { id, via, actor }
        const done = await store.write.attach(by, { ...attached, key, name: plain(name) })
        if (!done.ok) forgetBlobs(options.ledger, [blob])
        return done
      }
      const answer = await saved(put().catch(refusedByDisk))
      wake()
      return answer
    },
    open: async (specimen, file) => {
      const known = await store.read.fileKey(specimen, file)
      if (!known.ok) return err(KEY_FAULTS[known.error])
      const { file: attached, key, name } = known.value
      const { blob, media } = attached
      let bytes = folder.read(blob)
      if (!bytes) {
        // What a disk has changed is fetched again as well.
        const fetched = await fetchBlob(attached)
        if (!fetched.ok) return folder.has(blob) ? err({ type: 'Unreadable' }) : fetched
        bytes = folder.read(blob)
      }
      const opened = bytes && decrypt(key, bytes)
      if (!opened) return err({ type: 'Unreadable' })
      return ok({ media, name, base64: Buffer.from(opened).toString('base64') })
    },
    wake,
    stop: async () => {
      cancel()
      cancelLook?.()
      end.abort()
      await Promise.allSettled([round, ...fetching.values()])
    },
  }
}

function viewOf(
  { file, at, off, actor, media, bytes, name, state, blob }: KeptFile,
  isHere: boolean,
  confirmed: ReadonlySet<string> | null,
): FileView {
  const where = isHere ? 'here' : 'away'
  return {
    ...{ file, at, off, actor, media, bytes, name },
    state: state === 'open' ? where : state,
    sent: confirmed && (confirmed.has(blob) || !isHere),
  }
}

const KEY_FAULTS = {
  absent: { type: 'NotFound' },
  sealed: { type: 'Sealed' },
  erased: { type: 'Erased' },
  unreadable: { type: 'Unreadable' },
} as const satisfies Record<string, OpenFault>

/** A name as a person reads it: no control characters, no way to a folder, not longer than it may be. */
const plain = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}/\\]/gu, ' ')
    .trim()
    .slice(0, MOST_NAME)

/** On a full disk the bytes are not there, and so nothing is recorded of them. */
function refusedByDisk(error: unknown): Result<never, Refusal> {
  if (isFull(error)) return err({ type: 'DiskFull' })
  throw error
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))

function diskFull(error: unknown): Result<never, TransferFault> {
  if (isFull(error)) return err({ type: 'Refused', code: 'DISK', retryAfter: null })
  throw error
}

function faultOf(fault: TransferFault): OpenFault {
  if (fault.type !== 'Refused') return { type: 'Unreachable' }
  switch (fault.code) {
    case 'ERASED':
      return { type: 'Erased' }
    case 'NOT_FOUND':
      return { type: 'NotSent' }
    case 'DISK':
      return { type: 'DiskFull' }
    default:
      return { type: 'Unreachable' }
  }
}

const notSent = (error: unknown): Result<never, TransferFault> =>
  err({ type: 'Rubbish', why: error instanceof Error ? error.message : String(error) })

/** A service that cannot be reached, or has no room, hinders nothing here. */
function pauseAfter(error: TransferFault, failures: number): number {
  switch (error.type) {
    case 'Refused':
      return error.code === 'QUOTA'
        ? FULL_FOR
        : (error.retryAfter ?? backoff(failures, Math.random))
    case 'Offline':
    case 'Rubbish':
      return backoff(failures, Math.random)
    default:
      return never(error)
  }
}
