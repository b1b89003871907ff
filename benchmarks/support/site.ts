import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Change } from '#shared/contract/views.ts'
import { assert } from '#shared/lib/assert.ts'
import type { AccessFile } from '../../electron/bench/access.ts'
import { createSyncLink, type SyncLink } from '../../electron/bench/sync-link.ts'
import { openStore, type Store } from '../../electron/store/client.ts'
import { newKey } from '../../electron/store/key.ts'
import { migrate } from '../../electron/store/migrations/index.ts'
import { openWriter } from '../../electron/store/open.ts'
import { rebuildIfOld } from '../../electron/store/rebuild.ts'
import type { SyncAccess } from '../../electron/sync/ports.ts'
import type { SyncState } from '../../electron/sync/state.ts'
import { seedLedger } from '../seed/seed-ledger.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** The central service as a program of its own, on a free port of this computer. */
export interface Central {
  readonly url: string
  /** Lets one bench in. */
  code(): Promise<string>
  stop(): Promise<void>
}

async function startCentral(folder: string): Promise<Central> {
  const args = [join(ROOT, 'service/main.ts'), '--data', folder, '--port', '0']
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const said = listenTo(child)
  const url = await said.next(/^Frostkeep service at (\S+),/)
  return {
    url,
    code: () => said.next(/^Code for the next bench: (\S+)/),
    stop: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

/** Ends the service whatever becomes of the work at it. */
export async function atCentral<T>(
  folder: string,
  work: (central: Central) => Promise<T>,
): Promise<T> {
  const central = await startCentral(folder)
  try {
    return await work(central)
  } finally {
    await central.stop()
  }
}

/** What a program prints, line by line: each line answers one question. */
function listenTo(child: ChildProcess) {
  const lines: string[] = []
  let tell = () => {}
  let isOver = false
  assert(child.stdout, 'a program whose output is read')
  createInterface(child.stdout)
    .on('line', (line) => {
      lines.push(line)
      tell()
    })
    .on('close', () => {
      isOver = true
      tell()
    })
  return {
    async next(wanted: RegExp): Promise<string> {
      for (;;) {
        const at = lines.findIndex((line) => wanted.test(line))
        if (at >= 0) return wanted.exec(lines.splice(at, 1)[0]!)![1]!
        assert(!isOver, 'a service that goes on')
        await new Promise<void>((done) => {
          tell = done
        })
      }
    },
  }
}

/** A bench with its store's threads and its link, in this process, without screens. */
export interface LinkedBench {
  readonly file: string
  readonly store: Store
  readonly link: SyncLink
  /** Called at every change that came from the service. */
  onApplied: (change: Change) => void
  /** Resolves as soon as the link says so; rejects where it has stopped or nobody answers. */
  until(isSo: (state: SyncState) => boolean): Promise<void>
  close(): Promise<void>
}

/** A service that has ended does not come back. */
const PATIENCE = 60_000

const WORKER = new URL('../../electron/store/worker.ts', import.meta.url)

async function openLinked(folder: string): Promise<LinkedBench> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'ledger.db')
  const key = { pkcs8: newKey(), protection: 'file' } as const
  const store = await openStore(WORKER, file, { key })
  let kept: SyncAccess | null = null
  const access = {
    read: () => kept,
    write: (next: SyncAccess) => {
      kept = next
    },
  } as AccessFile
  const waiting = new Set<(state: SyncState) => void>()
  const bench: LinkedBench = {
    file,
    store,
    link: createSyncLink({
      store,
      access,
      onState: (state) => {
        for (const one of waiting) one(state)
      },
      onApplied: (change) => bench.onApplied(change),
    }),
    onApplied: () => {},
    until: (isSo) =>
      new Promise((done, fail) => {
        let patience: NodeJS.Timeout | undefined
        const end = (why: string, state: SyncState) => {
          waiting.delete(look)
          fail(new Error(`${why}: ${JSON.stringify(state)}`))
        }
        const look = (state: SyncState) => {
          clearTimeout(patience)
          if (state.type === 'stopped') return end('The link has stopped', state)
          if (state.type === 'offline')
            patience = setTimeout(() => end('Nobody answers', state), PATIENCE)
          if (!isSo(state)) return
          waiting.delete(look)
          done()
        }
        waiting.add(look)
      }),
    close: async () => {
      await bench.link.stop()
      await store.close()
    },
  }
  return bench
}

const isUpToDate = ({ type }: SyncState): boolean => type === 'up-to-date'

/** A ledger that a bench has filled, as `npm run seed` does. Answers how many events it has. */
export function seedFolder(folder: string, specimens: number): number {
  mkdirSync(folder, { recursive: true })
  const db = openWriter(join(folder, 'ledger.db'))
  migrate(db)
  rebuildIfOld(db)
  const events = seedLedger(db, { specimens, seed: 20_417, say: () => {} })
  db.close()
  return events
}

/** Hands a whole ledger over to the service. */
export async function handOver(central: Central, folder: string): Promise<void> {
  await closing(await openLinked(folder), async (bench) => {
    const done = bench.until((state) => isUpToDate(state) && state.waiting === 0)
    await enroll(central, bench, 'Bench 1', 'Uppsala')
    bench.link.restart()
    await done
  })
}

/** A new bench of the site that has received nothing yet, and whose link stands still. */
export async function joinSite(central: Central, folder: string, name: string) {
  const bench = await openLinked(folder)
  try {
    const { stream, benchNumber } = await enroll(central, bench, name, null)
    await bench.store.write.join(stream, benchNumber, name)
    return bench
  } catch (error) {
    await bench.close()
    throw error
  }
}

async function enroll(
  central: Central,
  { link }: LinkedBench,
  benchName: string,
  siteName: string | null,
) {
  const code = await central.code()
  const enrolled = await link.enroll({ url: central.url, code, benchName, siteName })
  assert(enrolled.ok, 'a bench that the service lets in')
  return enrolled.value
}

/** Closes a bench whatever becomes of the work at it. */
export async function closing<T>(
  bench: LinkedBench,
  work: (bench: LinkedBench) => Promise<T>,
): Promise<T> {
  try {
    return await work(bench)
  } finally {
    await bench.close()
  }
}

/** Receives all that the service has. */
export async function catchUp(bench: LinkedBench): Promise<void> {
  const done = bench.until(isUpToDate)
  bench.link.restart()
  await done
}
