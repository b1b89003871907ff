import { existsSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { v7 } from 'uuid'
import type { Finding } from '#shared/ledger/findings.ts'
import { assert } from '#shared/lib/assert.ts'
import { systemClock } from '../clock.ts'
import { checkpointWhenQuiet, type Quiet } from './checkpoint.ts'
import { donorKeysOf, donorKeysToRead } from './donor-keys/thread.ts'
import { isDiskFault, reasonOf } from './faults.ts'
import { createKeeper } from './keeper.ts'
import { benchKey } from './key.ts'
import { type Call, type Opening, type Reply, SOUND, type StoreStart } from './messages.ts'
import { getMeta } from './meta.ts'
import { openReader } from './open.ts'
import { isDamage, openLedger, readable, unreadable } from './opening.ts'
import { commandOf } from './outcome.ts'
import { createReader } from './reader.ts'
import { copyBeforeUpgrade } from './upgrade-copy.ts'
import { createWriter, type Writer } from './writer.ts'

/** The thread in which SQLite lives: one that writes, one that reads, one for what takes long. */

const port = parentPort
assert(port, 'a store runs in a thread of its own')
const start = workerData as StoreStart
const reply = (message: Reply) => port.postMessage(message)
const say = (line: string) => reply({ type: 'said', line })

/** What the bench signs with; it may be unlocked while the store is open. */
let key = start.key ? benchKey(start.key) : undefined

/** The id of the call that is being answered. */
let underWay = 0
const flag = new Int32Array(start.cancel)
const isCancelled = () => Atomics.load(flag, 0) === underWay

type Api = Readonly<Record<string, (...args: never[]) => unknown>>

interface Opened {
  readonly api: Api
  readonly opening: Opening
  /** Of a thread that writes. */
  readonly writer?: Writer
  readonly quiet?: Quiet
}

function open(): Opened {
  switch (start.role) {
    case 'reader':
      return {
        api: createReader(readable(start.file), donorKeysToRead(start)),
        opening: SOUND,
      }
    case 'keeper': {
      const job = { say: jobSay, isCancelled }
      return { api: createKeeper(start, job), opening: SOUND }
    }
    case 'writer':
      return openToWrite()
  }
}

const jobSay = (progress: Extract<Reply, { type: 'job' }>['progress']) =>
  reply({ type: 'job', progress })

function openToWrite(known: readonly Finding[] = []): Opened {
  const { db, opening } = openLedger(start.file, known, {
    now: systemClock.now,
    say,
    beforeUpgrade: (old, format) => copyBeforeUpgrade(old, format, systemClock.now(), jobSay),
  })
  const writer = createWriter(
    {
      db,
      clock: systemClock,
      newId: v7,
      get key() {
        return key
      },
      donorKeys: opening.findings.length === 0 ? donorKeysOf(start, say) : undefined,
    },
    {
      say: (progress) => reply({ type: 'progress', progress }),
      isCancelled,
      tell: say,
      signWith: (next) => {
        key = next
      },
    },
    opening,
  )
  if (opening.findings.length > 0) return { api: writer, opening, writer }
  return { api: writer, opening, writer, quiet: checkpointWhenQuiet(writer, sayOfLog, start.quiet) }
}

function sayOfLog(why: string): void {
  say(`Frostkeep cannot move its log into the ledger and goes on without: ${why}`)
}

/** What has no id of a command, and is the same whether it is done once or twice: it is done again. */
const REPEATABLE: ReadonlySet<string> = new Set<keyof Writer>([
  'facts',
  'foundEmpty',
  'join',
  'setPin',
  'checkPin',
  'badge',
  'intake',
  'startIntake',
  'work',
  'startWork',
  'releaseWork',
  'letGoWork',
  'parkWork',
  'pauseWork',
  'retarget',
  'pause',
  'finish',
  'useKey',
  'acknowledge',
  'cursor',
  'waiting',
  'outbox',
  'keysDue',
  'keysTook',
  'keepKeys',
  'queueLabels',
  'queuedLabels',
  'setLabelJob',
  'beginLabelJob',
  'endLabelJob',
  'answerLabelJob',
  'recoverLabelJobs',
  'savePrinter',
  'removePrinter',
  'saveTemplate',
  'removeTemplate',
])

/** How long until a ledger that could not be opened again is tried once more, in milliseconds. */
const TRY_AGAIN = 2_000

let opened: Opened
/** Whose ledger it was when it was first opened; null for a new one. */
let install: string | null = null
/** Acts of which nobody knows yet whether they are on the disk. Not empty: the ledger is not open. */
const unknown = new Set<string>()
let isLost = false

function answer(call: Call): void {
  underWay = call.id
  try {
    if (isLost) regain()
    reply({ type: 'answer', id: call.id, value: carryOut(call) })
  } catch (error) {
    if (isDiskFault(error) && opened.writer) afterDiskFault(call, error)
    else reply({ type: 'broken', id: call.id, ...reasonOf(error) })
  }
}

function carryOut({ method, args }: Call): unknown {
  const call = opened.api[method]
  assert(call, `a store that knows ${method}`)
  if (method === 'close') opened.quiet?.stop()
  const value = call(...(args as never[]))
  if (method !== 'close') opened.quiet?.called()
  return value
}

/**
 * What failed may be on the disk all the same, and appear after the next crash. So the ledger is closed,
 * opened again and written through, and only what is found then is called saved; only what is not found
 * then is called not saved.
 */
function afterDiskFault({ id, method, args }: Call, error: unknown): void {
  const command = commandOf(method, args)
  if (command) unknown.add(command)
  const { code, message } = reasonOf(error)
  try {
    regain(isDamage(error) ? [unreadable(message)] : [])
    const found = command && opened.writer!.outcomeOf(command).type === 'saved'
    // Asked for twice, an act is one act: it answers as it did.
    if (found || (!command && REPEATABLE.has(method)))
      reply({ type: 'answer', id, value: carryOut({ id, method, args }) })
    else
      reply({
        type: 'broken',
        id,
        // Of what has no id nobody can say more than that it failed.
        code: command ? 'NotSaved' : code,
        message: `${code}: ${message}`,
      })
  } catch {
    if (isLost) setTimeout(tryAgain, TRY_AGAIN)
    reply({ type: 'broken', id, code: 'OutcomeUnknown', message: `${code}: ${message}` })
  }
}

function tryAgain(): void {
  if (!isLost) return
  try {
    regain()
  } catch {
    if (isLost) setTimeout(tryAgain, TRY_AGAIN)
  }
}

/** Throws while the ledger cannot be opened and written through, and when it turns out to be damaged. */
function regain(known: readonly Finding[] = []): void {
  isLost = true
  opened.quiet?.stop()
  opened.writer?.abandon()
  opened = openToWrite([...known, ...notOurs()])
  const { opening } = opened
  isLost = false
  reply({ type: 'opened', opening })
  assert(opening.findings.length === 0, 'a ledger that is sound')
  try {
    opened.writer!.writeThrough()
  } catch (error) {
    isLost = true
    throw error
  }
  for (const command of unknown)
    reply({ type: 'learnt', learnt: { command, outcome: opened.writer!.outcomeOf(command) } })
  unknown.clear()
}

/** A ledger that was open is never begun anew, and another bench's is not taken for it. */
function notOurs(): Finding[] {
  if (!existsSync(start.file)) return [unreadable('the ledger is not there')]
  const there = installIn(start.file)
  return there === null || install === null || there === install
    ? []
    : [unreadable('it is the ledger of another bench')]
}

function installIn(file: string): string | null {
  try {
    const db = openReader(file)
    const found = getMeta(db, 'install')
    db.close()
    return found
  } catch {
    return null
  }
}

try {
  opened = open()
  if (start.role === 'writer') install = installIn(start.file)
  port.on('message', (call: Call) => answer(call))
  reply({ type: 'ready', opening: opened.opening })
} catch (error) {
  const { code, message } = reasonOf(error)
  reply({ type: 'failed', name: code, message: error instanceof Error ? error.message : message })
  port.close()
}
