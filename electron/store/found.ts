import { randomBytes } from 'node:crypto'
import type { Command } from '#shared/domain/commands.ts'
import { benchActor } from '#shared/domain/directory/rules.ts'
import { chainName } from '#shared/ledger/chain.ts'
import { assert } from '#shared/lib/assert.ts'
import type { StoreContext } from './context.ts'
import { executeWithin } from './execute.ts'
import { ownChain } from './ledger.ts'
import { getMeta, setMeta } from './meta.ts'
import { transact } from './open.ts'
import { setPin } from './pins.ts'
import { badgeDigest } from './queries/people.ts'
import { statement } from './sql.ts'

export const SETUP_VIA = { source: 'setup', device: '' } as const

/** This installation's own identifier, made when its ledger is first opened. */
export function installOf(store: StoreContext): string {
  const known = getMeta(store.db, 'install')
  if (known) return known
  const made = store.newId()
  transact(store.db, () => setMeta(store.db, 'install', made))
  return made
}

/**
 * Makes this bench a member of a site: its own chain and what `work` records there first, as one
 * transaction. A chain without people would be a bench that nobody can sign in to and that cannot be set
 * up again, so an end in between leaves a bench as new.
 */
export function found(
  store: StoreContext,
  stream: string,
  benchNumber: number,
  work: () => void,
): void {
  transact(store.db, () => {
    startChain(store, stream, benchNumber)
    nameKey(store)
    work()
  })
}

function startChain(store: StoreContext, stream: string, benchNumber: number): void {
  const { db } = store
  assert(getMeta(db, 'stream') === null, 'a bench that belongs to no site yet')
  const install = installOf(store)
  setMeta(db, 'stream', stream)
  setMeta(db, 'incarnation', '1')
  setMeta(db, 'bench_number', String(benchNumber))
  const name = chainName({ install, incarnation: 1, stream })
  statement(db, 'INSERT INTO chain(name, own) VALUES (?, 1)').run(name)
}

/** KEE-2: names the bench's key in its present chain, unless that was done. */
export function nameKey(store: StoreContext): void {
  const { db, key } = store
  const chain = ownChain(db)
  const naming = key && chain && `${chain.name} ${key.public}`
  if (!naming || getMeta(db, 'signing') === naming) return
  transact(db, () => {
    const { public: publicKey, protection } = key
    const said = { bench: installOf(store), key: publicKey, protection }
    carryOut(store, [{ type: 'addKey', id: store.newId(), via: SETUP_VIA, ...said }])
    setMeta(db, 'signing', naming)
  })
}

export interface Founding {
  readonly site: string
  readonly bench: string
  readonly person: string
  readonly pin: string
}

/** Carries out set-up commands as the bench itself. They are the program's own, so a refusal is a defect. */
export function carryOut(store: StoreContext, commands: readonly Command[]): void {
  const actor = benchActor(installOf(store))
  for (const command of commands) {
    const done = executeWithin(store, actor, command)
    assert(done.ok, `set-up: ${command.type} ${done.ok ? '' : done.error.type}`)
  }
}

/** The bench's own entry in the site's directory. */
export function addBench(store: StoreContext, name: string, number: number): Command {
  const bench = installOf(store)
  return { type: 'addBench', id: store.newId(), via: SETUP_VIA, bench, name, number }
}

/** A bench that joins a site which another one has founded. */
export function join(store: StoreContext, stream: string, number: number, name: string): void {
  if (getMeta(store.db, 'stream') === stream) return
  found(store, stream, number, () => carryOut(store, [addBench(store, name, number)]))
}

/** A badge code that nobody can guess: 80 random bits. */
export const newBadge = (): string => `FKB-${randomBytes(10).toString('hex').toUpperCase()}`

/** What a founding gives out; made where it is asked for, so that asking twice is one founding. */
export interface Given {
  readonly stream: string
  readonly badge: string
}

/** An empty biobank: a site, this bench, one administrator, whose new badge code is answered. */
export function foundEmpty(
  store: StoreContext,
  given: Founding,
  { stream, badge }: Given = { stream: store.newId(), badge: newBadge() },
): string {
  if (getMeta(store.db, 'stream') === stream) return badge
  const person = store.newId()
  const common = { via: SETUP_VIA } as const
  found(store, stream, 1, () => {
    carryOut(store, [
      {
        ...common,
        type: 'foundSite',
        id: store.newId(),
        site: stream,
        name: given.site,
        zone: store.clock.zone(),
        tubeCodes: [],
      },
      addBench(store, given.bench, 1),
      {
        ...common,
        type: 'addPerson',
        id: store.newId(),
        person,
        name: given.person,
        role: 'administrator',
        badge: badgeDigest(stream, badge),
      },
    ])
    setPin(store.db, person, given.pin)
  })
  return badge
}
