import { type ReadDb, rollbacks } from '../open.ts'

interface Times {
  readonly rollbacks: number
  readonly at: Map<string, number>
}

const known = new WeakMap<ReadDb, Times>()
/** Beyond so many it is begun anew: about 8 MB. */
const MOST = 50_000

/**
 * When the events that were met last say that they happened (UTC milliseconds), by their identity: most
 * events rest on one of them, and its body need not be read again. An event never changes; one that was
 * taken back with its transaction is forgotten with all others.
 */
export function rememberTime(db: ReadDb, uid: string, at: number): void {
  timesOf(db).set(uid, at)
}

export const rememberedTime = (db: ReadDb, uid: string): number | undefined => timesOf(db).get(uid)

function timesOf(db: ReadDb): Map<string, number> {
  const times = known.get(db)
  const now = rollbacks(db)
  if (times?.rollbacks === now && times.at.size < MOST) return times.at
  const fresh = { rollbacks: now, at: new Map<string, number>() }
  known.set(db, fresh)
  return fresh.at
}
