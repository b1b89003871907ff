import { holderOf } from '#shared/domain/donor/rules.ts'
import type { Sealed } from '#shared/domain/files/facts.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { newKeyPair, openSealed, type SealedAbout, sealText } from '#shared/privacy/seal-text.ts'
import { sealCrypto } from '../../seal-crypto.ts'
import type { StoreContext } from '../context.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'
import type { DonorKeys } from './keys.ts'

export interface SealedHere {
  readonly sealed: Sealed
  /** The public key that was made for it, or that no event has named yet; it goes into the command. */
  readonly newKey: string | null
}

/**
 * Seals a text about a specimen or a consignment, and makes the key of its donor at the first need, also without a network.
 * Within the transaction of the act, right before it is carried out. The private key is on the disk before the ledger
 * names the public one; a key that is never named is taken the next time.
 */
export function sealAbout(
  { db, donorKeys }: Pick<StoreContext, 'db' | 'donorKeys'>,
  specimen: string,
  what: SealedAbout['what'],
  text: string | Uint8Array,
): Result<SealedHere, Refusal> {
  const world = createWorld(db)
  if (!world.specimen(specimen) && !world.shipment(specimen))
    return err({ type: 'NotFound', what: 'specimen', id: specimen })
  if (!donorKeys) return err({ type: 'NoDonorKeys' })
  const donor = holderOf(world, specimen)
  if (world.donor(donor).erased || donorKeys.isErased(donor))
    return err({ type: 'DonorErased', donor })
  const known = world.donorKeys(donor)
  const key = keyFor(donorKeys, donor, known)
  const sealed = sealText(sealCrypto, { what, donor, specimen }, key, text)
  return ok({ sealed, newKey: known.includes(key) ? null : key })
}

/**
 * One that can be read with here before any other. A lent key may have ended: then it is written to all the same.
 * A bench that keeps its keys alone and has lost one makes another: nobody could read what is sealed to the old.
 */
function keyFor(donorKeys: DonorKeys, donor: string, known: readonly string[]): string {
  const held = donorKeys.held(donor)
  const both = held.find((key) => known.includes(key)) ?? held[0]
  if (both !== undefined) return both
  const other = known.at(-1)
  if (other !== undefined && donorKeys.keeper() === 'service') return other
  const pair = newKeyPair(sealCrypto)
  donorKeys.add(donor, pair)
  return pair.public
}

/** What became of a sealed text at this bench, now. `unreadable`: changed, or its key is lost. */
export type Opened =
  | { readonly state: 'open'; readonly bytes: Uint8Array }
  | { readonly state: 'sealed' | 'held' | 'erased' | 'unreadable' }

/** `donorKeys` is undefined where the store of keys cannot be opened. */
export function openAbout(
  db: ReadDb,
  donorKeys: Pick<DonorKeys, 'find'> | undefined,
  specimen: string,
  what: SealedAbout['what'],
  sealed: Sealed,
): Opened {
  const world = createWorld(db)
  const donor = holderOf(world, specimen)
  if (world.donor(donor).erased) return { state: 'erased' }
  const found = donorKeys?.find(sealed.key, donor) ?? { state: 'sealed' }
  if (found.state === 'lost') return { state: 'unreadable' }
  if (found.state !== 'here') return { state: found.state }
  // The donor that the key was made for, should the record name another one by now.
  if (world.donor(found.holder).erased) return { state: 'erased' }
  const about = { what, donor: found.holder, specimen }
  const bytes = openSealed(sealCrypto, about, found.private, sealed)
  return bytes ? { state: 'open', bytes } : { state: 'unreadable' }
}
