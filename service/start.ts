import { join } from 'node:path'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { announcing } from './announcing.ts'
import type { ServiceContext } from './context.ts'
import { offerCode } from './enroll.ts'
import { makeFolder } from './folder.ts'
import { applyErasures } from './keys-erasures.ts'
import { openKeyStore } from './keys-store.ts'
import { type Locked, lockFolder } from './lock.ts'
import { createPokes } from './pokes.ts'
import { createServer } from './server.ts'
import { databaseLog } from './store/database-log.ts'
import { openStore } from './store/open.ts'

export interface StartOptions extends Omit<ServiceContext, 'database' | 'log' | 'pokes' | 'keys'> {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly newEpoch: () => string
  /** Begins a new epoch: see `openStore`. */
  readonly isRestored?: boolean
  /** False: see `openStore`. */
  readonly isFlushed?: boolean
}

/** A service that answers. */
export interface Service extends ServiceContext {
  /** The address with scheme and port. */
  readonly address: string
  /** Asking twice is asking once. */
  stop(): Promise<void>
}

export type StartRefusal =
  | Locked
  | { readonly type: 'CannotListen'; readonly why: string }
  | { readonly type: 'CannotWrite'; readonly why: string }

/** Opens the data in a folder, answers benches, and shows the code for the first of them. */
export async function startService(options: StartOptions): Promise<Result<Service, StartRefusal>> {
  const { folder, host, port, now, random, say } = options
  const unusable = makeFolder(folder)
  if (unusable !== null) return err({ type: 'CannotWrite', why: unusable })
  const lock = lockFolder(folder)
  if (!lock.ok) return lock
  const database = await openStore({ ...options, folder: join(folder, 'postgres'), now: now() })
  const pokes = createPokes()
  const log = announcing(databaseLog(database), pokes.moved)
  const keys = openKeyStore(folder)
  const context: ServiceContext = { log, pokes, database, folder, keys, now, random, say }
  await applyErasures(context)
  const server = createServer(context)
  const close = async () => {
    await server.close()
    await database.close()
    keys.close()
    lock.value.release()
  }
  let closed: Promise<void> | null = null
  const stop = () => {
    closed ??= close()
    return closed
  }
  try {
    const address = await server.listen({ host, port })
    await offerCode(context)
    return ok({ ...context, address, stop })
  } catch (error) {
    await stop()
    return err({ type: 'CannotListen', why: (error as Error).message })
  }
}
