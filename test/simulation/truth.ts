import type { ReadDb } from '../../electron/store/open.ts'
import { peek } from './memory-ledger.ts'

export interface Told {
  readonly uid: string
  readonly body: string
  readonly bench: string
  readonly step: number
}

/** What the people of a site know to be recorded, kept apart from the program. */
export class Truth {
  /** Facts that somebody was told were saved, by uid, while any copy that holds them is left. */
  readonly told = new Map<string, Told>()
  /** Told, and gone with the last copy that held them. */
  readonly destroyed = new Set<string>()

  /** Answers the facts of a command that somebody was told is done. */
  confirm(db: ReadDb, command: string, bench: string, step: number): readonly string[] {
    const rows = peek(db, OF_COMMAND).all(command) as { uid: string; body: string }[]
    for (const { uid, body } of rows)
      if (!this.told.has(uid)) this.told.set(uid, { uid, body, bench, step })
    return rows.map(({ uid }) => uid)
  }

  /** Of some facts those that no copy is left of need not be anywhere any more. */
  forget(uids: Iterable<string | null>, isHeld: (uid: string) => boolean): void {
    for (const uid of uids) {
      if (uid === null || !this.told.has(uid) || isHeld(uid)) continue
      this.told.delete(uid)
      this.destroyed.add(uid)
    }
  }
}

const OF_COMMAND = `
  SELECT e.uid, e.body FROM command_done c JOIN event e ON e.id BETWEEN c.first_event AND c.last_event
  WHERE c.id = ?`

/** The facts that a ledger holds. */
export const factsIn = (db: ReadDb): string[] =>
  peek(db, 'SELECT uid FROM event').pluck().all() as string[]
