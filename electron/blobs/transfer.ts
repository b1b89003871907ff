import { closeSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs'
import { err, ok, type Result } from '#shared/lib/result.ts'
import {
  contentRange,
  HOLDER_HEADER,
  PIECES,
  type PieceAnswer,
  pieceAnswer,
  pieceRefusal,
} from '#shared/sync/pieces.ts'
import { PROTOCOL_HEADER, SYNC_PROTOCOL } from '#shared/sync/protocol.ts'
import type { Fetch, SyncAccess, Timers } from '../sync/ports.ts'

/** Why a file did not come or go. What is there of it stays, and is gone on with. */
export type TransferFault =
  /** Nobody answers, or not in time. */
  | { readonly type: 'Offline'; readonly why: string }
  /** The service says no, by the name that it has for it. `retryAfter` in milliseconds. */
  | { readonly type: 'Refused'; readonly code: string; readonly retryAfter: number | null }
  /** Something answers, but not as the service does. */
  | { readonly type: 'Rubbish'; readonly why: string }

export interface Line extends SyncAccess {
  readonly fetch: Fetch
  readonly timers: Timers
  readonly signal?: AbortSignal | undefined
}

export interface Named {
  readonly kind: 'blob' | 'snapshot'
  /** SHA-256 of its bytes. */
  readonly hash: string
  readonly size: number
  readonly progress?: ((done: number, of: number) => void) | undefined
}

/** Nothing for so long, and the connection is given up. Milliseconds. */
const STALL = 30_000
/** Bytes of one request for a file: an answer has an end, so that it can be told from one that was cut. */
const ASK = 8 * PIECES.bytes

/** Sends a file from where the service has it up to; sending what is there already is no fault. */
export async function sendFile(
  line: Line,
  file: Named & {
    readonly holder?: string
    read(from: number, to: number): Uint8Array
  },
): Promise<Result<null, TransferFault>> {
  let at = await offsetOf(line, file)
  // The service says where it goes on; one that never gets further is no service.
  for (let turns = 0; turns < 2 + 2 * Math.ceil(file.size / PIECES.bytes); turns++) {
    if (!at.ok) return at
    if (at.value.whole) return ok(null)
    file.progress?.(at.value.have, file.size)
    at = await sendPiece(line, file, Math.min(at.value.have, file.size - 1))
  }
  return err({ type: 'Rubbish', why: 'it takes pieces and has no whole file' })
}

async function offsetOf(line: Line, file: Named): Promise<Result<PieceAnswer, TransferFault>> {
  return call(line, file, { method: 'HEAD' }, async (response) => {
    if (response.status === 404) return ok({ have: 0, whole: false })
    if (response.status !== 204) return refusedBy(response)
    const have = Number(response.headers.get('upload-offset') ?? Number.NaN)
    const whole = response.headers.get('upload-complete') === '?1'
    return Number.isSafeInteger(have) && have >= 0
      ? ok({ have, whole })
      : err({ type: 'Rubbish', why: 'no offset' })
  })
}

async function sendPiece(
  line: Line,
  file: Named & { readonly holder?: string; read(from: number, to: number): Uint8Array },
  from: number,
): Promise<Result<PieceAnswer, TransferFault>> {
  const to = Math.min(from + PIECES.bytes, file.size)
  const headers = {
    'content-type': 'application/octet-stream',
    'content-range': contentRange({ from, to, of: file.size }),
    ...(file.holder === undefined ? {} : { [HOLDER_HEADER]: file.holder }),
  }
  const body = new Uint8Array(file.read(from, to))
  return call(line, file, { method: 'PUT', headers, body }, async (response) => {
    if (response.status === 200) {
      const answer = pieceAnswer.safeParse(await response.json().catch(() => null))
      return answer.success ? ok(answer.data) : err({ type: 'Rubbish', why: 'another form' })
    }
    const said = await readRefusal(response)
    if (said?.type === 'OFFSET' && said.have !== undefined)
      return ok({ have: said.have, whole: false })
    return refused(response, said?.type)
  })
}

/** Receives a file into `file` from where that ends, and flushes it. Whether the bytes are right is for the caller. */
export async function receiveFile(
  line: Line,
  named: Named,
  file: string,
): Promise<Result<null, TransferFault>> {
  const have = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  while (have() < named.size) {
    const from = have()
    const got = await receivePart(line, named, file, from)
    if (!got.ok) return got
    if (have() <= from) return err({ type: 'Rubbish', why: 'an answer with nothing in it' })
  }
  flush(file)
  named.progress?.(named.size, named.size)
  return ok(null)
}

async function receivePart(
  line: Line,
  named: Named,
  file: string,
  from: number,
): Promise<Result<null, TransferFault>> {
  const to = Math.min(from + ASK, named.size)
  const headers = { range: `bytes=${from}-${to - 1}` }
  return call(line, named, { headers }, async (response, stays) => {
    if (response.status !== 206) return refusedBy(response)
    if (response.headers.get('content-range') !== contentRange({ from, to, of: named.size }))
      return err({ type: 'Rubbish', why: 'another part of the file, or another file' })
    const handle = openSync(file, from === 0 ? 'w' : 'r+', 0o600)
    let at = from
    try {
      for await (const chunk of response.body ?? []) {
        stays()
        if (at + chunk.length > to) return err({ type: 'Rubbish', why: 'more than was asked for' })
        for (let done = 0; done < chunk.length; )
          done += writeSync(handle, chunk, done, chunk.length - done, at + done)
        at += chunk.length
        named.progress?.(at, named.size)
      }
    } finally {
      closeSync(handle)
    }
    return ok(null)
  })
}

function flush(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** One request. `stays` is told of every sign of life: only silence ends it. */
async function call<T>(
  line: Line,
  { kind, hash }: Pick<Named, 'kind' | 'hash'>,
  init: RequestInit,
  understand: (response: Response, stays: () => void) => Promise<Result<T, TransferFault>>,
): Promise<Result<T, TransferFault>> {
  return request(line, `/v1/${kind}/${hash}`, init, understand)
}

export async function request<T>(
  { url, credential, fetch, timers, signal }: Line,
  path: string,
  init: RequestInit,
  understand: (response: Response, stays: () => void) => Promise<Result<T, TransferFault>>,
): Promise<Result<T, TransferFault>> {
  const slow = new AbortController()
  let cancel = timers.after(STALL, () => slow.abort())
  const stays = () => {
    cancel()
    cancel = timers.after(STALL, () => slow.abort())
  }
  const signals = [slow.signal, ...(signal ? [signal] : [])]
  try {
    const response = await fetch(`${url}${path}`, {
      ...init,
      headers: {
        ...init.headers,
        authorization: `Bearer ${credential}`,
        [PROTOCOL_HEADER]: String(SYNC_PROTOCOL),
      },
      redirect: 'error',
      signal: AbortSignal.any(signals),
    })
    return await understand(response, stays)
  } catch (error) {
    if (isOfDisk(error)) throw error
    const { cause, message } = error as { cause?: { code?: string }; message?: string }
    return err({ type: 'Offline', why: cause?.code ?? message ?? String(error) })
  } finally {
    cancel()
  }
}

/** What writing here has failed with is no trouble of the line. */
const isOfDisk = (error: unknown): boolean =>
  error instanceof Error &&
  'syscall' in error &&
  ['write', 'open', 'fsync'].includes(String(error.syscall))

export async function refusedBy(response: Response): Promise<Result<never, TransferFault>> {
  return refused(response, (await readRefusal(response))?.type)
}

function refused(response: Response, code?: string): Result<never, TransferFault> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(seconds) ? seconds * 1000 : null
  // A HEAD has no body to say it in.
  const known = code ?? BY_STATUS[response.status]
  return known
    ? err({ type: 'Refused', code: known, retryAfter })
    : err({ type: 'Rubbish', why: `status ${response.status}` })
}

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'AUTH',
  403: 'REVOKED',
  404: 'NOT_FOUND',
  410: 'ERASED',
  429: 'BUSY',
  507: 'QUOTA',
}

async function readRefusal(response: Response) {
  const said = pieceRefusal.safeParse(await response.json().catch(() => null))
  return said.success ? said.data.error : null
}
