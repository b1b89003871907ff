import type { Condition, ItemClaim, ItemOutcome, ShipmentClaim } from './facts.ts'

type Said = NonNullable<ItemClaim>

/** One tube of a consignment, all that was said of it taken together. `missing` only once it is closed. */
export interface ItemNow {
  readonly code: string
  readonly tube: string | null
  readonly state: ItemOutcome | 'expected' | 'missing'
  readonly condition: Condition | null
  readonly at: number | null
  /** The actor. */
  readonly by: string | null
  /** What other benches said of it, where that is something else. SHP-9 */
  readonly others: readonly ItemOutcome[]
  /** It came in the hand when somebody had closed the consignment without it. SHP-10 */
  readonly isLate: boolean
}

export type ItemCounts = Readonly<Record<ItemNow['state'], number>>

const WORST: readonly ItemOutcome[] = ['damaged', 'extra', 'received']

/** What a consignment says about any of its codes. */
export interface Manifest {
  readonly codes: ReadonlySet<string>
  /** Null while it is open. */
  readonly closed: { readonly at: number; readonly missing: ReadonlySet<string> } | null
}

export const manifestOf = ({ expected, closed, ended }: ShipmentClaim): Manifest => ({
  codes: new Set((expected?.items ?? []).map(({ code }) => code)),
  closed: overOf(closed ?? ended),
})

const overOf = (over: ShipmentClaim['closed'] | ShipmentClaim['ended']): Manifest['closed'] =>
  over && { at: over.at, missing: new Set(over.missing) }

/**
 * One tube of a consignment. Whether it was announced is read from the manifest as it is known now: who scanned it
 * may not have had that. Of what benches said apart the worst is shown, and the rest stands beside it. SHP-9
 */
export function itemNow(manifest: Manifest, code: string, said: readonly Said[]): ItemNow {
  const ranked = said
    .filter(({ undone }) => !undone)
    .map((one) => ({ ...one, outcome: outcomeOf(manifest, one) }))
    .toSorted((a, b) => WORST.indexOf(a.outcome) - WORST.indexOf(b.outcome))
  const worst = ranked[0]
  if (!worst) return notInHand(manifest, code)
  const { tube, outcome, condition, at, by } = worst
  const others = ranked.map((one) => one.outcome).filter((one) => one !== outcome)
  const known = tube ?? ranked.find((one) => one.tube !== null)?.tube ?? null
  const isLate = isAfterClosing(manifest, code, at)
  const rest = { condition, at, by, others: [...new Set(others)], isLate }
  return { code, tube: known, state: outcome, ...rest }
}

/** SHP-4: without a manifest nothing is extra. */
function outcomeOf({ codes }: Manifest, { code, outcome }: Said): ItemOutcome {
  if (outcome === 'damaged') return outcome
  return codes.size === 0 || codes.has(code) ? 'received' : 'extra'
}

function notInHand({ closed }: Manifest, code: string): ItemNow {
  const nothing = { tube: null, condition: null, at: null, by: null, others: [], isLate: false }
  return { code, state: closed ? 'missing' : 'expected', ...nothing }
}

/** Of what was announced the closing itself says it; of anything else only the clocks do, and nothing rests on it. */
function isAfterClosing({ codes, closed }: Manifest, code: string, at: number): boolean {
  if (!closed) return false
  return codes.has(code) ? closed.missing.has(code) : at > closed.at
}

export const NO_COUNTS: ItemCounts = { received: 0, extra: 0, damaged: 0, expected: 0, missing: 0 }

/** Whether somebody had it in the hand. */
export const isInHand = ({ state }: Pick<ItemNow, 'state'>): boolean =>
  state !== 'expected' && state !== 'missing'
