import Database from 'better-sqlite3'
import { v7 } from 'uuid'
import { systemClock } from '../../../../electron/clock.ts'
import { openStore, StoreFailed } from '../../../../electron/store/client.ts'
import { migrate } from '../../../../electron/store/migrations/index.ts'
import { openWriter, type WriteDb } from '../../../../electron/store/open.ts'
import { createWriter, type Writer } from '../../../../electron/store/writer.ts'
import type { Mode } from './told.ts'
import type { Act, Asked, Reply } from './work.ts'

const WORKER = new URL('../../../../electron/store/worker.ts', import.meta.url)

/** Long enough that nothing is done at a time of its own: the work says when the bench rests. */
const NEVER = 600_000

/** Where acts are asked for and answered. */
export interface Desk {
  ask(act: Act): Promise<Reply>
  /** Never rejects. */
  close(): Promise<void>
}

type Learnt = (command: string, isSaved: boolean) => void

/** The program's own store, or one that deals with a failed commit as it must not. Rejects as it does. */
export const openDesk = (ledger: string, learnt: Learnt, mode: Mode): Promise<Desk> =>
  mode === 'product' ? productDesk(ledger, learnt) : wrongDesk(ledger, mode)

async function productDesk(ledger: string, learnt: Learnt): Promise<Desk> {
  const store = await openStore(WORKER, ledger, { quiet: NEVER })
  store.listen({
    onLearnt: ({ command, outcome }) => learnt(command, outcome.type === 'saved'),
  })
  return {
    ask: (act) => act(store.write as unknown as Asked).catch(replyToFailure),
    close: async () => {
      // The next call of a bench whose disk works again tells what nobody knew before.
      await store.write.facts().catch(() => {})
      await store.close()
    },
  }
}

/** Reasons at which the program tells a person that nothing was saved. */
const REFUSED: ReadonlySet<string> = new Set([
  'NotSaved',
  'SQLITE_FULL',
  'SQLITE_READONLY',
  'LedgerBusy',
])

function replyToFailure(error: unknown): Reply {
  if (!(error instanceof StoreFailed)) return { told: 'unknown', why: String(error) }
  const why = `${error.reason}: ${error.message.split('\n')[0]}`
  return { told: REFUSED.has(error.reason) ? 'not saved' : 'unknown', why }
}

async function wrongDesk(ledger: string, mode: Mode): Promise<Desk> {
  const { db, writer } = openHere(ledger, mode)
  const told = mode === 'always saved' ? 'saved' : 'not saved'
  return {
    ask: (act) => act(asked(writer)).catch((error: unknown) => ({ told, why: String(error) })),
    close: async () => {
      db.close()
    },
  }
}

function openHere(ledger: string, mode: Mode) {
  const db = mode === 'unguarded' ? unguarded(ledger) : openWriter(ledger)
  migrate(db)
  const hooks = { say: () => {}, isCancelled: () => false, tell: () => {} }
  return { db, writer: createWriter({ db, clock: systemClock, newId: v7 }, hooks) }
}

/** Opened as SQLite opens it. */
function unguarded(ledger: string): WriteDb {
  const db = new Database(ledger)
  db.pragma('synchronous = FULL')
  return db as WriteDb
}

/** A writer of this thread, asked as if it were in another. */
const asked = (writer: Writer): Asked =>
  new Proxy({} as Asked, {
    get:
      (_, method: keyof Writer) =>
      async (...args: unknown[]) =>
        (writer[method] as (...args: unknown[]) => unknown)(...args),
  })
