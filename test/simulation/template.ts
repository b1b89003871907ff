import { createHash } from 'node:crypto'
import type { Command } from '#shared/domain/commands.ts'
import type { Layout } from '#shared/domain/position/layout.ts'
import type { Role } from '#shared/domain/words.ts'
import type { StoreContext } from '../../electron/store/context.ts'
import { execute } from '../../electron/store/execute.ts'
import { addBench, carryOut, found, join, SETUP_VIA } from '../../electron/store/found.ts'
import { type BenchKey, benchKey } from '../../electron/store/key.ts'
import { setMeta } from '../../electron/store/meta.ts'
import { migrate } from '../../electron/store/migrations/index.ts'
import { badgeDigest } from '../../electron/store/queries/people.ts'
import {
  BOX,
  containerData,
  IDA,
  JANA,
  MARC,
  OTHER_BOX,
  SITE,
  STUDY,
  specimenData,
} from '../support/domain/facts.ts'
import { testId } from '../support/sync/events.ts'
import { imageOf, noFuse, openMemory } from './memory-ledger.ts'
import { Random } from './random.ts'
import { START } from './time.ts'

/** So few positions that benches get in each other's way. */
export const SMALL: Layout = {
  rows: 2,
  columns: 3,
  scheme: 'letters-numbers',
  fill: 'rows-top-left',
}
export const VIA = { source: 'typed', device: '' } as const
export const MOST_BENCHES = 30
export const installOfBench = (n: number): string => testId('b', 100 + n)

/** Every fourth bench signs and seals; the others work without a key, as one that is locked. */
export const keyOfBench = (n: number): BenchKey | undefined => (n % 4 === 2 ? key(n) : undefined)

const keys = new Map<number, BenchKey>()

function key(n: number): BenchKey {
  const known = keys.get(n)
  if (known) return known
  const secret = createHash('sha256').update(`bench ${n}`).digest()
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret])
  const made = benchKey({ pkcs8, protection: 'file' })
  keys.set(n, made)
  return made
}

const images = new Map<number, Uint8Array>()

/**
 * The ledger of bench `n` (from 1) on the morning of the schedule, which is the same for every seed: the
 * first has founded the site, with two boxes and three tubes; the others have joined it and know nothing.
 */
export function ledgerOfBench(n: number): Uint8Array {
  const known = images.get(n)
  if (known) return known
  const made = makeLedger(n)
  images.set(n, made)
  return made
}

function makeLedger(n: number): Uint8Array {
  const db = openMemory(null, noFuse())
  migrate(db)
  const clock = {
    now: () => START,
    monotonic: () => 0,
    zone: () => 'Europe/Stockholm',
    offset: () => 60,
    boot: () => `bench ${n}`,
  }
  const context = { db, clock, newId: new Random(`template ${n}`).id, key: keyOfBench(n) }
  setMeta(db, 'install', installOfBench(n))
  if (n === 1) foundSite(context)
  else join(context, SITE, n, `Bench ${n}`)
  const image = imageOf(db)
  db.close()
  return image
}

function foundSite(context: StoreContext): void {
  const asked = (via: typeof VIA | typeof SETUP_VIA = SETUP_VIA) => ({ id: context.newId(), via })
  const person = (id: string, name: string, role: Role): Command => {
    const badge = badgeDigest(SITE, `BADGE-${name}`)
    return { type: 'addPerson', ...asked(), person: id, name, role, badge }
  }
  const names = { site: SITE, name: 'Uppsala', zone: 'Europe/Stockholm', tubeCodes: [] }
  found(context, SITE, 1, () =>
    carryOut(context, [
      { type: 'foundSite', ...asked(), ...names },
      addBench(context, 'Bench 1', 1),
      person(IDA, 'Ida', 'technician'),
      person(MARC, 'Marc', 'manager'),
      person(JANA, 'Jana', 'administrator'),
      { type: 'createStudy', ...asked(), study: STUDY, code: 'NORDLUNG', name: 'Nordic lung' },
    ]),
  )
  const box = (container: string, code: string) =>
    containerData(container, 'box', { name: code, code, layout: SMALL })
  const containers = [box(BOX, 'BX-1'), box(OTHER_BOX, 'BX-2')]
  must(context, MARC, { type: 'createContainers', ...asked(VIA), containers })
  for (const n of [1, 2, 3]) {
    const specimen = testId('7', n)
    const at = { container: BOX, index: n - 1 }
    const { accession: _, ...data } = specimenData(specimen, { code: `FX${n}` })
    must(context, IDA, { type: 'takeIn', ...asked(VIA), ...data, at })
  }
}

function must(context: StoreContext, actor: string, command: Command): void {
  const done = execute(context, actor, command)
  if (!done.ok) throw new Error(`the template: ${command.type} ${JSON.stringify(done.error)}`)
}
