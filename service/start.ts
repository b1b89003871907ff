import { join } from 'node:path'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { takeActs } from './acts.ts'
import { announcing } from './announcing.ts'
import type { ServiceContext } from './context.ts'
import { offerCode } from './enroll.ts'
import { makeFolder } from './folder.ts'
import { applyErasures } from './keys-erasures.ts'
import { holdAfterRestore } from './keys-hold.ts'
import { openKeyStore } from './keys-store.ts'
import { type Locked, lockFolder } from './lock.ts'
import { createPokes } from './pokes.ts'
import { createServer } from './server.ts'
import { databaseLog } from './store/database-log.ts'
import { openStore } from './store/open.ts'

export interface OpenOptions extends Omit<ServiceContext, 'database' | 'log' | 'pokes' | 'keys'> {
  readonly newEpoch: () => string
  /** Begins a new epoch: see `openStore`. */
  readonly isRestored?: boolean
  /** False: see `openStore`. */
  readonly isFlushed?: boolean
}

export interface StartOptions extends OpenOptions {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
}

/** A service that answers. */
export interface Service extends ServiceContext {
  /** The address with scheme and port. */
  readonly address: string
  /** Asking twice is asking once. */
  stop(): Promise<void>
}

export type OpenRefusal = Locked | { readonly type: 'CannotWrite'; readonly why: string }
export type StartRefusal = OpenRefusal | { readonly type: 'CannotListen'; readonly why: string }

/** The data of a folder, which no other process works on until it is closed. */
export interface Opened {
  readonly context: ServiceContext
  close(): Promise<void>
}

/** Opens the data in a folder. Before anything else, what was erased is destroyed. */
export async function openService(options: OpenOptions): Promise<Result<Opened, OpenRefusal>> {
  const { folder, now, random, say } = options
  const unusable = makeFolder(folder)
  if (unusable !== null) return err({ type: 'CannotWrite', why: unusable })
  const lock = lockFolder(folder)
  if (!lock.ok) return lock
  const database = await openStore({ ...options, folder: join(folder, 'postgres'), now: now() })
  const pokes = createPokes()
  const log = announcing(databaseLog(database), pokes.moved)
  const keys = openKeyStore(folder)
  const context: ServiceContext = { log, pokes, database, folder, keys, now, random, say }
  await holdAfterRestore(context, options.isRestored ?? false)
  await applyErasures(context)
  const close = async () => {
    await database.close()
    keys.close()
    lock.value.release()
  }
  return ok({ context, close })
}

/** Opens the data in a folder, answers benches, and shows the code for the first of them. */
export async function startService(options: StartOptions): Promise<Result<Service, StartRefusal>> {
  const { host, port } = options
  const opened = await openService(options)
  if (!opened.ok) return opened
  const { context } = opened.value
  const server = createServer(context)
  const stopActs = takeActs(context)
  const close = async () => {
    await server.close()
    await stopActs()
    await opened.value.close()
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
