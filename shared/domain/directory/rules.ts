import { assert } from '../../lib/assert.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import type { Role } from '../words.ts'
import type { World } from '../world.ts'

/** DIR-1: a ledger is of one site. */
export function decideSite(world: World, c: CommandOf<'foundSite'>): Result<Draft[], Refusal> {
  const site = world.site()
  if (site) return err({ type: 'AlreadyFounded', name: site.name })
  const { site: id, name, zone, tubeCodes } = c
  return ok([
    { type: 'site.founded', ents: [entity.site(id)], data: { site: id, name, zone, tubeCodes } },
  ])
}

export function decideBench(c: CommandOf<'addBench'>): Result<Draft[], Refusal> {
  const { bench, name, number } = c
  return ok([{ type: 'bench.added', ents: [entity.bench(bench)], data: { bench, name, number } }])
}

/** DIR-3: managers and administrators add people and studies; the bench itself adds the first ones. */
const MAY_ADD: readonly Role[] = ['manager', 'administrator']

/** What the bench itself does, as at its first start, has the bench as its actor. */
export const benchActor = (install: string): string => `bench:${install}`

export const isBench = (actor: string): boolean => actor.startsWith('bench:')

export function mayAdd(world: World, actor: string): Result<null, Refusal> {
  const role = world.person(actor)?.role
  if (isBench(actor) || (role && MAY_ADD.includes(role))) return ok(null)
  return err({ type: 'NotAllowed', needs: 'manager' })
}

/** DIR-7: who else gives out codes is a manager's to say. What is said takes the place of what was. */
export function decideIssuers(
  world: World,
  actor: string,
  { issuers }: CommandOf<'setIssuers'>,
): Result<Draft[], Refusal> {
  const may = mayAdd(world, actor)
  if (!may.ok) return may
  const site = world.site()?.site
  assert(site, 'a ledger of a site')
  const data = { site, issuers }
  return ok([{ type: 'site.issuers_set', ents: [entity.issuers(site)], data }])
}

/** DIR-4: nobody gives a right that they do not have. */
const mayMakeAdministrators = (world: World, actor: string): boolean =>
  isBench(actor) || world.person(actor)?.role === 'administrator'

/** DIR-5: a badge is one person's. */
export function decidePerson(
  world: World,
  actor: string,
  c: CommandOf<'addPerson'>,
): Result<Draft[], Refusal> {
  const may = mayAdd(world, actor)
  if (!may.ok) return may
  const { person, name, role, badge } = c
  assert(!world.person(person), 'a new identifier for a person')
  if (role === 'administrator' && !mayMakeAdministrators(world, actor))
    return err({ type: 'NotAllowed', needs: 'administrator' })
  const other = badge === null ? undefined : world.badge(badge)[0]
  if (other) return err({ type: 'BadgeTaken', name: other.name })
  return ok([
    { type: 'person.added', ents: [entity.person(person)], data: { person, name, role, badge } },
  ])
}
