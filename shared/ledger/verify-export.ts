import { checkAnchor } from './anchor.ts'
import { fromHex, toHex } from './envelope.ts'
import {
  type AnyExportHead,
  type ExportEnd,
  type ExportHeads,
  type ExportLine,
  readHead,
  readLine,
} from './export.ts'
import type { ExportFinding, Finding, RowFinding } from './findings.ts'
import { HashIndex } from './hash-index.ts'
import { exportBytes, type VerifySignature } from './seal.ts'
import { createVerifier, type Verified, type Verifier } from './verify.ts'
import { type Hashes, type KeptEvent, said } from './verify-chain.ts'
import type { KeptPosition } from './verify-order.ts'

export interface ExportVerified extends Verified {
  readonly head: AnyExportHead | null
  readonly end: ExportEnd | null
}

/** Takes in an export line by line, each without its line feed. */
export interface ExportVerifier {
  /** `null` for a line that is no UTF-8 text. */
  line(text: string | null): void
  /** After the last line. `sha256` is of every byte before it; `isEnded` whether a line feed ended it. */
  end(sha256: Uint8Array, isEnded: boolean): ExportVerified
}

interface State {
  readonly verify: Hashes & { readonly verifySignature: VerifySignature }
  number: number
  head: AnyExportHead | null
  verifier: Verifier
  /** Of each chain, the events that are there; and the running hashes of the common order. */
  readonly hashes: Map<string, HashIndex>
  readonly runnings: HashIndex
  readonly counts: Record<Counted, number>
  /** The last event that was read: other envelopes of it may follow. */
  last: { readonly row: number; readonly body: string } | null
  /** The positions that services have lost: `epoch pos running`. */
  readonly lost: Set<string>
  heads: ExportHeads | null
  end: ExportEnd | null
  /** The kind of line that came last: they come in the order of `KINDS`. */
  kind: number
  badLines: number
  readonly findings: ExportFinding[]
  readonly rows: RowFinding[]
}

const COUNTED = ['event', 'alias', 'lost', 'order', 'seal', 'bad_seal'] as const
type Counted = (typeof COUNTED)[number]

/** The kinds of lines in their order; other envelopes stand among the events. */
const KINDS: readonly ExportLine['t'][] = [
  'event',
  'lost',
  'order',
  'seal',
  'bad_seal',
  'heads',
  'end',
]
const rankOf = (kind: ExportLine['t']): number => KINDS.indexOf(kind === 'alias' ? 'event' : kind)

export function createExportVerifier(verify: State['verify']): ExportVerifier {
  const state: State = {
    verify,
    number: 0,
    head: null,
    verifier: createVerifier({ ...verify, install: null }, null),
    hashes: new Map(),
    runnings: new HashIndex(),
    counts: { event: 0, alias: 0, lost: 0, order: 0, seal: 0, bad_seal: 0 },
    last: null,
    lost: new Set(),
    heads: null,
    end: null,
    kind: 0,
    badLines: 0,
    findings: [],
    rows: [],
  }
  return {
    line: (text) => takeLine(state, text),
    end: (sha256, isEnded) => finish(state, sha256, isEnded),
  }
}

function takeLine(state: State, text: string | null): void {
  state.number++
  if (state.number === 1) takeHead(state, text)
  else {
    const line = text === null ? null : readLine(text, state.head?.v)
    if (line) takeKnown(state, line)
    else bad(state, 'line', 'it is not the text of a line of this format')
  }
}

function takeKnown(state: State, line: ExportLine): void {
  const kind = rankOf(line.t)
  const isTwice = kind === state.kind && kind >= KINDS.indexOf('heads')
  if (kind < state.kind || isTwice) bad(state, 'line', `${line.t} after ${KINDS[state.kind]}`)
  state.kind = Math.max(state.kind, kind)
  take(state, line)
}

function takeHead(state: State, text: string | null): void {
  state.head = text === null ? null : readHead(text)
  if (state.head) {
    const { bench, ...head } = state.head
    const present = head.v === 2 ? { present: head.present } : {}
    const given = { ...state.verify, install: bench, ...present }
    state.verifier = createVerifier({ ...given, again: (row) => eventAt(state, row) }, null)
  } else bad(state, 'line', 'it is not the first line of this format')
}

function take(state: State, line: ExportLine): void {
  if (line.t === 'heads') state.heads = line
  else if (line.t === 'end') state.end = line
  else {
    state.counts[line.t]++
    if (line.t === 'event') takeEvent(state, line)
    else if (line.t === 'alias') takeAlias(state, line)
    else if (line.t === 'lost') takeLost(state, line)
    else if (line.t === 'order') takeOrder(state, line)
    else if (line.t === 'seal') takeSeal(state, line)
    else takeBadSeal(state, line)
  }
}

type Of<T extends ExportLine['t']> = Extract<ExportLine, { t: T }>

function takeEvent(state: State, line: Of<'event'>): void {
  const { chain, seq, body } = line
  const [prev, hash] = [fromHex(line.prev), fromHex(line.hash)]
  const row = state.number - 1
  indexOf(state, chain).add(seq, hash, row)
  state.last = { row, body }
  state.verifier.event({ row, chain, seq, prev, hash, body, uid: null })
}

function indexOf(state: State, chain: string): HashIndex {
  const index = state.hashes.get(chain) ?? new HashIndex()
  state.hashes.set(chain, index)
  return index
}

function takeAlias(state: State, { chain, seq, ...line }: Of<'alias'>): void {
  const [prev, hash] = [fromHex(line.prev), fromHex(line.hash)]
  const { row: event, body } = state.last ?? { row: 0, body: null }
  indexOf(state, chain).add(seq, hash, event)
  state.verifier.alias({ chain, seq, prev, hash, event, body })
}

function takeLost(state: State, { chain, seq, epoch, pos, ...line }: Of<'lost'>): void {
  const [hash, before, running] = [line.hash, line.before, line.running].map(fromHex)
  state.lost.add(`${epoch} ${pos} ${line.running}`)
  const event = linkAt(state, chain, seq)
  state.verifier.lost({ epoch, pos, event, hash: hash!, before: before!, running: running! })
}

function takeBadSeal(state: State, { chain, seq, seal }: Of<'bad_seal'>): void {
  const isThere = linkAt(state, chain, seq) !== null
  const what = isThere ? 'it cannot be read' : 'there is nothing that it came with'
  if (!isThere || said(seal) === null)
    state.rows.push({ type: 'row', table: 'bad_seal', key: `${chain} ${seq}`, what })
}

/** The link at a place, as a position names it. */
function linkAt({ hashes }: State, chain: string, seq: number): KeptPosition['event'] {
  const found = hashes.get(chain)?.get(seq)
  return found ? { ref: { chain, seq, event: found.row, uid: '?' }, hash: found.hash } : null
}

/** Which event a line is, without what it says. */
function eventAt({ hashes }: State, row: number): KeptEvent | null {
  for (const [chain, index] of hashes) {
    const seq = index.seqAt(row)
    if (seq === null) continue
    const { hash } = index.get(seq)!
    return { row, chain, seq, prev: hash, hash, body: '', uid: null }
  }
  return null
}

function takeOrder(state: State, line: Of<'order'>): void {
  const { chain, seq, pos } = line
  const running = fromHex(line.running)
  state.runnings.add(pos, running, state.number)
  state.verifier.position({
    pos,
    event: linkAt(state, chain, seq),
    running,
    quarantine: line.quarantine ?? null,
    receivedAt: line.received_at,
    receipt: fromHex(line.receipt),
  })
}

function takeSeal(state: State, line: Of<'seal'>): void {
  const { chain, seq, at, protection } = line
  const event = state.hashes.get(chain)?.get(seq)?.hash ?? null
  const [hash, key, sig] = [fromHex(line.hash), fromHex(line.key), fromHex(line.sig)]
  state.verifier.seal({ chain, seq, hash, key, at, protection, sig, event })
}

function bad(state: State, fault: ExportFinding['fault'], what: string): void {
  if (fault === 'line' && ++state.badLines > MOST_LINES) return
  state.findings.push({ type: 'export', fault, line: state.number, what })
}

/** So many lines are named; one is enough to know that the file is not what was written. */
export const MOST_LINES = 20

function finish(state: State, sha256: Uint8Array, isEnded: boolean): ExportVerified {
  const verified = state.verifier.end()
  if (!isEnded) bad(state, 'line', 'the last line has no end')
  checkCounts(state)
  checkHeads(state, verified)
  checkEnd(state, verified, sha256)
  const { head, end, findings, rows } = state
  const all = [...verified.findings, ...rows, ...findings, ...anchorFindings(state)]
  return { ...verified, head, end, findings: all }
}

function checkCounts(state: State): void {
  const { head, counts } = state
  if (!head) return
  const { aliases, lost, bad_seals } = head.v === 2 ? head : NO_MORE
  const { events, orders, seals } = head
  const named = [events, aliases, lost, orders, seals, bad_seals]
  for (const [at, kind] of COUNTED.entries())
    if (counts[kind] !== named[at])
      bad(state, 'count', `${counts[kind]} lines of kind ${kind}, not ${named[at]}`)
}

/** What an export of the first version has none of. */
const NO_MORE = { aliases: 0, lost: 0, bad_seals: 0 }

/** The chains must end where the bench said that they end. */
function checkHeads(state: State, { chains }: Verified): void {
  const found = chains
    .map(({ name, seq, hash }) => `${name} ${seq} ${hash}`)
    .sort()
    .join('\n')
  const heads = state.heads?.heads.map(({ chain, seq, hash }) => `${chain} ${seq} ${hash}`)
  if (!heads) bad(state, 'heads', 'the ends of the chains are missing')
  else if (found !== heads.join('\n'))
    bad(state, 'heads', 'the chains do not end where it says that they do')
}

function checkEnd(state: State, { chains }: Verified, sha256: Uint8Array): void {
  const { end } = state
  if (!end) bad(state, 'end', 'the last line is missing')
  else {
    if (end.sha256 !== toHex(sha256)) bad(state, 'sha256', 'its bytes are not those it was made of')
    checkSignature(state, end, new Set(chains.filter(({ own }) => own).flatMap(({ keys }) => keys)))
  }
}

/** `named` are the keys that the bench's own chains have named. */
function checkSignature(
  state: State,
  { key, sig, sha256 }: ExportEnd,
  named: ReadonlySet<string>,
): void {
  if (key === null || sig === null) {
    // A bench whose key is locked can still write out what it has: that is noted, and is no damage.
    if (key !== sig)
      bad(state, 'unsigned', 'it has a key and no signature, or a signature and no key')
    return
  }
  if (!named.has(key)) bad(state, 'key', 'no chain of the bench that made it names its key')
  const message = exportBytes(fromHex(sha256))
  if (!state.verify.verifySignature(fromHex(key), message, fromHex(sig)))
    bad(state, 'signature', 'it was not signed by the key that it names')
}

function anchorFindings({ heads, hashes, runnings, counts, lost }: State): Finding[] {
  if (!heads?.anchor) return []
  const { anchor } = heads
  const at = (chain: string, seq: number) => hashes.get(chain)?.get(seq)?.hash
  const faults = checkAnchor(anchor, {
    events: counts.event,
    hashAt: (chain, seq) => hexOrNull(at(chain, seq)),
    lastSeq: (chain) => hashes.get(chain)?.last ?? 0,
    epoch: anchor.epoch,
    pos: runnings.last,
    runningAt: (pos) => hexOrNull(runnings.get(pos)?.hash),
  })
  // What a service has lost of the order, the export tells of by itself.
  const isLost = lost.has(`${anchor.epoch} ${anchor.pos} ${anchor.running}`)
  const isOfOrder = /^(OrderMissing|OtherOrder)$/
  return faults
    .filter(({ type }) => !isLost || !isOfOrder.test(type))
    .map((fault) => ({ type: 'anchor', fault }))
}

const hexOrNull = (hash: Uint8Array | undefined): string | null => (hash ? toHex(hash) : null)
