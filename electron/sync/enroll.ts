import { err, ok, type Result } from '#shared/lib/result.ts'
import type { EnrollAnswer } from '#shared/sync/protocol.ts'
import type { Fetch, Timers } from './ports.ts'
import { type CallFailure, createTransport } from './transport.ts'

export interface EnrollOptions {
  readonly url: string
  /** As the service shows it, or as somebody has typed it. */
  readonly code: string
  readonly install: string
  /** The site that this bench keeps already, or null to join the service's. */
  readonly stream: string | null
  readonly benchName: string
  readonly siteName?: string
  readonly fetch: Fetch
  readonly timers: Timers
}

/** `url` is the address as it is to be kept. */
export interface Enrolled extends EnrollAnswer {
  readonly url: string
}

export type EnrolRefusal =
  | UrlFault
  /** The code is not the one that the service shows now. */
  | { readonly type: 'WrongCode' }
  | { readonly type: 'CodeExpired' }
  /** The service keeps another site than this bench. */
  | { readonly type: 'OtherSite' }
  /** There is no site at the service yet that this bench could join. */
  | { readonly type: 'NoSite' }
  | { readonly type: 'TooManyTries'; readonly retryAfter: number }
  | { readonly type: 'Unreachable'; readonly why: string }
  /** Something answers at the address, but no Frostkeep service, or one of another version. */
  | { readonly type: 'NoService'; readonly why: string }

/** Makes this bench known to a service, with the code that it shows. The caller keeps the credential. */
export async function enroll(options: EnrollOptions): Promise<Result<Enrolled, EnrolRefusal>> {
  const url = serviceUrl(options.url)
  if (!url.ok) return url
  const { code, install, stream, benchName, siteName, fetch, timers } = options
  const transport = createTransport({ url: url.value, credential: null, fetch, timers })
  const request = { code: code.trim(), install, stream, benchName }
  const answer = await transport.enroll(siteName === undefined ? request : { ...request, siteName })
  return answer.ok ? ok({ ...answer.value, url: url.value }) : err(refusalOf(answer.error))
}

function refusalOf(failure: CallFailure): EnrolRefusal {
  if (failure.type === 'Offline') return { type: 'Unreachable', why: failure.why }
  if (failure.type === 'Slow') return { type: 'Unreachable', why: 'no answer in time' }
  if (failure.type === 'Rubbish') return { type: 'NoService', why: failure.why }
  switch (failure.error.type) {
    case 'WRONG_CODE':
      return { type: 'WrongCode' }
    case 'CODE_EXPIRED':
      return { type: 'CodeExpired' }
    case 'OTHER_SITE':
      return { type: 'OtherSite' }
    case 'NO_SITE':
      return { type: 'NoSite' }
    case 'BUSY':
      return { type: 'TooManyTries', retryAfter: failure.retryAfter ?? 60_000 }
    default:
      return { type: 'NoService', why: failure.error.message }
  }
}

export type UrlFault =
  | { readonly type: 'NoUrl' }
  /** Without encryption the credential could be read on the way. */
  | { readonly type: 'NotEncrypted' }

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The address of a service as it is kept: http(s), without a slash at the end, and https unless the
 * service runs on this computer. What names a user, a query or a fragment is no such address.
 */
export function serviceUrl(text: string): Result<string, UrlFault> {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return err({ type: 'NoUrl' })
  }
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  if (!isWeb || url.username || url.password || url.search || url.hash)
    return err({ type: 'NoUrl' })
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) return err({ type: 'NotEncrypted' })
  return ok(`${url.origin}${url.pathname}`.replace(/\/+$/, ''))
}
