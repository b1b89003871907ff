import type { WorkScan } from '#shared/domain/batch/machine.ts'
import type { WorkSession } from '#shared/domain/batch/session.ts'
import { COMMAND_PREFIX } from '#shared/scan/command-codes.ts'
import type { ReadDb } from '../open.ts'
import { resolve } from '../queries/resolve.ts'
import { tubeFacts } from './tube.ts'

/** A box or position that was scanned: a flow may want it. */
export interface ScannedPlace {
  readonly container: string
  readonly index: number | null
}

/** What a code is to a batch, and the place that it names, where it names one. `box`: in which `B3` is one. */
export function scanOf(
  db: ReadDb,
  session: WorkSession,
  text: string,
  box: string | null,
): { readonly scan: WorkScan; readonly place: ScannedPlace | null } {
  const it = resolve(db, text, box)
  switch (it.kind) {
    case 'command':
      return { scan: it, place: null }
    case 'container':
      return {
        scan: { kind: 'other', code: it.code, what: it.containerKind },
        place: { container: it.container, index: null },
      }
    case 'position':
      return { scan: { kind: 'other', code: text, what: 'position' }, place: it.place.at }
    case 'person':
      return { scan: { kind: 'other', code: it.name, what: 'badge' }, place: null }
    case 'unknown':
      // What is kept for commands is never a tube's code: it was misread, or is of a newer version. WRK-12
      if (it.code.startsWith(COMMAND_PREFIX))
        return { scan: { kind: 'other', code: it.code, what: 'command' }, place: null }
      return { scan: { kind: 'tube', tube: tubeFacts(db, session, it) }, place: null }
    default:
      return { scan: { kind: 'tube', tube: tubeFacts(db, session, it) }, place: null }
  }
}
