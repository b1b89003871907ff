import type { Result } from '#shared/lib/result.ts'
import type { RackFileRead } from '#shared/scan/rack/gather.ts'
import {
  MICRONIC_TIMES,
  type MicronicAnswer,
  type MicronicAsk,
  type MicronicTimes,
  readMicronic,
} from '#shared/scan/rack/micronic.ts'
import type { RackSourceFault } from '#shared/scan/rack/server.ts'
import { systemClock } from '../clock.ts'
import { RackLineBroken, readRack, waitFor } from './rack-server.ts'

export interface MicronicOptions {
  /** The root of its interface, `http://localhost:2500` as it is delivered. */
  readonly url: string
  readonly signal: AbortSignal
  readonly times?: MicronicTimes
  /** How long one answer may take, in milliseconds. */
  readonly answer?: number
}

/** More than any rack's answer has, in bytes. */
const MOST_ANSWER = 2 * 1024 * 1024

/** Reads the rack that lies on a Micronic reader, over the HTTP interface of its program. */
export function readMicronicRack({
  url,
  signal,
  times = MICRONIC_TIMES,
  answer = 15_000,
}: MicronicOptions): Promise<Result<RackFileRead, RackSourceFault>> {
  const line = {
    ask: (asked: MicronicAsk, end: AbortSignal) => request(url, asked, end, answer),
    wait: waitFor,
    now: systemClock.monotonic,
  }
  return readRack(readMicronic(times), line, signal)
}

async function request(
  url: string,
  { method, path }: MicronicAsk,
  signal: AbortSignal,
  ms: number,
): Promise<MicronicAnswer> {
  const late = AbortSignal.timeout(ms)
  try {
    const response = await fetch(url.replace(/\/+$/, '') + path, {
      ...{ method, redirect: 'error', cache: 'no-store' },
      ...(method === 'POST' ? { body: '' } : {}),
      headers: { accept: 'application/json', connection: 'close' },
      signal: AbortSignal.any([signal, late]),
    })
    return { status: response.status, text: await textOf(response) }
  } catch (error) {
    if (error instanceof RackLineBroken) throw error
    if (late.aborted && !signal.aborted)
      throw new RackLineBroken({ type: 'SourceTimeout', seconds: Math.round(ms / 1_000) })
    throw new RackLineBroken({ type: 'SourceUnreachable', message: whyOf(error) })
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > MOST_ANSWER)
      throw new RackLineBroken({ type: 'NotAScanner', text: `> ${MOST_ANSWER}` })
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The reason is said by what caused it: `fetch` only says that it failed. */
function whyOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}
