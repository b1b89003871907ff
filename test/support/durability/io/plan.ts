import type { Random } from '../../../../electron/store/demo/random.ts'

export const KINDS = ['write', 'sync', 'truncate', 'open', 'unlink', 'read'] as const
export type Kind = (typeof KINDS)[number]

/** How many calls of each kind an undisturbed bench makes. */
export type Calls = Readonly<Record<Kind, number>>

/** Calls of one kind that fail, from one to another, counted from 1. */
export interface Fault {
  readonly kind: Kind
  readonly first: number
  readonly last: number
  readonly error: Failure
}

/** Linux's numbers. */
const ERRORS = {
  EINTR: 4,
  EIO: 5,
  ENOMEM: 12,
  EACCES: 13,
  EMFILE: 24,
  ENOSPC: 28,
  EROFS: 30,
  EDQUOT: 122,
} as const

/**
 * `short`: half is written. `torn`: half is written, and then the disk is full. `lie`: the program is told
 * that it was synced.
 */
export type Failure = keyof typeof ERRORS | 'short' | 'torn' | 'lie'

/** What each kind of call may meet. */
export const FAILURES: Readonly<Record<Kind, readonly Failure[]>> = {
  write: ['EIO', 'ENOSPC', 'EDQUOT', 'EROFS', 'EINTR', 'ENOMEM', 'short', 'torn'],
  sync: ['EIO', 'ENOSPC', 'EDQUOT', 'EROFS', 'EINTR', 'ENOMEM'],
  truncate: ['EIO', 'ENOSPC', 'EROFS', 'EINTR', 'ENOMEM'],
  open: ['EIO', 'ENOSPC', 'EACCES', 'EMFILE', 'EROFS', 'ENOMEM'],
  unlink: ['EIO', 'EACCES', 'EROFS', 'ENOMEM'],
  read: ['EIO', 'ENOMEM', 'EINTR'],
}

/** The fault as the shim wants to be told it. */
export function ruleOf({ kind, first, last, error }: Fault): string {
  const rule = (from: number, to: number, what: string | number) => `${kind} ${from} ${to} ${what}`
  if (error === 'short' || error === 'lie') return rule(first, last, error)
  if (error === 'torn')
    return `${rule(first, first, 'short')}; ${rule(first + 1, last + 1, ERRORS.ENOSPC)}`
  return rule(first, last, ERRORS[error])
}

export const nameOf = ({ kind, first, last, error }: Fault): string =>
  `${kind} ${first}${last > first ? `-${last}` : ''} ${error}`

/** So many faults at calls that follow from `random`; every fourth is no single one but lasts for a while. */
export const someFaults =
  (rounds: number) =>
  (calls: Calls, random: Random): Fault[] => {
    const kinds = KINDS.filter((kind) => calls[kind] > 0)
    return Array.from({ length: rounds }, (_, n) => {
      // Commits stand and fall with these two.
      const kind = n % 2 === 0 ? random.of(['write', 'sync'] as const) : random.of(kinds)
      const first = 1 + random.below(calls[kind])
      const last = random.below(4) === 0 ? first + random.below(20) : first
      return { kind, first, last, error: random.of(FAILURES[kind]) }
    })
  }

/** Every call with every error that it may meet. */
export const everyFault = (calls: Calls): Fault[] =>
  KINDS.flatMap((kind) =>
    Array.from({ length: calls[kind] }, (_, n) => n + 1).flatMap((first) =>
      FAILURES[kind].map((error) => ({ kind, first, last: first, error })),
    ),
  )

/** From one call on every one of that kind fails so: so many times, from calls all over the work. */
export const forGood =
  (kind: Kind, error: Failure) =>
  (times: number) =>
  (calls: Calls): Fault[] =>
    Array.from({ length: times }, (_, n) => {
      const first = 1 + Math.floor((n / times) * calls[kind])
      return { kind, first, last: 1_000_000, error }
    })
