import { z } from 'zod'
import { err, ok, type Result } from '../../lib/result.ts'
import { gather, type RackEntry, type RackFault } from './gather.ts'
import { readPlace } from './position.ts'
import { readScanDate } from './scan-date.ts'
import { type RackMachine, type RackSourceFault, shownAnswer, type Told } from './server.ts'
import { knownMeaning } from './words.ts'

/** What the program of Micronic's readers is asked over HTTP. */
export interface MicronicAsk {
  readonly method: 'GET' | 'POST'
  readonly path: '/state' | '/scanbox' | '/scanresult' | '/rackid'
}

export interface MicronicAnswer {
  readonly status: number
  readonly text: string
}

/** Milliseconds. */
export interface MicronicTimes {
  readonly look: number
  /** How long it may say that data is ready, as before, until that is taken for the rack before. */
  readonly stale: number
  readonly whole: number
}

export const MICRONIC_TIMES: MicronicTimes = { look: 150, stale: 10_000, whole: 90_000 }

type Machine = RackMachine<MicronicAsk, MicronicAnswer>

const ask = (method: MicronicAsk['method'], path: MicronicAsk['path']) =>
  ({ do: 'ask', ask: { method, path } }) as const

/**
 * Makes the reader read the rack that lies on it. That data is ready is believed only once the state was seen to
 * change after this `/scanbox`: until then what is ready is the rack before.
 */
export function* readMicronic(times: MicronicTimes = MICRONIC_TIMES): Machine {
  const before = stateOf(yield ask('GET', '/state'))
  if (!before.ok) return before
  if (before.value === 'scanning') return err({ type: 'SourceBusy' })
  const begun = yield ask('POST', '/scanbox')
  const refused = refusalOf(begun.answer!)
  if (refused) return err(refused)
  const ready = yield* untilReady(before.value, begun.at, times)
  if (ready) return err(ready)
  return yield* fetchResult()
}

function* untilReady(
  before: string,
  begunAt: number,
  times: MicronicTimes,
): Generator<
  { do: 'wait'; ms: number } | ReturnType<typeof ask>,
  RackSourceFault | null,
  Told<MicronicAnswer>
> {
  let hasChanged = false
  for (;;) {
    yield { do: 'wait', ms: times.look }
    const told = yield ask('GET', '/state')
    const state = stateOf(told)
    if (!state.ok) return state.error
    hasChanged ||= state.value !== before
    if (state.value === 'dataready' && hasChanged) return null
    const since = told.at - begunAt
    if (state.value === 'dataready' && since >= times.stale) return { type: 'StaleResult' }
    if (since >= times.whole)
      return { type: 'SourceTimeout', seconds: Math.round(times.whole / 1_000) }
  }
}

function* fetchResult(): Machine {
  const told = yield ask('GET', '/scanresult')
  const result = resultOf(told.answer!)
  if (!result.ok) return result
  const named = rackOf((yield ask('GET', '/rackid')).answer!)
  // Somebody who starts another one meanwhile may have put its data in the place of this one's.
  const after = stateOf(yield ask('GET', '/state'))
  if (!after.ok) return after
  if (after.value === 'scanning') return err({ type: 'SourceBusy' })
  const read = rackFrom(result.value, named)
  return read.ok ? read : err({ type: 'UnreadableFile', fault: read.error })
}

const stateAnswer = z.object({ state: z.string() })

function stateOf({ answer }: Told<MicronicAnswer>): Result<string, RackSourceFault> {
  const refused = refusalOf(answer!)
  if (refused) return err(refused)
  const read = stateAnswer.safeParse(jsonOf(answer!.text))
  return read.success ? ok(read.data.state.toLowerCase()) : err(notAScanner(answer!))
}

const errorAnswer = z.object({
  ErrorCode: z.union([z.string(), z.number()]).optional(),
  ErrorMsg: z.string(),
})

/** What the reader says against it; of another status than 200 also what it does not say. */
function refusalOf(answer: MicronicAnswer): RackSourceFault | null {
  const said = errorAnswer.safeParse(jsonOf(answer.text))
  if (said.success) {
    const { ErrorCode, ErrorMsg } = said.data
    // No error is an answer in the same form.
    if (answer.status < 400 && (ErrorCode === 0 || ErrorCode === '0')) return null
    return { type: 'SourceRefused', code: String(ErrorCode ?? answer.status), message: ErrorMsg }
  }
  return answer.status >= 200 && answer.status < 300 ? null : notAScanner(answer)
}

const notAScanner = ({ status, text }: MicronicAnswer): RackSourceFault => ({
  type: 'NotAScanner',
  text: `${status} ${shownAnswer(text)}`.trim(),
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** A code that comes as a number has lost its leading zeros, and is no answer. */
const resultAnswer = z
  .object({
    RackID: z.string().nullish(),
    Date: z.string().nullish(),
    Time: z.string().nullish(),
    Position: z.array(z.string()).min(1).max(1_600),
    TubeID: z.array(z.string().nullable()),
    Status: z.array(z.string().nullable()).nullish(),
  })
  .refine(({ Position, TubeID, Status }) =>
    [TubeID, Status ?? Position].every(({ length }) => length === Position.length),
  )
type ScanResult = z.infer<typeof resultAnswer>

function resultOf(answer: MicronicAnswer): Result<ScanResult, RackSourceFault> {
  const refused = refusalOf(answer)
  if (refused) return err(refused)
  const read = resultAnswer.safeParse(jsonOf(answer.text))
  return read.success ? ok(read.data) : err(notAScanner(answer))
}

/** A reader without one for the rack's own code has none to tell, and may say that as an error. */
function rackOf({ text }: MicronicAnswer): string | null {
  const said = jsonOf(text)
  if (typeof said === 'string') return said
  if (typeof said !== 'object' || said === null) return null
  const entries = Object.entries(said)
  const [, rack] = entries.find(([key]) => /^rack_?id$/i.test(key)) ?? []
  return typeof rack === 'string' ? rack : null
}

function rackFrom(result: ScanResult, named: string | null) {
  const entries: RackEntry[] = []
  for (const [at, position] of result.Position.entries()) {
    const place = readPlace(position)
    const line = at + 1
    if (!place) return err({ type: 'BadPosition', line, text: position } satisfies RackFault)
    const rack = at === 0 ? named : null
    entries.push({ line, place, rack, cell: cellOf(result, at) })
  }
  const date = [result.Date, result.Time].filter(Boolean).join(' ')
  return gather(entries, {
    by: { kind: 'built-in', id: 'micronic' },
    rack: result.RackID ?? null,
    scanned: date === '' ? null : readScanDate(date),
    isEnded: true,
  })
}

/** A place without a code is empty only where the reader says so: another tube might be put there. */
function cellOf({ TubeID, Status }: ScanResult, at: number): string {
  const [code, status] = [TubeID[at]?.trim() ?? '', Status?.[at]?.trim() ?? '']
  const meaning = status === '' ? null : knownMeaning(status)
  if (meaning === 'no-tube') return ''
  if (meaning === 'no-read') return 'NO READ'
  return code === '' ? 'NO READ' : code
}
