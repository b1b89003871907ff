import { z } from 'zod'
import type { ChainHead } from '#shared/ledger/chain.ts'
import { headOfChain, presentChain } from '../ledger.ts'
import { getMeta, setMeta } from '../meta.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

export interface OwnLife {
  readonly id: number
  readonly name: string
}

/**
 * The chains of this bench that are handed over, the first life first and the present one last. A branch is
 * what came from somebody else, and an ended life has told its rest again in a later one.
 */
export function ownLives(db: ReadDb): OwnLife[] {
  const rows = statement(
    db,
    'SELECT id, name FROM chain WHERE own = 1 ORDER BY id',
  ).all() as OwnLife[]
  const over = ended(db)
  const present = presentChain(db)?.id
  const lives = rows.filter(({ name }) => !over.has(name))
  return [...lives.filter(({ id }) => id !== present), ...lives.filter(({ id }) => id === present)]
}

/** The same with their ends. */
export const ownChains = (db: ReadDb): { chain: string; head: ChainHead | null }[] =>
  ownLives(db).map(({ id, name }) => ({ chain: name, head: headOfChain(db, id) }))

const names = z.array(z.string())
const perChain = z.record(z.string(), z.int().min(0))

function ended(db: ReadDb): ReadonlySet<string> {
  const text = getMeta(db, 'ended')
  return new Set(text === null ? [] : names.parse(JSON.parse(text)))
}

/** From here on nothing of these chains is sent any more. */
export function end(db: WriteDb, chains: readonly string[]): void {
  const over = new Set([...ended(db), ...chains])
  setMeta(db, 'ended', JSON.stringify([...over]))
}

/** How far the service has acknowledged each own chain. Before a bench could have several, it was a number. */
export function acknowledged(db: ReadDb): Readonly<Record<string, number>> {
  const text = getMeta(db, 'acknowledged')
  if (text === null) return {}
  const first = ownLives(db)[0]
  if (/^\d+$/.test(text)) return first ? { [first.name]: Number(text) } : {}
  return perChain.parse(JSON.parse(text))
}

/** The service has it: do not send again. It takes its place in the order when it comes back by pull. */
export function acknowledge(db: WriteDb, chain: string, seq: number): void {
  const known = acknowledged(db)
  if (seq > (known[chain] ?? 0)) setAcknowledged(db, { ...known, [chain]: seq })
}

/** The service has nothing of a chain after `seq`: what was acknowledged after it is to be sent again. */
export function sendAgain(db: WriteDb, chain: string, seq: number): void {
  const known = acknowledged(db)
  if (seq < (known[chain] ?? 0)) setAcknowledged(db, { ...known, [chain]: seq })
}

export function setAcknowledged(db: WriteDb, to: Readonly<Record<string, number>>): void {
  setMeta(db, 'acknowledged', JSON.stringify(to))
}
