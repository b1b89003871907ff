import type { ClaimOf } from '#shared/domain/claims.ts'
import { COMMAND_PREFIX } from '#shared/scan/command-codes.ts'
import { getMeta } from '../meta.ts'
import type { ReadDb } from '../open.ts'
import { badgeDigest, claimsOfKind } from '../queries/people.ts'
import { resolve } from '../queries/resolve.ts'

/**
 * Tells the codes that mean something else at the bench and would never open their tube: commands,
 * badges, labels of positions. Reads the badges once, for tables of many rows.
 */
export function reservedCodes(db: ReadDb): (code: string) => boolean {
  const stream = getMeta(db, 'stream') ?? ''
  const badges = new Set(claimsOfKind<ClaimOf['person']>(db, 'person').map(({ badge }) => badge))
  return (code) =>
    code.startsWith(COMMAND_PREFIX) ||
    badges.has(badgeDigest(stream, code)) ||
    (code.includes('/') && resolve(db, code, null).kind === 'position')
}
