import { createConnection, type Socket } from 'node:net'
import {
  ASK_STATUS,
  type PrinterStatus,
  type PrinterTrouble,
  readStatus,
} from '#shared/label/printer.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'

/** A printer on the network that takes ZPL as it comes, on port 9100 unless it says otherwise. */
export interface PrinterAddress {
  readonly host: string
  readonly port: number
}

/** Milliseconds. */
export interface PrinterTimes {
  readonly connect: number
  readonly write: number
  readonly answer: number
  /** Between two questions while it prints. */
  readonly look: number
}

export const PRINTER_TIMES: PrinterTimes = {
  connect: 4_000,
  write: 10_000,
  answer: 3_000,
  look: 1_000,
}

/** What became of labels that were given to a printer. */
export type PrintOutcome =
  /** Nothing was sent. */
  | { readonly type: 'waits'; readonly trouble: PrinterTrouble }
  /** Nothing was sent, for nobody wants it any more. */
  | { readonly type: 'dropped' }
  /** It has everything, and does not say whether it prints. */
  | { readonly type: 'sent' }
  | { readonly type: 'confirmed' }
  /** Some was sent, and nobody can say how much was printed. */
  | { readonly type: 'unclear' }

export interface PrintRequest extends PrinterAddress {
  /** ZPL of each label, in the order in which they are wanted. */
  readonly labels: readonly string[]
  /** Send without an answer to the first question. */
  readonly blind: boolean
  readonly times?: PrinterTimes
  readonly signal: AbortSignal
  /** Called once, right before the first byte of a label is sent. Nothing is sent before it says true. */
  onFirst(): Promise<boolean>
  /** How it is while it prints. */
  onStatus?(status: PrinterStatus): void
}

/**
 * Prints labels and stays with the printer until it says that it has none left. LAB-7: what was sent and
 * not confirmed is unclear, never sent again from here. LAB-9: a printer that has no paper is sent nothing.
 */
export async function printLabels(request: PrintRequest): Promise<PrintOutcome> {
  const times = request.times ?? PRINTER_TIMES
  const line = await openLine(request, times, request.signal)
  if (!line.ok) return { type: 'waits', trouble: line.error }
  try {
    const before = await line.value.ask()
    if (before === null && !request.blind) return { type: 'waits', trouble: 'silent' }
    if (before?.trouble) return { type: 'waits', trouble: before.trouble }
    if (!(await request.onFirst())) return { type: 'dropped' }
    return await send(line.value, request, before !== null, times)
  } catch {
    // The line broke before anything was sent; `send` answers for what comes after.
    return { type: 'waits', trouble: 'unreachable' }
  } finally {
    line.value.close()
  }
}

async function send(
  line: Line,
  { labels, signal, onStatus }: PrintRequest,
  isTalking: boolean,
  times: PrinterTimes,
): Promise<PrintOutcome> {
  try {
    for (const label of labels) await line.write(`${label}\r\n`)
    if (!isTalking) {
      await line.end()
      return { type: 'sent' }
    }
    let unanswered = 0
    while (!signal.aborted) {
      const status = await line.ask()
      if (status) onStatus?.(status)
      if (status && !status.trouble && status.left === 0) return { type: 'confirmed' }
      unanswered = status ? 0 : unanswered + 1
      // A printer without paper may not answer at all: it is asked on for as long as the line stands.
      if (unanswered > 0) onStatus?.({ trouble: 'silent', left: labels.length })
      await line.wait(times.look)
    }
  } catch {
    // Whatever broke, bytes had gone.
  }
  return { type: 'unclear' }
}

/** How a printer is, or why it cannot be asked. `hear` is told all that it answered, readable or not. */
export async function askPrinter(
  address: PrinterAddress,
  times = PRINTER_TIMES,
  hear: (text: string) => void = () => undefined,
): Promise<Result<PrinterStatus, PrinterTrouble>> {
  const line = await openLine(address, times, new AbortController().signal)
  if (!line.ok) return line
  try {
    const status = await line.value.ask()
    return status ? ok(status) : err('silent')
  } catch {
    return err('unreachable')
  } finally {
    hear(line.value.heard())
    line.value.close()
  }
}

interface Line {
  write(text: string): Promise<void>
  /** Null where no answer came in time. */
  ask(): Promise<PrinterStatus | null>
  /** What came since it was last asked, as it came. */
  heard(): string
  wait(ms: number): Promise<void>
  /** All that was written has left this computer. */
  end(): Promise<void>
  close(): void
}

class LineBroken extends Error {
  override readonly name = 'LineBroken'
}

async function openLine(
  { host, port }: PrinterAddress,
  times: PrinterTimes,
  signal: AbortSignal,
): Promise<Result<Line, PrinterTrouble>> {
  if (signal.aborted) return err('unreachable')
  const socket = createConnection({ host, port })
  const failed = await new Promise<PrinterTrouble | null>((done) => {
    const late = setTimeout(() => done('unreachable'), times.connect)
    socket.once('connect', () => done(null))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      done(error.code === 'ECONNREFUSED' ? 'refused' : 'unreachable'),
    )
    socket.once('close', () => clearTimeout(late))
    socket.once('connect', () => clearTimeout(late))
  })
  if (failed !== null) {
    socket.destroy()
    return err(failed)
  }
  return ok(lineOver(socket, times, signal))
}

function lineOver(socket: Socket, times: PrinterTimes, signal: AbortSignal): Line {
  let heard = ''
  let isBroken = false
  const listeners = new Set<() => void>()
  const wake = () => {
    for (const listener of [...listeners]) listener()
  }
  const breakOff = () => {
    isBroken = true
    wake()
  }
  socket.setNoDelay(true)
  socket.setEncoding('latin1')
  socket.on('data', (text) => {
    heard = (heard + text).slice(-4_096)
    wake()
  })
  socket.on('finish', wake)
  socket.on('error', breakOff)
  socket.on('end', breakOff)
  socket.on('close', breakOff)
  signal.addEventListener('abort', breakOff, { once: true })

  /** Resolves with what `look` finds, or null when nothing was found in time. Rejects on a broken line. */
  const until = <T>(ms: number, look: () => T | null): Promise<T | null> =>
    new Promise((found, broken) => {
      const stop = () => {
        clearTimeout(timer)
        listeners.delete(check)
      }
      const check = () => {
        const value = look()
        if (value === null && !isBroken) return
        stop()
        if (value !== null) found(value)
        else broken(new LineBroken())
      }
      const timer = setTimeout(() => {
        stop()
        found(null)
      }, ms)
      listeners.add(check)
      check()
    })
  async function write(text: string): Promise<void> {
    let isOut = false
    socket.write(text, () => {
      isOut = true
      wake()
    })
    if ((await until(times.write, () => (isOut ? true : null))) === null) throw new LineBroken()
  }

  return {
    write,
    ask: async () => {
      heard = ''
      await write(ASK_STATUS)
      return until(times.answer, () => readStatus(heard))
    },
    heard: () => heard,
    wait: async (ms) => {
      await until(ms, () => null)
    },
    end: async () => {
      socket.end()
      await until(times.write, () => (isBroken || socket.writableFinished ? true : null))
    },
    close: () => {
      signal.removeEventListener('abort', breakOff)
      socket.destroy()
    },
  }
}
