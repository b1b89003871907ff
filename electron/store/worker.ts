import { parentPort, workerData } from 'node:worker_threads'
import { v7 } from 'uuid'
import { assert } from '#shared/lib/assert.ts'
import { systemClock } from '../clock.ts'
import { checkpointWhenQuiet, type Quiet } from './checkpoint.ts'
import type { Call, Reply, StoreStart } from './messages.ts'
import { migrate } from './migrations/index.ts'
import { openReader, openWriter } from './open.ts'
import { createReader } from './reader.ts'
import { rebuildIfOld } from './rebuild.ts'
import { createWriter } from './writer.ts'

/** The thread in which SQLite lives: the writer and the reader are two of these. */

const port = parentPort
assert(port, 'a store runs in a thread of its own')
const start = workerData as StoreStart
const reply = (message: Reply) => port.postMessage(message)

/** The id of the call that is being answered. */
let underWay = 0

type Api = Readonly<Record<string, (...args: never[]) => unknown>>

interface Opened {
  readonly api: Api
  /** Of the thread that writes. */
  readonly quiet?: Quiet
}

function open(): Opened {
  if (start.role === 'reader') return { api: createReader(openReader(start.file)) }
  const db = openWriter(start.file)
  migrate(db)
  rebuildIfOld(db)
  const flag = new Int32Array(start.cancel)
  const api = createWriter(
    { db, clock: systemClock, newId: v7 },
    {
      say: (progress) => reply({ type: 'progress', progress }),
      isCancelled: () => Atomics.load(flag, 0) === underWay,
    },
  )
  return { api, quiet: checkpointWhenQuiet(api, sayOfLog, start.quiet) }
}

function sayOfLog(why: string): void {
  console.error(`Frostkeep cannot move its log into the ledger and goes on without: ${why}`)
}

function answer({ api, quiet }: Opened, { id, method, args }: Call): void {
  underWay = id
  try {
    const call = api[method]
    assert(call, `a store that knows ${method}`)
    if (method === 'close') quiet?.stop()
    reply({ type: 'answer', id, value: call(...(args as never[])) })
    if (method !== 'close') quiet?.called()
  } catch (error) {
    reply({ type: 'broken', id, ...reasonOf(error) })
  }
}

/** An error's class and code do not cross between threads; its code is what the other side asks for. */
function reasonOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) }
  const code = 'code' in error ? String(error.code) : error.name
  return { code, message: error.stack ?? error.message }
}

try {
  const opened = open()
  port.on('message', (call: Call) => answer(opened, call))
  reply({ type: 'ready' })
} catch (error) {
  const { code, message } = reasonOf(error)
  reply({ type: 'failed', name: code, message: error instanceof Error ? error.message : message })
  port.close()
}
