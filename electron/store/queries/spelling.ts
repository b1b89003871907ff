import type { Identity } from '#shared/contract/views.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { lookAlikes } from '#shared/scan/identity/confusables.ts'
import { spellingsOf } from '#shared/scan/identity/identity.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'

/**
 * IDY-2: what a code names that is bound here in another spelling of the same, such as `(01)…(21)…` for the
 * element strings. IDY-3: two spellings that name two tubes are settled by a person.
 */
export function spelt(text: string, bound: (spelling: string) => Identity | null): Identity | null {
  const found = spellingsOf(text).flatMap((spelling) => bound(spelling) ?? [])
  const [first] = found
  if (first === undefined) return null
  const specimens = [...new Set(found.flatMap(specimensOf))]
  return specimens.length > 1 ? { kind: 'duplicate', code: text, specimens } : first
}

function specimensOf(identity: Identity): readonly string[] {
  if (identity.kind === 'specimen') return [identity.specimen]
  return identity.kind === 'duplicate' ? identity.specimens : []
}

/** IDY-5: codes in use here that a person would take for this one. */
export function alike(db: ReadDb, text: string): string[] {
  const world = createWorld(db)
  return lookAlikes(text).filter((other) => inUse(world, other).length > 0)
}
