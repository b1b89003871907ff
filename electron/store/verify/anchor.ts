import type { Finding, Note } from '#shared/ledger/findings.ts'
import { anchorFaults, anchorOf } from '../anchor.ts'
import type { ReadDb } from '../open.ts'

/** What the anchor beside a ledger says of it. To be asked for before the ledger is read. */
export function checkAnchor(
  db: ReadDb,
  ledger: string,
): { readonly findings: readonly Finding[]; readonly notes: readonly Note[] } {
  const anchor = anchorOf(ledger)
  if (anchor.slots.length === 0) return { findings: [], notes: ['no-anchor'] }
  if (!anchor.newest) {
    const what = 'the anchor: no slot of it is whole'
    return { findings: [{ type: 'file', fault: 'unreadable', what }], notes: [] }
  }
  const findings = anchorFaults(db, anchor).map((fault) => ({ type: 'anchor', fault }) as const)
  // The first writing leaves the other slot empty.
  const isWhole = anchor.newest.n === 1 || anchor.slots.every((slot) => slot !== null)
  return { findings, notes: isWhole ? [] : ['anchor-slot'] }
}
