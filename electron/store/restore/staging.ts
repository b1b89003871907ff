import type { KeepingFault } from '#shared/contract/keeping.ts'
import type { ChainEnd, LostRun } from '#shared/domain/keeping/facts.ts'
import type { Finding } from '#shared/ledger/findings.ts'
import type { Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { type Incident, incarnate } from '../incarnate.ts'
import { position } from '../ledger.ts'
import type { WriteDb } from '../open.ts'
import type { FullOptions } from '../verify/full.ts'
import { createWriter } from '../writer.ts'
import { forgetStaged } from './replacing.ts'

/** A ledger that lies ready to take the present one's place. */
export interface Staged {
  readonly events: number
  /** The chain with which the bench goes on. */
  readonly chain: string
  readonly aside: string
  /** What is written beside the files that are put aside. */
  readonly report: unknown
  /** What the present ledger held when this began (`seenOf`): what came later would be left behind. */
  readonly seen: string
}

export interface StageGiven
  extends Omit<StoreContext, 'db'>,
    Pick<FullOptions, 'progress' | 'isCancelled'> {
  /** What the present ledger was found to have, where it is damaged. */
  readonly findings: readonly Finding[]
  /** Who decided it, where somebody could sign in. */
  readonly by?: string | null
}

/** Runs what makes a staged ledger; where it does not come about, nothing of it stays. */
export function staging<T>(
  ledger: string,
  work: () => Result<T, KeepingFault>,
): Result<T, KeepingFault> {
  forgetStaged(ledger)
  let isReady = false
  try {
    const done = work()
    isReady = done.ok
    return done
  } finally {
    if (!isReady) forgetStaged(ledger)
  }
}

export interface NewLife {
  readonly reason: 'restored' | 'salvaged'
  readonly aside: string
  readonly sources: readonly string[]
  readonly proven: readonly ChainEnd[]
  readonly lost: readonly LostRun[]
  readonly seen: string
  /** The highest life of this bench that anything here knows of. */
  readonly above: number
}

/**
 * Begins a new life in a staged ledger, says in it what happened, seals it, writes its anchor and closes
 * it: from here on it needs nothing but its name.
 */
export function beginLife(db: WriteDb, given: StageGiven, life: NewLife): Staged {
  const { findings, by, progress: _, isCancelled: __, ...context } = given
  const store = { ...context, db }
  const incident = { ...incidentOf(findings, life), ...(by && { by }) }
  const chain = incarnate(store, life.reason, incident, life.above)
  const writer = createWriter(store, { say: () => {}, isCancelled: () => false })
  const events = position(db)
  writer.close()
  const report = { ...incident, chain, reason: life.reason, at: given.clock.now(), findings }
  return { events, chain, aside: life.aside, report, seen: life.seen }
}

/** The most that an incident names of each: it is one event. */
const MOST = { found: 40, sources: 20, proven: 40, lost: 40 }

function incidentOf(findings: readonly Finding[], life: NewLife): Incident {
  const found = [...new Set(findings.map(kindOf))]
  return {
    kind: findings.length > 0 ? 'damage' : 'restore',
    found: found.slice(0, MOST.found),
    aside: life.aside,
    sources: life.sources.slice(0, MOST.sources),
    proven: life.proven.slice(0, MOST.proven),
    lost: life.lost.slice(0, MOST.lost),
  }
}

const kindOf = (one: Finding): string => {
  if (!('fault' in one)) return `${one.type}: ${one.table}`
  return `${one.type}: ${typeof one.fault === 'string' ? one.fault : one.fault.type}`
}
