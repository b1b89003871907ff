import { createConnection, type Socket } from 'node:net'
import type { Result } from '#shared/lib/result.ts'
import type { RackFileRead } from '#shared/scan/rack/gather.ts'
import type { RackSourceFault } from '#shared/scan/rack/server.ts'
import {
  readVisionMate,
  VISIONMATE_TIMES,
  type VisionMateAnswer,
  type VisionMateAsk,
  type VisionMateSettings,
  type VisionMateTimes,
} from '#shared/scan/rack/visionmate.ts'
import { systemClock } from '../clock.ts'
import { RackLineBroken, readRack, waitFor } from './rack-server.ts'

export interface VisionMateOptions {
  readonly host: string
  readonly port: number
  readonly settings: VisionMateSettings
  readonly signal: AbortSignal
  readonly times?: VisionMateTimes
  readonly waits?: VisionMateWaits
}

/** Milliseconds. `quiet`: for so long nothing more may come before an answer without an end counts as whole. */
export interface VisionMateWaits {
  readonly connect: number
  readonly answer: number
  readonly quiet: number
  readonly quietLong: number
}

const WAITS: VisionMateWaits = { connect: 4_000, answer: 10_000, quiet: 400, quietLong: 1_500 }
const MOST_ANSWER = 512 * 1024
/** The signs that its program may be set to end an answer with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the end of a text is such a sign.
const END = /[\x03\x04\r\n]/

/** Takes the next rack that a VisionMate reads, over the TCP interface of its program. One line at a time. */
export async function readVisionMateRack({
  host,
  port,
  settings,
  signal,
  times = VISIONMATE_TIMES,
  waits = WAITS,
}: VisionMateOptions): Promise<Result<RackFileRead, RackSourceFault>> {
  let socket: Socket | null = null
  const line = {
    ask: async (asked: VisionMateAsk, end: AbortSignal) => {
      socket ??= await connect(host, port, waits.connect, end)
      return answerTo(socket, asked, waits, end)
    },
    wait: waitFor,
    now: systemClock.monotonic,
  }
  try {
    return await readRack(readVisionMate(settings, times), line, signal)
  } finally {
    ;(socket as Socket | null)?.destroy()
  }
}

function connect(host: string, port: number, ms: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((done, broken) => {
    const socket = createConnection({ host, port })
    const fail = (message: string) => {
      end()
      socket.destroy()
      broken(new RackLineBroken({ type: 'SourceUnreachable', message }))
    }
    const onError = (error: Error) => fail(error.message)
    const onAbort = () => fail('cancelled')
    const late = setTimeout(() => fail(`${host}:${port}`), ms)
    const end = () => {
      clearTimeout(late)
      signal.removeEventListener('abort', onAbort)
    }
    socket.once('error', onError)
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('connect', () => {
      end()
      socket.off('error', onError)
      // Whoever waits for an answer hears of it by the close that follows.
      socket.on('error', () => {})
      socket.setNoDelay(true).setEncoding('latin1')
      done(socket)
    })
  })
}

function answerTo(
  socket: Socket,
  { command, isLong }: VisionMateAsk,
  waits: VisionMateWaits,
  signal: AbortSignal,
): Promise<VisionMateAnswer> {
  return new Promise((done, broken) => {
    let heard = ''
    let quiet: NodeJS.Timeout | undefined
    const stop = () => {
      clearTimeout(late)
      clearTimeout(quiet)
      socket.off('data', onData)
      socket.off('close', onClose)
      signal.removeEventListener('abort', onClose)
    }
    const settle = (isWhole: boolean) => {
      stop()
      done({ text: heard, isWhole })
    }
    const fail = (fault: RackSourceFault) => {
      stop()
      broken(new RackLineBroken(fault))
    }
    const onClose = () => fail({ type: 'SourceUnreachable', message: 'closed' })
    const onData = (part: string) => {
      heard += part
      if (heard.length > MOST_ANSWER) return fail({ type: 'NotAScanner', text: `> ${MOST_ANSWER}` })
      // A sign may stand before an answer as well as behind it.
      if (END.test(heard.replace(/^\s+/, '').slice(1))) return settle(true)
      clearTimeout(quiet)
      quiet = setTimeout(() => settle(false), isLong ? waits.quietLong : waits.quiet)
    }
    const late = setTimeout(
      () => fail({ type: 'SourceTimeout', seconds: Math.round(waits.answer / 1_000) }),
      waits.answer,
    )
    socket.on('data', onData)
    socket.once('close', onClose)
    signal.addEventListener('abort', onClose, { once: true })
    if (socket.destroyed || signal.aborted) return onClose()
    socket.write(`${command}\r\n`)
  })
}
