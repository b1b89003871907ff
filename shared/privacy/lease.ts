/** For how long a bench may read with a key that it was lent, in milliseconds. DON-7 */
export const LEASE = 7 * 86_400_000
/** After so long of it a bench that is connected has it renewed. */
export const RENEW_AFTER = 86_400_000

/** The clocks of a bench at one moment; `mono` counts in the session that `session` names. */
export interface Clocks {
  readonly session: string
  /** UTC milliseconds, as the computer's clock has it. */
  readonly wall: number
  readonly mono: number
}

/** The same when the service last told its time, `server`. */
export interface Contact extends Clocks {
  readonly server: number
}

/**
 * The time by which a lease is judged. A clock that was set back lends no key for longer: within a session
 * the monotonic clock goes on, and from one session to the next time never goes below `latest`, the highest that was
 * known. A clock that is ahead takes no key away from a bench that has just heard the service's time: it is
 * put right by as much as it was wrong then. One that was set ahead since ends the lease until the next contact.
 */
export function leaseTime(now: Clocks, contact: Contact | null, latest: number): number {
  if (!contact || contact.session !== now.session) return Math.max(now.wall, latest)
  const elapsed = Math.max(0, now.mono - contact.mono)
  // The monotonic clock stands still while a computer sleeps, and the other one does not.
  const slept = now.wall - contact.wall
  return Math.max(contact.server + Math.max(elapsed, slept), latest)
}
