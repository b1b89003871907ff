import type { Finding, VerifyReport } from '#shared/ledger/findings.ts'
import { createVerifier, type Verified, type Verifier } from '#shared/ledger/verify.ts'
import type { KeptEvent } from '#shared/ledger/verify-chain.ts'
import { verifySignature } from '../../ed25519.ts'
import { sha256 } from '../../sha256.ts'
import { ownChain, position } from '../ledger.ts'
import type { ReadDb } from '../open.ts'
import {
  aliasAt,
  aliasPlace,
  eventAt,
  eventsAfter,
  guarded,
  hasUid,
  isPlaced,
  keptAt,
  type LinkRow,
  lastOfChain,
  lastSeal,
  linkBefore,
  orderAfter,
  orderStart,
} from './read.ts'
import { checkChains, checkCursor, checkSums, installOf, presentOf, summed } from './rows.ts'
import { checkSchema } from './schema.ts'

/** So many of the last rows are looked at: a loss or a torn write is at the end. */
export const TAIL = 256

/**
 * Looks at the end of a ledger, in a time that does not grow with it: the last own events, the last of
 * all, the end of the common order, the last seal, the bench's own rows, the schema. Answers what is
 * wrong. What the anchor says is asked for apart.
 */
export const verifyTail = (db: ReadDb): Finding[] => [...tail(db).findings]

/** The same as a report. */
export function verifyQuick(db: ReadDb, more: readonly Finding[] = []): VerifyReport {
  const started = performance.now()
  const { verified, findings, rows } = tail(db)
  const all = [...findings, ...more]
  return {
    level: 'quick',
    kind: 'ledger',
    made: null,
    sound: all.length === 0,
    ...verified,
    rows,
    findings: all,
    notes: [],
    tubes: [],
    people: {},
    seconds: (performance.now() - started) / 1000,
  }
}

function tail(db: ReadDb): { verified: Verified; findings: Finding[]; rows: number } {
  const findings: Finding[] = []
  let rows = 0
  const part = (what: string, work: () => void) => guarded(findings, () => what, work)
  part('the schema', () => findings.push(...checkSchema(db)))
  part('the last own events', () => findings.push(...ownTail(db).findings))
  let verified = NOTHING
  part('the last events', () => {
    verified = allTail(db)
    findings.push(...verified.findings)
  })
  part('the chains', () => findings.push(...checkChains(db)))
  part('the cursor', () => findings.push(...checkCursor(db)))
  for (const table of summed(db))
    part(table, () => findings.push(...checkSums(db, table, () => rows++, LAST[table])))
  return { verified, findings: unlike(findings), rows }
}

const NOTHING: Verified = { events: 0, order: 0, seals: 0, acts: 0, chains: [], findings: [] }

/** Only these tables grow for as long as a bench works. */
const LAST: Partial<Record<string, string>> = {
  past_order: `ORDER BY id DESC LIMIT ${TAIL}`,
  command_done: `ORDER BY last_event DESC LIMIT ${TAIL}`,
  label_job: `ORDER BY made_at DESC LIMIT ${TAIL}`,
}

/** The last own events are among the last of all as well, unless many have come from others. */
const unlike = (findings: readonly Finding[]): Finding[] => {
  const texts = findings.map((one) => JSON.stringify(one))
  return findings.filter((_, i) => texts.indexOf(texts[i]!) === i)
}

const given = (db: ReadDb) => ({
  sha256,
  verifySignature,
  install: installOf(db),
  ...presentOf(db),
  isTaken: (uid: string) => hasUid(db, uid),
  isPlaced: (row: number) => isPlaced(db, row),
  again: (row: number) => keptAt(db, row),
  anyKey: true,
})

/** The end of the chain that the bench goes on with, and the seal that speaks for most of it. */
function ownTail(db: ReadDb): Verified {
  const verifier = createVerifier(given(db), null)
  const own = ownChain(db)
  if (!own) return verifier.end()
  feed(db, verifier, lastOfChain(db, own.id, TAIL))
  const seal = lastSeal(db, own.id)
  if (seal) verifier.seal(seal)
  return verifier.end()
}

/** The last rows, whoever wrote them, and the end of the common order. */
function allTail(db: ReadDb): Verified {
  const before = Math.max(0, position(db) - TAIL)
  const start = orderStart(db, lastPos(db) - TAIL)
  const verifier = createVerifier(given(db), before, start)
  feed(db, verifier, asLinks(eventsAfter(db, before)))
  for (const { row, alias, ...kept } of orderAfter(db, start?.pos ?? 0)) {
    const event = alias === null ? eventAt(db, row) : aliasPlace(aliasAt(db, alias), row)
    verifier.position({ ...kept, event })
  }
  return verifier.end()
}

function* asLinks(events: Iterable<KeptEvent>): Generator<LinkRow> {
  for (const event of events) yield { event }
}

const lastPos = (db: ReadDb): number =>
  db.prepare('SELECT coalesce(max(pos), 0) FROM stream_order').pluck().get() as number

/** Wherever a link does not follow the last that was fed, its chain is taken up after what is before it. */
function feed(db: ReadDb, verifier: Verifier, links: Iterable<LinkRow>): void {
  const last = new Map<string, number>()
  for (const { event, alias } of links) {
    const { chain, seq } = event ?? alias
    if (chain !== null && last.get(chain) !== seq - 1) {
      const before = linkBefore(db, chain, seq)
      if (before) verifier.resume(chain, before)
    }
    if (chain !== null) last.set(chain, seq)
    if (event) verifier.event(event)
    else verifier.alias(alias)
  }
}
