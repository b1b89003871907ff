import { z } from 'zod'
import type { ClaimOf } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { checkFields, type FieldValues, joinFields } from '#shared/domain/study/fields.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { headsOf } from '../entities.ts'
import { executeWithin, type Saved } from '../execute.ts'
import { type ReadDb, transact } from '../open.ts'
import { createWorld } from '../world.ts'
import type { By } from '../writer.ts'
import type { DonorKeys } from './keys.ts'
import { openAbout, type SealedHere, sealAbout } from './sealing.ts'

/** What a specimen is described with. Its values leave this thread only sealed. STU-3 */
export interface Describing {
  readonly specimen: string
  readonly values: FieldValues
}

/** Records what the fields of its study say of a specimen. */
export const recordDescription = (
  store: StoreContext,
  by: By,
  given: Describing,
): Result<Saved, Refusal> => transact(store.db, () => describeWithin(store, by, given))

/**
 * The same inside a transaction that is already open, where the specimen may just have been registered. `by.id` is the
 * description's own command. What a refusal leaves behind is whoever's opened the transaction: nothing was written.
 */
export function describeWithin(
  store: StoreContext,
  { id, via, actor }: By,
  { specimen, values }: Describing,
): Result<Saved, Refusal> {
  const record = createWorld(store.db).specimen(specimen)
  if (!record) return err({ type: 'NotFound', what: 'specimen', id: specimen })
  const asked = askedOf(store.db, record.study, values)
  if (!asked.ok) return asked
  const whole = withFormer(store, record.study, specimen, asked.value)
  if (!whole.ok) return whole
  const sealed = sealDescription(store, specimen, whole.value)
  if (!sealed.ok) return sealed
  const { sealed: fields, newKey } = sealed.value
  const filled = Object.keys(whole.value)
  return executeWithin(store, actor, {
    type: 'describe',
    id,
    via,
    specimen,
    fields,
    filled,
    newKey,
  })
}

/** STU-9: the values as they would be kept, or what is wrong with them; before anything is registered. */
export function askedOf(
  db: ReadDb,
  study: string,
  values: FieldValues,
): Result<FieldValues, Refusal> {
  return checkFields(joinFields(createWorld(db).fields(study)), values)
}

/** Seals values to the key of a specimen's donor, within the transaction of the act. */
export const sealDescription = (
  store: Pick<StoreContext, 'db' | 'donorKeys'>,
  specimen: string,
  values: FieldValues,
): Result<SealedHere, Refusal> => sealAbout(store, specimen, 'fields', JSON.stringify(values))

/**
 * STU-12: what fields had said that the study does not ask for any more stays. Where that cannot be read here now,
 * nothing is written over it.
 */
function withFormer(
  { db, donorKeys }: StoreContext,
  study: string,
  specimen: string,
  values: FieldValues,
): Result<FieldValues, Refusal> {
  const asked = new Set(joinFields(createWorld(db).fields(study)).map(({ key }) => key))
  const former: Record<string, string> = {}
  for (const said of descriptionsOf(db, specimen)) {
    const read = openDescription(db, donorKeys, specimen, said)
    // Sealing says better why not.
    if (read.state === 'erased') continue
    if (read.state !== 'open') return err({ type: 'NoDonorKeys' })
    for (const [key, value] of Object.entries(read.values)) if (!asked.has(key)) former[key] = value
  }
  return ok({ ...former, ...values })
}

/** What is said of a specimen now; more than one where benches said it apart. */
const descriptionsOf = (db: ReadDb, specimen: string): ClaimOf['described'][] =>
  headsOf(db, entity.described(specimen)).flatMap(({ claim }) =>
    claim ? [claim as ClaimOf['described']] : [],
  )

const kept = z.record(z.string(), z.string())

/** What can be read of a description here and now. DON-7 */
export function openDescription(
  db: ReadDb,
  donorKeys: Pick<DonorKeys, 'find'> | undefined,
  specimen: string,
  { fields }: Pick<ClaimOf['described'], 'fields'>,
):
  | { readonly state: 'open'; readonly values: FieldValues }
  | { readonly state: 'sealed' | 'held' | 'erased' | 'unreadable' } {
  const opened = openAbout(db, donorKeys, specimen, 'fields', fields)
  if (opened.state !== 'open') return opened
  try {
    return {
      state: 'open',
      values: kept.parse(JSON.parse(Buffer.from(opened.bytes).toString('utf8'))),
    }
  } catch {
    return { state: 'unreadable' }
  }
}
