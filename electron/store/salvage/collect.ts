import { join } from 'node:path'
import { type ChainEnd, incidentRecorded, type LostRun } from '#shared/domain/keeping/facts.ts'
import type { Anchor } from '#shared/ledger/anchor.ts'
import { chainName, readChainName } from '#shared/ledger/chain.ts'
import { toHex } from '#shared/ledger/envelope.ts'
import { type Cursor, cursor } from '#shared/sync/protocol.ts'
import { anchorOf } from '../anchor.ts'
import { asideFolder } from '../aside.ts'
import { chainsNamedOutside, manifestsOf, namesIn } from '../restore/known.ts'
import { statement } from '../sql.ts'
import {
  type Chain,
  chainNumber,
  chainsKnown,
  type GatherHooks,
  gather,
  ownCells,
} from './gather.ts'
import { type Proven, type ProvenOrder, proveChain, proveLost, proveOrder } from './prove.ts'
import type { Scratch } from './scratch.ts'
import { sourcesOf } from './sources.ts'
import { type Claim, Trust } from './trust.ts'

/** What can be proven of this bench's ledger over everything that there is. */
export interface Collected {
  readonly install: string
  readonly stream: string
  /** The lives of this bench, the first first; those of which nothing is proven as well. */
  readonly own: readonly Proven[]
  readonly order: ProvenOrder
  readonly cursor: Cursor | null
  readonly anchor: Anchor | null
  readonly sources: readonly { readonly name: string; readonly events: number }[]
  readonly lost: readonly LostRun[]
}

export interface CollectGiven extends GatherHooks {
  /** The bench's own public key, whose seals are believed; null where it is locked. */
  readonly key: string | null
}

/**
 * Reads source after source until nothing is missing that anybody has spoken of. Null where nothing can
 * be proven, or `'cancelled'`.
 */
export function collect(
  ledger: string,
  scratch: Scratch,
  given: CollectGiven,
): Collected | null | 'cancelled' {
  // A chain whose name is damaged in every file is known from outside.
  for (const name of chainsNamedOutside(ledger)) chainNumber(scratch, chainName(name))
  const anchors = anchorsOf(ledger)
  let collected: Collected | null = null
  for (const [number, source] of sourcesOf(ledger).entries()) {
    const events = gather(scratch, source, number, given)
    if (events === null) return 'cancelled'
    statement(scratch, 'INSERT INTO source VALUES (?, ?, ?)').run(number, source.name, events)
    collected = prove(ledger, scratch, anchors, given)
    if (collected && isComplete(collected)) break
  }
  return collected
}

/** The anchor that counts stands beside the present ledger; others speak for earlier lives. */
function anchorsOf(ledger: string): Anchor[] {
  const folder = asideFolder(ledger)
  const files = [ledger, ...namesIn(folder).map((name) => join(folder, name, 'ledger.db'))]
  return files.flatMap((file) => anchorOf(file).newest ?? [])
}

function prove(
  ledger: string,
  scratch: Scratch,
  anchors: readonly Anchor[],
  given: CollectGiven,
): Collected | null {
  const trust = trustOf(ledger, scratch, anchors, given)
  const whose = whoseLedger(ledger, scratch, anchors)
  if (!whose) return null
  forgetOthers(scratch, whose.install)
  const own = ownChains(scratch, whose.install).map((chain) => proveChain(scratch, chain, trust))
  if (own.every(({ seq }) => seq === 0)) return null
  statement(scratch, 'DELETE FROM ordered').run()
  const order = proveOrder(scratch, own)
  statement(scratch, 'DELETE FROM lost').run()
  proveLost(scratch, own)
  const anchor = anchorOf(ledger).newest
  return {
    ...whose,
    own,
    order,
    anchor,
    cursor: cursorAt(scratch, order, anchors, ledger),
    sources: statement(scratch, 'SELECT name, events FROM source ORDER BY id').all() as {
      name: string
      events: number
    }[],
    lost: own
      .flatMap((chain) => lostOf(scratch, chain, trust, anchor))
      .filter((run) => !isRecorded(scratch, run, own)),
  }
}

function trustOf(
  ledger: string,
  scratch: Scratch,
  anchors: readonly Anchor[],
  { key }: CollectGiven,
): Trust {
  const trust = new Trust()
  for (const anchor of anchors) if (anchor.seq > 0) trust.add(anchor)
  for (const { heads } of manifestsOf(ledger)) for (const head of heads) trust.add(head)
  const seals = statement(
    scratch,
    `SELECT c.name AS chain, s.seq, s.hash, s.key FROM seal s JOIN chain c ON c.id = s.chain
     WHERE s.branch = 0`,
  ).all() as (Omit<Claim, 'hash'> & { hash: Uint8Array; key: Uint8Array })[]
  for (const seal of seals)
    if (key === null || toHex(seal.key) === key) trust.add({ ...seal, hash: toHex(seal.hash) })
  return trust
}

/** Whose ledger it is: as its anchor says, as the bench has kept it, as an anchor that was put aside says. */
function whoseLedger(
  ledger: string,
  scratch: Scratch,
  anchors: readonly Anchor[],
): { install: string; stream: string } | null {
  const said = readChainName(anchorOf(ledger).newest?.chain ?? '')
  if (said) return said
  const [install, stream] = [metaOf(scratch, 'install'), metaOf(scratch, 'stream')]
  if (install && stream) return { install, stream }
  return anchors.map(({ chain }) => readChainName(chain)).find((name) => name !== null) ?? null
}

/** What another bench keeps about itself, whose backup lies among ours, is nothing of this one. */
function forgetOthers(scratch: Scratch, install: string): void {
  const rows = statement(
    scratch,
    "SELECT source, cells FROM own WHERE name = 'meta' AND key = 'install'",
  ).all() as { source: number; cells: string }[]
  for (const { source, cells } of rows)
    if (ownCells(cells)[1] !== install)
      statement(scratch, 'DELETE FROM own WHERE source = ?').run(source)
}

/** A value that the bench keeps about itself, from the newest source that has it whole. */
export function metaOf(scratch: Scratch, key: string): string | null {
  const row = statement(
    scratch,
    "SELECT cells FROM own WHERE name = 'meta' AND key = ? ORDER BY id LIMIT 1",
  ).get(key) as { cells: string } | undefined
  return row ? String(ownCells(row.cells)[1]) : null
}

const ownChains = (scratch: Scratch, install: string): Chain[] =>
  chainsKnown(scratch)
    .filter(({ name }) => readChainName(name)?.install === install)
    .sort((a, b) => lifeOf(a) - lifeOf(b))

const lifeOf = ({ name }: Chain): number => readChainName(name)!.incarnation

/** Where the bench asks the service to go on: at the end of the order that is proven, in its epoch. */
function cursorAt(
  scratch: Scratch,
  { pos, running }: ProvenOrder,
  anchors: readonly Anchor[],
  ledger: string,
): Cursor | null {
  const rows = statement(
    scratch,
    "SELECT cells FROM own WHERE name = 'meta' AND key = 'cursor' ORDER BY id",
  ).all() as { cells: string }[]
  const known = [
    ...rows.map(({ cells }) => read(String(ownCells(cells)[1]))),
    ...anchors.map((one) => ({ epoch: one.epoch, pos: one.pos, hash: one.running })),
    ...manifestsOf(ledger).map((said) => said.cursor),
  ].filter((one) => one !== null && one.epoch !== '')
  const fitting = known.find((one) => one!.pos > pos || isInOrder(scratch, one!))
  return pos === 0 || !fitting ? null : { epoch: fitting.epoch, pos, hash: running }
}

function read(text: string): Cursor | null {
  try {
    return cursor.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function isInOrder(scratch: Scratch, { pos, hash }: Cursor): boolean {
  const running = statement(scratch, 'SELECT running FROM ordered WHERE pos = ?').pluck().get(pos)
  return pos === 0 || (running !== undefined && toHex(running as Uint8Array) === hash)
}

/** Own events that somebody has spoken of, or that can be read, and that are not proven. */
function lostOf(
  scratch: Scratch,
  { id, name, seq }: Proven,
  trust: Trust,
  anchor: Anchor | null,
): LostRun[] {
  const from = seq + 1
  const last = Math.max(trust.last(name), lastRead(scratch, id))
  // Without an anchor nobody can say how far the newest life had come.
  const isOpen = anchor === null && isNewest(scratch, name)
  if (isOpen) return [{ chain: name, from, to: null }]
  return last >= from ? [{ chain: name, from, to: last }] : []
}

/** Whether a later life has said already, in an incident, that these events are gone. */
function isRecorded(scratch: Scratch, { chain, to }: LostRun, own: readonly Proven[]): boolean {
  if (own.at(-1)?.name === chain) return false
  const bodies = statement(
    scratch,
    `SELECT body FROM found WHERE body LIKE '%"ledger.incident_recorded"%' AND instr(body, ?) > 0`,
  )
    .pluck()
    .all(chain) as string[]
  return bodies.some((body) => {
    const data = incidentRecorded.safeParse((JSON.parse(body) as { data: unknown }).data).data
    const said = data?.lost.find((run) => run.chain === chain)
    return said !== undefined && (said.to === null || (to !== null && to <= said.to))
  })
}

function lastRead(scratch: Scratch, chain: number): number {
  const last = (table: 'found' | 'doubt') =>
    (statement(scratch, `SELECT max(seq) FROM ${table} WHERE chain = ?`).pluck().get(chain) ??
      0) as number
  // A number that is damaged must not make a run of what was never written.
  return Math.max(last('found'), Math.min(last('doubt'), last('found') + 1))
}

function isNewest(scratch: Scratch, name: string): boolean {
  const install = readChainName(name)!.install
  return ownChains(scratch, install).at(-1)?.name === name
}

/** Nothing is missing of what anybody has spoken of; without an anchor nobody can say that. */
function isComplete({ own, lost, anchor, order }: Collected): boolean {
  const isWhole = lost.length === 0 && own.every(({ isContradicted }) => !isContradicted)
  return anchor !== null && isWhole && order.pos >= anchor.pos
}

/** How far each chain is proven, this bench's own first. */
export function provenEnds({ own }: Collected): ChainEnd[] {
  return own.filter(({ seq }) => seq > 0).map(({ name, seq, hash }) => ({ chain: name, seq, hash }))
}
