import type { ReadDb } from './open.ts'
import { statement } from './sql.ts'

/** Whether an act is in the ledger: what a person is told after the answer to it was lost. */
export type LookedUp =
  | { readonly type: 'saved'; readonly position: number }
  | { readonly type: 'absent' }

export function outcomeOf(db: ReadDb, command: string): LookedUp {
  const row = statement(db, 'SELECT last_event FROM command_done WHERE id = ?').get(command)
  const known = row as { last_event: number } | undefined
  return known ? { type: 'saved', position: known.last_event } : { type: 'absent' }
}

/** The command that a call carries out, or null where it carries out none. */
export function commandOf(method: string, args: readonly unknown[]): string | null {
  if (method === 'runImport') return String(args[1])
  for (const arg of args)
    if (typeof arg === 'object' && arg !== null && 'id' in arg && 'via' in arg) return idOf(arg.id)
  return null
}

const idOf = (id: unknown): string | null => (typeof id === 'string' && id !== '' ? id : null)
