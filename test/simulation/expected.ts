import type { Envelope } from '#shared/ledger/envelope.ts'

/** An event as far as the simulation itself reads it; nothing of the program takes part. */
interface Said {
  readonly uid: string
  readonly type: string
  readonly isKnown: boolean
  readonly base: Readonly<Record<string, readonly string[]>>
  readonly ents: readonly string[]
  readonly data: { readonly [member: string]: unknown }
}

interface Held {
  readonly state: string
  /** `container/index`, or null where no position holds it. */
  readonly at: string | null
}

/**
 * What must disagree after a set of events, found from their bodies alone: the heads of each entity are
 * its events that no other one of it has seen.
 */
export interface Expected {
  readonly ids: readonly string[]
  /** The heads of every entity, by name. */
  readonly heads: ReadonlyMap<string, readonly string[]>
}

export function expectedOf(envelopes: readonly Pick<Envelope, 'body'>[]): Expected {
  const events = envelopes.map(({ body }) => said(body))
  const byEntity = groupByEntity(events)
  const heads = new Map([...byEntity].map(([name, all]) => [name, headsOf(name, all)]))
  const ids = new Set<string>()
  const held = new Map<string, Set<string>>()
  const placed = new Set<string>()
  for (const [name, all] of byEntity) {
    if (!name.startsWith('tube:')) continue
    const claims = heads.get(name)!.flatMap((uid) => tubeClaim(name, all, uid) ?? [])
    if (new Set(claims.map(({ state, at }) => `${state} ${at}`)).size > 1)
      ids.add(`tube-in-two-places/${name}`)
    for (const { at } of claims) {
      if (at === null) continue
      held.set(at, (held.get(at) ?? new Set()).add(name))
      placed.add(name.slice('tube:'.length))
    }
  }
  for (const [at, tubes] of held) if (tubes.size > 1) ids.add(`position-contested/position:${at}`)
  for (const [name, all] of byEntity)
    if (name.startsWith('code:') && namedBy(byEntity, heads, name, all, placed).size > 1)
      ids.add(`code-twice/${name}`)
  return { ids: [...ids].sort(), heads }
}

function said(text: string): Said {
  const body = JSON.parse(text) as Said & { v: number }
  return { ...body, isKnown: body.v === 1 && KNOWN.has(body.type) }
}

const KNOWN = new Set([
  'specimen.accessioned',
  'specimen.accession_undone',
  'specimen.placement_undone',
  'specimen.stored',
  'specimen.moved',
  'specimen.checked_out',
  'specimen.returned',
  'container.created',
])

type Events = ReadonlyMap<string, Said>

function groupByEntity(events: readonly Said[]): Map<string, Map<string, Said>> {
  const groups = new Map<string, Map<string, Said>>()
  for (const event of events)
    for (const name of event.ents) {
      const group = groups.get(name) ?? new Map<string, Said>()
      group.set(event.uid, event)
      groups.set(name, group)
    }
  return groups
}

function headsOf(name: string, all: Events): string[] {
  const seen = new Set([...all.values()].flatMap(({ base }) => base[name] ?? []))
  return [...all.keys()].filter((uid) => !seen.has(uid)).sort()
}

/** What the last event on the way back from a head that says where the tube is says of it. */
function tubeClaim(name: string, all: Events, uid: string): Held | null {
  const event = all.get(uid)
  if (!event) return null
  const at = event.isKnown ? placed(event) : undefined
  if (at) return at
  const before = (event.base[name] ?? []).filter((one) => all.has(one))
  const last = before.at(-1)
  return last === undefined ? null : tubeClaim(name, all, last)
}

function placed({ type, data }: Said): Held | undefined {
  const { at } = data as { at?: { container: string; index: number } }
  const place = at ? `${at.container}/${at.index}` : null
  switch (type) {
    case 'specimen.stored':
    case 'specimen.moved':
    case 'specimen.returned':
      return { state: 'stored', at: place }
    case 'specimen.checked_out':
      return { state: 'out', at: place }
    case 'specimen.accessioned':
    case 'specimen.accession_undone':
    case 'specimen.placement_undone':
      return { state: 'unplaced', at: null }
    default:
      return undefined
  }
}

/** The things in use that a code names. A record that was undone counts where its tube is still placed. */
function namedBy(
  byEntity: ReadonlyMap<string, Events>,
  heads: ReadonlyMap<string, readonly string[]>,
  code: string,
  all: Events,
  placed: ReadonlySet<string>,
): Set<string> {
  const named = new Set<string>()
  for (const head of heads.get(code)!) {
    const id = nameIn(code, all, head)
    if (id === null) continue
    const record = byEntity.get(`specimen:${id}`)
    const isUndone =
      record !== undefined && isUndoneRecord(`specimen:${id}`, record, lastHead(heads, id))
    if (!isUndone || placed.has(id)) named.add(id)
  }
  return named
}

const lastHead = (heads: ReadonlyMap<string, readonly string[]>, id: string): readonly string[] =>
  heads.get(`specimen:${id}`) ?? []

/** Undone only where every head says so: the order between two heads is not for the simulation to know. */
function isUndoneRecord(name: string, all: Events, heads: readonly string[]): boolean {
  return heads.every((uid) => stateIn(name, all, uid) === 'undone')
}

function stateIn(name: string, all: Events, uid: string): 'undone' | 'there' | null {
  const event = all.get(uid)
  if (!event) return null
  if (event.isKnown && event.type === 'specimen.accessioned') return 'there'
  if (event.isKnown && event.type === 'specimen.accession_undone') return 'undone'
  const last = (event.base[name] ?? []).filter((one) => all.has(one)).at(-1)
  return last === undefined ? null : stateIn(name, all, last)
}

function nameIn(code: string, all: Events, uid: string): string | null {
  const event = all.get(uid)
  if (!event) return null
  const before = (event.base[code] ?? []).filter((one) => all.has(one))
  if (event.isKnown && event.type === 'specimen.accessioned') return String(event.data.specimen)
  if (event.isKnown && event.type === 'container.created') return String(event.data.container)
  if (event.isKnown && event.type === 'specimen.accession_undone') {
    const names = before.map((one) => nameIn(code, all, one))
    return (
      names.findLast((id) => id !== event.data.specimen && id !== null) ??
      String(event.data.specimen)
    )
  }
  const last = before.at(-1)
  return last === undefined ? null : nameIn(code, all, last)
}
