import { readFileSync, statSync } from 'node:fs'

/** Another program that keeps the ledger from being written. */
export interface Holder {
  readonly pid: number
  readonly name: string
}

/** Nobody else writes to a bench's ledger; where somebody does, a person has to know who. */
export class LedgerBusy extends Error {
  override readonly name = 'LedgerBusy'
  constructor(holder: Holder | null) {
    super(`The ledger is held by ${holder ? `${holder.name} (process ${holder.pid})` : UNKNOWN}`)
  }
}

const UNKNOWN = 'another program or another part of this one'

/**
 * Who holds a lock on a ledger's files, or null where the system does not say (it does on Linux) or
 * where it is this program itself.
 */
export function writerOf(file: string): Holder | null {
  try {
    const locks = readFileSync('/proc/locks', 'utf8')
    const inodes = [`${file}-shm`, file].map((one) => String(statSync(one).ino))
    const pid = pidOf(locks, inodes)
    return pid === null ? null : { pid, name: nameOf(pid) }
  } catch {
    return null
  }
}

/** `1: POSIX  ADVISORY  WRITE 1234 fe:00:567 120 120`: process 1234 has a write lock on inode 567. */
function pidOf(locks: string, inodes: readonly string[]): number | null {
  for (const line of locks.split('\n')) {
    const [, pid, inode] = /\bWRITE\s+(\d+)\s+\S+:(\d+)\s/.exec(line) ?? []
    if (inode && inodes.includes(inode) && Number(pid) !== process.pid) return Number(pid)
  }
  return null
}

const nameOf = (pid: number): string => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
