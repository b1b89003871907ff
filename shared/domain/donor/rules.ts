import { assert } from '../../lib/assert.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { isBench, mayAdd } from '../directory/rules.ts'
import { entity } from '../entities.ts'
import type { Draft, FactType } from '../facts.ts'
import type { Sealed } from '../files/facts.ts'
import type { Refusal } from '../refusals.ts'
import type { World } from '../world.ts'
import { isOwnKey, keyHolder } from './facts.ts'

/**
 * DON-2: what only consent allows, by the fact that an act would bring about, whichever act it is. All else
 * (return, move, storage, disposal, remarks) stays allowed: nothing may get lost because of a withdrawal.
 */
export const NEEDS_CONSENT: ReadonlySet<FactType> = new Set<FactType>([
  'specimen.checked_out',
  'specimen.dispatched',
  'specimen.used',
])

/** DON-2 over what a command would bring about. A use that is taken back is none. */
export function refuseWithdrawn(world: World, drafts: readonly Draft[]): Refusal | null {
  for (const { type, data } of drafts) {
    if (!NEEDS_CONSENT.has(type) || !('specimen' in data)) continue
    if (type === 'specimen.used' && data.undoes !== undefined) continue
    const donor = donorsOf(world, data.specimen).find((one) => world.donor(one).withdrawn)
    if (donor === undefined) continue
    const code = world.specimen(data.specimen)?.code ?? data.specimen
    return { type: 'ConsentWithdrawn', code, donor }
  }
  return null
}

/**
 * DON-3: a specimen's donor is its own, or that of the nearest one it was made from; DON-9: of a pool, those of all
 * that went into it. The nearest first.
 */
export function donorsOf(world: Pick<World, 'specimen'>, specimen: string): string[] {
  const seen = new Set([specimen])
  const donors = new Set<string>()
  for (const next of seen) {
    const record = world.specimen(next)
    if (record && record.donor !== null) donors.add(record.donor)
    else for (const parent of parentsOf(record)) seen.add(parent)
  }
  return [...donors]
}

const parentsOf = (record: ReturnType<World['specimen']>): readonly string[] =>
  record?.parents ?? (record && record.parent !== null ? [record.parent] : [])

/** The only donor of a specimen; null where nobody is named, or several are. DON-9 */
export function donorOf(world: Pick<World, 'specimen'>, specimen: string): string | null {
  const [donor, another] = donorsOf(world, specimen)
  return another === undefined ? (donor ?? null) : null
}

/** Whose key seals what is said of a specimen: its donor's, or its own where nobody or several are named. DON-3 */
export const holderOf = (world: Pick<World, 'specimen'>, specimen: string): string =>
  keyHolder({ specimen, donor: donorOf(world, specimen) })

/** DON-1: managers and administrators record it, at the word of the donor or of who speaks for them. */
export function decideWithdrawal(
  world: World,
  actor: string,
  c: CommandOf<'withdrawDonor'>,
): Result<Draft[], Refusal> {
  const may = mayAdd(world, actor)
  if (!may.ok) return may
  const { donor, by, wish, reason } = c
  if (world.donor(donor).withdrawn) return err({ type: 'AlreadyWithdrawn', donor })
  return ok([
    {
      type: 'donor.withdrawn',
      ents: [entity.donor(donor)],
      data: { donor, by, wish, reason },
    },
  ])
}

/** DON-4: an administrator erases, once, and names every key that is known of the donor. */
export function decideErasure(
  world: World,
  actor: string,
  c: CommandOf<'eraseDonor'>,
): Result<Draft[], Refusal> {
  const may = isBench(actor) || world.person(actor)?.role === 'administrator'
  if (!may) return err({ type: 'NotAllowed', needs: 'administrator' })
  const { donor } = c
  if (world.donor(donor).erased) return err({ type: 'DonorErased', donor: saidOf(world, donor) })
  return ok([
    {
      type: 'donor.erased',
      ents: [entity.donor(donor), entity.donorkey(donor)],
      data: { donor, keys: world.donorKeys(donor).slice(0, 64) },
    },
  ])
}

/** DON-5, DON-6: a remark about a specimen, sealed to the key of its donor. */
export function decideNote(world: World, c: CommandOf<'note'>): Result<Draft[], Refusal> {
  const { specimen, note, newKey } = c
  const key = sealedDrafts(world, specimen, note, newKey)
  if (!key.ok) return key
  return ok([
    ...key.value,
    { type: 'specimen.noted', ents: [entity.files(specimen)], data: { specimen, note } },
  ])
}

/**
 * What comes before a fact that holds a sealed text: the key, where it is new. DON-6: nothing more is sealed
 * to the key of a donor who was erased. A text that is sealed to a key that nobody has named is a defect.
 */
export function sealedDrafts(
  world: World,
  specimen: string,
  sealed: Sealed,
  newKey: string | null,
): Result<Draft[], Refusal> {
  const record = world.specimen(specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: specimen })
  const donor = holderOf(world, specimen)
  if (world.donor(donor).erased) return err({ type: 'DonorErased', donor: saidOf(world, donor) })
  const known = world.donorKeys(donor)
  assert(sealed.key === newKey || known.includes(sealed.key), 'a text sealed to a key of its donor')
  if (newKey === null || known.includes(newKey)) return ok([])
  return ok([
    { type: 'donor.key_added', ents: [entity.donorkey(donor)], data: { donor, key: newKey } },
  ])
}

const saidOf = (world: World, donor: string): string =>
  isOwnKey(donor) ? (world.specimen(donor)?.code ?? donor) : donor
