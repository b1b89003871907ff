import { err, ok, type Result } from '../../lib/result.ts'
import { gather, type RackEntry, type RackFileRead } from './gather.ts'
import type { RackShape } from './read.ts'
import { type RackMachine, type RackSourceFault, shownAnswer, type Told } from './server.ts'
import type { RackWords } from './words.ts'

/** A command of VisionMate's TCP interface; `isLong`: its answer may come in pieces. */
export interface VisionMateAsk {
  readonly command: 'L' | 'Q' | 'C' | 'D' | 'E'
  readonly isLong: boolean
}

/** What came back; `isWhole`: with the sign that ends an answer, and not only with silence behind it. */
export interface VisionMateAnswer {
  readonly text: string
  readonly isWhole: boolean
}

/** As the program of the scanner is set: its words, and whether it names A1, B1 … (as it is delivered) or A1, A2 … */
export interface VisionMateSettings extends RackWords {
  readonly order: 'columns' | 'rows'
}

/** Milliseconds. */
export interface VisionMateTimes {
  readonly look: number
  readonly reset: number
  readonly whole: number
}

export const VISIONMATE_TIMES: VisionMateTimes = { look: 250, reset: 5_000, whole: 90_000 }

/** Bits of its state. */
const SCANNING = 2
const DATA_READY = 8
const FAILED = 128

type Machine = RackMachine<VisionMateAsk, VisionMateAnswer>

const ask = (command: VisionMateAsk['command']) =>
  ({ do: 'ask', ask: { command, isLong: command === 'D' } }) as const

/**
 * Takes the next rack that the scanner reads. It keeps its last data for good, so its state is put back first,
 * and data is believed only after it was seen to have none.
 */
export function* readVisionMate(
  settings: VisionMateSettings,
  times: VisionMateTimes = VISIONMATE_TIMES,
): Machine {
  const put = yield ask('Q')
  const reset = answerOf(put, 'Q')
  if (!reset.ok) return reset
  const cleared = yield* untilState(
    (state) => (state & DATA_READY) === 0,
    put.at + times.reset,
    times,
  )
  if (!cleared.ok)
    return cleared.error.type === 'SourceTimeout' ? err({ type: 'StaleResult' }) : cleared
  const shape = shapeOf(answerOf(yield ask('C'), 'C'))
  if (!shape.ok) return shape
  const isReady = (state: number) => (state & DATA_READY) !== 0 && (state & SCANNING) === 0
  const ready = yield* untilState(isReady, put.at + times.whole, times)
  if (!ready.ok)
    return ready.error.type === 'SourceTimeout'
      ? err({ type: 'SourceTimeout', seconds: Math.round(times.whole / 1_000) })
      : ready
  const told = yield ask('D')
  const data = answerOf(told, 'D')
  if (!data.ok) return data
  return rackFrom(data.value, shape.value, settings, told.answer!.isWhole)
}

function* untilState(
  is: (state: number) => boolean,
  until: number,
  { look }: VisionMateTimes,
): Generator<
  { do: 'wait'; ms: number } | ReturnType<typeof ask>,
  Result<null, RackSourceFault>,
  Told<VisionMateAnswer>
> {
  let times = 0
  for (;;) {
    const told = yield ask('L')
    const said = answerOf(told, 'L')
    if (!said.ok) return said
    if (!/^\d{1,3}$/.test(said.value)) return err({ type: 'NotAScanner', text: said.value })
    const state = Number(said.value)
    if ((state & FAILED) !== 0) return err(yield* lastError())
    times = is(state) ? times + 1 : 0
    // Without a sign that ends it, an answer may be the first half of another number: it has to come twice.
    if (times > (told.answer!.isWhole ? 0 : 1)) return ok(null)
    if (told.at >= until) return err({ type: 'SourceTimeout', seconds: 0 })
    yield { do: 'wait', ms: look }
  }
}

function* lastError(): Generator<ReturnType<typeof ask>, RackSourceFault, Told<VisionMateAnswer>> {
  const said = answerOf(yield ask('E'), 'E')
  return said.ok ? { type: 'SourceRefused', code: 'E', message: said.value } : said.error
}

/** An answer is `OK`, the command again and what is answered, within signs of its own; `OK?`: it knows no such command. */
function answerOf(
  { answer }: Told<VisionMateAnswer>,
  command: VisionMateAsk['command'],
): Result<string, RackSourceFault> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the signs around an answer are such.
  const text = answer!.text.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, '')
  const match = /^[^A-Za-z0-9]?OK(\?)?([\s\S]*)$/.exec(text)
  if (!match) return err({ type: 'NotAScanner', text: shownAnswer(text) })
  if (match[1]) return err({ type: 'SourceRefused', code: '?', message: shownAnswer(text) })
  const rest = match[2]!
  // A sign behind an answer that is a number or a name of a rack can only be the one that ends it.
  const value = rest.startsWith(command) ? rest.slice(command.length) : rest
  return ok(command === 'L' || command === 'C' ? value.replace(/[^A-Za-z0-9]$/, '') : value)
}

/** `M0812`: the maker's letter, rows, columns. */
function shapeOf(said: Result<string, RackSourceFault>): Result<RackShape, RackSourceFault> {
  if (!said.ok) return said
  const match = /^[A-Z](\d\d)(\d\d)$/.exec(said.value)
  const [rows, columns] = [Number(match?.[1]), Number(match?.[2])]
  if (!(rows >= 1 && rows <= 32 && columns >= 1 && columns <= 48))
    return err({ type: 'NotAScanner', text: shownAnswer(said.value) })
  return ok({ rows, columns })
}

function rackFrom(
  data: string,
  shape: RackShape,
  { order, ...words }: VisionMateSettings,
  isWhole: boolean,
): Result<RackFileRead, RackSourceFault> {
  const { rows, columns } = shape
  const cells = data.split(',').map((cell) => cell.trim())
  const isTailed = cells.length === rows * columns + 1 && /^[^A-Za-z0-9]?$/.test(cells.at(-1)!)
  if (isTailed) cells.pop()
  // Too few were lost on the way, and of too many nobody knows where they stand.
  if (cells.length !== rows * columns)
    return err({ type: 'NotAScanner', text: `${cells.length} / ${rows * columns}` })
  const entries = cells.map((cell, at): RackEntry => {
    const place =
      order === 'columns'
        ? { row: at % rows, column: Math.floor(at / rows) }
        : { row: Math.floor(at / columns), column: at % columns }
    return { line: at + 1, rack: null, place, cell }
  })
  const by = { kind: 'built-in', id: 'visionmate-tcp' } as const
  const read = gather(entries, { by, words, isEnded: isTailed || isWhole })
  if (!read.ok) return err({ type: 'UnreadableFile', fault: read.error })
  return ok({ ...read.value, shape })
}
