import type { KeptRow } from './service.ts'

/** An event as far as the simulation itself reads it; nothing of the program takes part. */
interface Said {
  readonly uid: string
  readonly type: string
  readonly v: number
  readonly at: number
  readonly mono: readonly [boot: string, ms: number]
  readonly isKnown: boolean
  readonly base: Readonly<Record<string, readonly string[]>>
  readonly ents: readonly string[]
  readonly data: { readonly [member: string]: unknown }
}

type Events = ReadonlyMap<string, Said>

/**
 * What must disagree after a set of events, found from their bodies alone: the heads of each entity are
 * its events that no other one of it has seen.
 */
export interface Expected {
  /** What disagrees now, with the events that do. Of some kinds the events are not worked out. */
  readonly holds: ReadonlyMap<string, readonly string[] | null>
  /** The heads of every entity, by name. */
  readonly heads: ReadonlyMap<string, readonly string[]>
  /** What its resolutions have seen, by discrepancy. */
  readonly resolved: ReadonlyMap<string, readonly (readonly string[])[]>
}

const LATE = 10 * 60_000

export function expectedOf(rows: readonly KeptRow[]): Expected {
  const events = rows.map(({ envelope }) => said(envelope.body))
  const entities = groupByEntity(events)
  const heads = new Map([...entities].map(([name, all]) => [name, headsOf(name, all)]))
  const holds = new Map<string, readonly string[] | null>()
  const site: Known = { entities, heads, holds }
  tubes(site)
  codes(site)
  amounts(site)
  unread(events, holds)
  causes(events, holds)
  forks(rows, holds)
  clocks(rows, events, holds)
  return { holds, heads, resolved: resolutions(events) }
}

interface Known {
  readonly entities: ReadonlyMap<string, Events>
  readonly heads: ReadonlyMap<string, readonly string[]>
  readonly holds: Map<string, readonly string[] | null>
}

const READ = new Set([
  'specimen.accessioned',
  'specimen.accession_undone',
  'specimen.placement_undone',
  'specimen.stored',
  'specimen.moved',
  'specimen.checked_out',
  'specimen.returned',
  'specimen.missed',
  'box.rescanned',
  'specimen.used',
  'specimen.thawed',
  'container.created',
  'discrepancy.resolved',
])

function said(text: string): Said {
  const body = JSON.parse(text) as Said
  return { ...body, isKnown: body.v === 1 && READ.has(body.type) }
}

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

interface Held {
  readonly uid: string
  readonly state: string
  /** `container/index`, or null where no position holds it. */
  readonly at: string | null
}

function claimsOfTube({ entities, heads }: Known, name: string): Held[] {
  return heads.get(name)!.flatMap((uid) => {
    const claim = tubeClaim(name, entities.get(name)!, uid)
    return claim ? [{ uid, ...claim }] : []
  })
}

/** Where tubes are said to be: one tube in two places, and two tubes in one. */
function tubes(site: Known): void {
  const here = new Map<string, { tubes: Set<string>; uids: string[] }>()
  for (const name of site.entities.keys()) {
    if (!name.startsWith('tube:')) continue
    const claims = claimsOfTube(site, name)
    if (new Set(claims.map(({ state, at }) => `${state} ${at}`)).size > 1)
      site.holds.set(`tube-in-two-places/${name}`, claims.map(({ uid }) => uid).sort())
    for (const { at, uid } of claims) {
      if (at === null) continue
      const place = here.get(at) ?? { tubes: new Set(), uids: [] }
      place.tubes.add(name)
      place.uids.push(uid)
      here.set(at, place)
    }
  }
  for (const [at, { tubes: all, uids }] of here)
    if (all.size > 1) site.holds.set(`position-contested/position:${at}`, [...new Set(uids)].sort())
}

/** What the last event on the way back from a head that says where the tube is says of it. */
function tubeClaim(name: string, all: Events, uid: string): Omit<Held, 'uid'> | null {
  const event = all.get(uid)
  if (!event) return null
  const at = event.isKnown ? placed(event) : undefined
  if (at) return at
  const last = lastOf(event, name, all)
  return last === undefined ? null : tubeClaim(name, all, last)
}

const lastOf = (event: Said, name: string, all: Events): string | undefined =>
  event.base[name]?.filter((one) => all.has(one)).at(-1)

function placed({ type, data }: Said): Omit<Held, 'uid'> | undefined {
  const { at } = data as { at?: { container: string; index: number } }
  const place = at ? `${at.container}/${at.index}` : null
  switch (type) {
    case 'specimen.stored':
    case 'specimen.moved':
    case 'specimen.returned':
      return { state: 'stored', at: place }
    case 'specimen.checked_out':
      return { state: 'out', at: place }
    case 'specimen.missed':
      return { state: 'missing', at: null }
    case 'specimen.accessioned':
    case 'specimen.accession_undone':
    case 'specimen.placement_undone':
      return { state: 'unplaced', at: null }
    default:
      return undefined
  }
}

/** One code on two things in use. */
function codes(site: Known): void {
  for (const [name, all] of site.entities) {
    if (!name.startsWith('code:')) continue
    const named = site.heads.get(name)!.map((uid) => ({ uid, id: nameIn(name, all, uid) }))
    const inUse = named.filter(({ id }) => id !== null && isInUse(site, id))
    if (new Set(inUse.map(({ id }) => id)).size > 1)
      site.holds.set(`code-twice/${name}`, inUse.map(({ uid }) => uid).sort())
  }
}

/** A record that was taken back counts where its tube is still said to be somewhere. */
function isInUse(site: Known, id: string): boolean {
  const name = `specimen:${id}`
  const record = site.entities.get(name)
  if (!record) return true
  const isUndone = site.heads.get(name)!.every((uid) => isTakenBack(name, record, uid))
  return !isUndone || claimsOfTube(site, `tube:${id}`).some(({ at }) => at !== null)
}

function isTakenBack(name: string, all: Events, uid: string): boolean {
  const event = all.get(uid)
  if (event?.isKnown && event.type === 'specimen.accessioned') return false
  if (event?.isKnown && event.type === 'specimen.accession_undone') return true
  const last = event && lastOf(event, name, all)
  return last !== undefined && isTakenBack(name, all, last)
}

function nameIn(code: string, all: Events, uid: string): string | null {
  const event = all.get(uid)
  if (!event) return null
  const { type, data } = event
  if (event.isKnown && type === 'specimen.accessioned') return String(data.specimen)
  if (event.isKnown && type === 'container.created') return String(data.container)
  if (event.isKnown && type === 'specimen.accession_undone') {
    const before = (event.base[code] ?? []).filter((one) => all.has(one))
    const names = before.map((one) => nameIn(code, all, one))
    return names.findLast((id) => id !== data.specimen && id !== null) ?? String(data.specimen)
  }
  const last = lastOf(event, code, all)
  return last === undefined ? null : nameIn(code, all, last)
}

/** More was used than there was. */
function amounts({ entities, holds }: Known): void {
  for (const [name, all] of entities) {
    if (!name.startsWith('amount:')) continue
    const record = entities.get(name.replace('amount:', 'specimen:'))
    const had = [...(record?.values() ?? [])].flatMap(({ type, isKnown, data }) =>
      isKnown && type === 'specimen.accessioned' ? [data.nanolitres as number | null] : [],
    )
    const uses = [...all.values()].filter(
      ({ type, isKnown }) => isKnown && type === 'specimen.used',
    )
    const undone = new Set(uses.map(({ data }) => data.undoes).filter(Boolean))
    const counted = uses.filter(({ uid, data }) => !data.undoes && !undone.has(uid))
    const used = counted.reduce((sum, { data }) => sum + Number(data.nanolitres), 0)
    // Of a record that was made twice with two amounts the last counts, and the order is not for us to know.
    if (new Set(had).size === 1 && had[0] != null && used > had[0])
      holds.set(`quantity-negative/${name}`, counted.map(({ uid }) => uid).sort())
  }
}

const OF_NEWER = new Set(['specimen.sniffed 1', 'specimen.moved 2'])

function unread(events: readonly Said[], holds: Known['holds']): void {
  for (const { type, v } of events)
    if (OF_NEWER.has(`${type} ${v}`)) holds.set(`unknown-event/type:${type}.v${v}`, null)
}

function causes(events: readonly Said[], holds: Known['holds']): void {
  const there = new Set(events.map(({ uid }) => uid))
  for (const { base } of events)
    for (const cause of Object.values(base).flat())
      if (!there.has(cause)) holds.set(`cause-lost/event:${cause}`, null)
}

/** Two events at one place of a chain, or a bench that says it found so. */
function forks(rows: readonly KeptRow[], holds: Known['holds']): void {
  const places = new Map<string, string>()
  for (const { envelope } of rows) {
    const place = `${envelope.chain} ${envelope.seq}`
    const other = places.get(place)
    if (other !== undefined && other !== envelope.hash)
      holds.set(`chain-fork/chain:${envelope.chain}`, null)
    places.set(place, envelope.hash)
    const { type, data } = JSON.parse(envelope.body) as Said
    const life = data as { reason?: string; previous?: { chain: string } | null }
    if (type === 'bench.incarnated' && life.reason === 'forked' && life.previous)
      holds.set(`chain-fork/chain:${life.previous.chain}`, null)
  }
}

/** An act that is dated later than it was received. One that is dated too early is not worked out here. */
function clocks(rows: readonly KeptRow[], events: readonly Said[], holds: Known['holds']): void {
  for (const [i, { envelope, receivedAt }] of rows.entries()) {
    const { at, mono } = events[i]!
    if (at > receivedAt + LATE) holds.set(`clock-suspect/clock:${envelope.chain}/${mono[0]}`, null)
  }
}

function resolutions(events: readonly Said[]): Map<string, (readonly string[])[]> {
  const bases = new Map<string, (readonly string[])[]>()
  for (const { type, isKnown, data } of events) {
    if (!isKnown || type !== 'discrepancy.resolved') continue
    const id = String(data.discrepancy)
    bases.set(id, [...(bases.get(id) ?? []), data.basis as readonly string[]])
  }
  return bases
}
