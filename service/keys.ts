import { err, ok, type Result } from '#shared/lib/result.ts'
import { LEASE } from '#shared/privacy/lease.ts'
import { KEYS_LIMITS, type KeysAnswer, type KeysRequest } from '#shared/sync/keys.ts'
import type { ServiceContext } from './context.ts'
import { erase } from './keys-erasures.ts'
import { heldFor } from './keys-hold.ts'
import type { KeyStore } from './keys-store.ts'
import type { Refused } from './refused.ts'
import type { Bench } from './store/benches.ts'

/**
 * Keeps the donors' keys that a bench hands over, and lends it those of its site for seven days. Nobody is lent
 * the key of a donor who was erased, ever again; a bench that brings one is told. Where the data may be older than
 * an erasure, nothing is lent until a bench has told: see `heldFor`.
 */
export async function tradeKeys(
  given: Pick<ServiceContext, 'now' | 'folder' | 'database' | 'say'> & { readonly keys: KeyStore },
  { stream: own, install }: Bench,
  { stream, put, erased, told, lease }: KeysRequest,
): Promise<Result<KeysAnswer, Refused>> {
  if (stream !== own) return err({ type: 'OTHER_SITE' })
  const { keys } = given
  const time = given.now()
  const until = time + LEASE
  // What a bench has erased is gone here as well, though its events may be held up.
  erase(
    given,
    erased.filter((holder) => !keys.isErased(holder)),
  )
  const kept = put.filter((key) => keys.put(stream, key, install, time)).map(({ key }) => key)
  const gone = [...new Set([...erased, ...put.map(({ holder }) => holder)])].filter(keys.isErased)
  const held = await heldFor(given, install, told)
  const lent =
    lease && !held
      ? keys.lend(stream, lease.after, KEYS_LIMITS.lease, { bench: install, at: time, until })
      : []
  const next = lent.length < KEYS_LIMITS.lease ? null : lent.at(-1)!.key
  const answer = { time, kept, erased: gone, lent: [...lent], until, next }
  return ok(held ? { ...answer, held: held.id } : answer)
}
