import { never } from '#shared/lib/assert.ts'
import type { AdmissionRefusal } from '#shared/sync/admission.ts'
import type { Cursor, Refusal, RefusalType } from '#shared/sync/protocol.ts'

/** Why a call is refused, with what the bench needs to go on. */
export type Refused =
  | AdmissionRefusal
  | { readonly type: 'DIVERGED'; readonly head: Cursor }
  | { readonly type: 'BAD_SEAL'; readonly seq: number }
  | { readonly type: 'BUSY'; readonly retryAfterSeconds: number }
  | {
      readonly type: Exclude<
        RefusalType,
        AdmissionRefusal['type'] | 'DIVERGED' | 'BAD_SEAL' | 'BUSY' | 'BAD_FORM' | 'TOO_LARGE'
      >
    }
  | { readonly type: 'BAD_FORM' | 'TOO_LARGE'; readonly seq?: number }

const STATUS: Record<RefusalType, number> = {
  FORK: 409,
  GAP: 409,
  DIVERGED: 409,
  OTHER_SITE: 409,
  NO_SITE: 409,
  MISSING_CAUSE: 424,
  BAD_HASH: 422,
  BAD_SEAL: 422,
  BAD_FORM: 422,
  TOO_LARGE: 422,
  AUTH: 401,
  REVOKED: 403,
  WRONG_CODE: 403,
  CODE_EXPIRED: 403,
  UPGRADE: 426,
  BUSY: 429,
  NOT_FOUND: 404,
  FAULT: 500,
}

export const statusOf = (refused: Refused): number => STATUS[refused.type]

/** The refusal as sent. */
export function refusalOf(refused: Refused): Refusal {
  const { type: _, retryAfterSeconds: __, ...details } = { retryAfterSeconds: 0, ...refused }
  return { error: { type: refused.type, message: sentence(refused), ...details } }
}

function sentence(refused: Refused): string {
  switch (refused.type) {
    case 'FORK':
      return `Another event is kept at number ${refused.seq} of this chain: two copies of one bench have written.`
    case 'GAP':
      return `Events are missing in between: number ${refused.expect} of this chain is expected next.`
    case 'DIVERGED':
      return 'The order that this bench has received is not the order that is kept here.'
    case 'MISSING_CAUSE':
      return `Event ${refused.seq} builds on an event that is not kept here.`
    case 'BAD_HASH':
      return `Event ${refused.seq} does not fit its hash.`
    case 'BAD_SEAL':
      return `The seal over event ${refused.seq} does not hold.`
    case 'BAD_FORM':
      return 'The message has a form that this service does not know.'
    case 'TOO_LARGE':
      return 'The message is larger than is allowed.'
    case 'AUTH':
      return 'This service does not know this bench.'
    case 'REVOKED':
      return 'The access of this bench has been ended.'
    case 'OTHER_SITE':
      return 'This service keeps another site.'
    case 'NO_SITE':
      return 'This service keeps no site yet. Enrol a bench that has one first.'
    case 'WRONG_CODE':
      return 'This code is not the one that the service shows.'
    case 'CODE_EXPIRED':
      return 'This code has expired. The service shows a new one.'
    case 'UPGRADE':
      return 'This bench speaks a version of the protocol that the service does not know.'
    case 'BUSY':
      return `Too many calls. Try again in ${refused.retryAfterSeconds} seconds.`
    case 'NOT_FOUND':
      return 'There is nothing at this address.'
    case 'FAULT':
      return 'The service has failed at this call. It has been noted.'
    default:
      return never(refused)
  }
}
