import { z } from 'zod'
import { donorOf, holderOf } from '#shared/domain/donor/rules.ts'
import { entity } from '#shared/domain/entities.ts'
import type { SpecimenAttached } from '#shared/domain/files/facts.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import { readKept } from '#shared/ledger/body.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from './context.ts'
import type { DonorKeys } from './donor-keys/keys.ts'
import { type Opened, openAbout, sealAbout } from './donor-keys/sealing.ts'
import { bodiesOf, factOf } from './entities.ts'
import { executeWithin, type Saved } from './execute.ts'
import { type ReadDb, transact } from './open.ts'
import { nameOf } from './queries/people.ts'
import { statement } from './sql.ts'
import { createWorld } from './world.ts'
import type { By } from './writer.ts'

/** What is sealed to the donor's key: the key to the bytes, in base64, and the file's name. */
const secret = z.object({ key: z.base64(), name: z.string() })
type Secret = z.infer<typeof secret>

/** `specimen`: of which it is; of a photograph of a consignment, that one. SHP-6 */
export type Attached = Omit<SpecimenAttached, 'sealed'>

/** Records a file whose encrypted bytes are on the disk already. FIL-1 */
export function attachFile(
  store: StoreContext,
  { id, via, actor }: By,
  { key, name, ...attached }: Attached & { readonly key: Uint8Array; readonly name: string },
): Result<Saved, Refusal> {
  return transact(store.db, () => {
    const said: Secret = { key: Buffer.from(key).toString('base64'), name }
    const { specimen, ...file } = attached
    const sealed = sealAbout(store, specimen, 'file', JSON.stringify(said))
    if (!sealed.ok) return sealed
    const isShipment = createWorld(store.db).shipment(specimen) !== null
    const of = isShipment
      ? ({ type: 'photograph', shipment: specimen } as const)
      : ({ type: 'attach', specimen } as const)
    return executeWithin(store, actor, { id, via, ...of, ...file, ...sealed.value })
  })
}

/** A file as the ledger has it; `state` is what can be read of it here and now. */
export interface KeptFile extends Attached {
  readonly at: number
  readonly off: number
  readonly actor: string
  readonly state: Opened['state']
  readonly name: string | null
}

type Keys = Pick<DonorKeys, 'find'> | undefined

/** Of one specimen or consignment, newest first. */
export const filesOf = (db: ReadDb, keys: Keys, specimen: string): KeptFile[] =>
  bodiesOf(db, entity.files(specimen))
    .flatMap(({ body }) => {
      const data = attachedIn(body)
      if (!data) return []
      const { sealed, ...attached } = data
      const opened = openAbout(db, keys, data.specimen, 'file', sealed)
      const known = opened.state === 'open' ? readSecret(opened.bytes) : null
      const state = opened.state === 'open' && !known ? ('unreadable' as const) : opened.state
      const { at, off } = body
      const actor = nameOf(db, body.actor)
      return [{ ...attached, at, off, actor, state, name: known?.name ?? null }]
    })
    .reverse()

/** The key to a file's bytes, or why there is none here and now; null where there is no such file. */
export function fileKey(
  db: ReadDb,
  keys: Keys,
  specimen: string,
  file: string,
): Result<{ readonly file: Attached; readonly key: Uint8Array; readonly name: string }, KeyFault> {
  const data = bodiesOf(db, entity.files(specimen))
    .map(({ body }) => attachedIn(body))
    .find((one) => one?.file === file)
  if (!data) return err('absent')
  const { sealed, ...attached } = data
  const opened = openAbout(db, keys, data.specimen, 'file', sealed)
  if (opened.state === 'held') return err('sealed')
  if (opened.state !== 'open') return err(opened.state)
  const known = readSecret(opened.bytes)
  if (!known) return err('unreadable')
  return ok({ file: attached, key: Buffer.from(known.key, 'base64'), name: known.name })
}

export type KeyFault = 'absent' | Exclude<Opened['state'], 'open' | 'held'>

/** What is to be at the service: every file of the ledger but those of erased donors. */
export interface BlobOfLedger {
  readonly blob: string
  readonly bytes: number
  /** Whose key it is sealed to. */
  readonly holder: string
  readonly isErased: boolean
}

const ALL = `
  SELECT e.body, e.uid FROM entity n JOIN entity_event ee ON ee.entity = n.id JOIN event e ON e.id = ee.event
  WHERE n.name >= 'files:' AND n.name < 'files;' 
  AND (instr(e.body, '"specimen.attached"') > 0 OR instr(e.body, '"shipment.photographed"') > 0)`

export function blobsOfLedger(db: ReadDb): BlobOfLedger[] {
  const world = createWorld(db)
  return (statement(db, ALL).all() as { body: string; uid: string }[]).flatMap(({ body, uid }) => {
    const data = attachedIn(readKept(body, uid))
    if (!data) return []
    const { blob, bytes, specimen } = data
    const holder = holderOf(world, specimen)
    const donor = donorOf(world, specimen) ?? holder
    const isErased = world.donor(holder).erased || world.donor(donor).erased
    return [{ blob, bytes, holder, isErased }]
  })
}

function attachedIn(body: EventBody): SpecimenAttached | null {
  const fact = factOf(body)
  if (fact?.type === 'specimen.attached') return fact.data
  if (fact?.type !== 'shipment.photographed') return null
  const { shipment, ...file } = fact.data
  return { specimen: shipment, ...file }
}

function readSecret(bytes: Uint8Array): Secret | null {
  try {
    return secret.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    return null
  }
}
