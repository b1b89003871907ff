import { ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { sealedDrafts } from '../donor/rules.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import type { World } from '../world.ts'

/** FIL-1, FIL-2: a photograph or document whose encrypted bytes are on the disk already. */
export function decideAttach(world: World, c: CommandOf<'attach'>): Result<Draft[], Refusal> {
  const { specimen, file, blob, bytes, media, sealed, newKey } = c
  const key = sealedDrafts(world, specimen, sealed, newKey)
  if (!key.ok) return key
  const data = { specimen, file, blob, bytes, media, sealed }
  return ok([...key.value, { type: 'specimen.attached', ents: [entity.files(specimen)], data }])
}
