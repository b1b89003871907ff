import { z } from 'zod'
import type { Fetch, Timers } from './ports.ts'
import { headersOf } from './transport.ts'

/** The service says something every 15 seconds; who is silent for much longer is not there any more. */
const SILENCE = 40_000
/** No line of this stream is nearly as long. */
const LONGEST_LINE = 4_096

export interface PokeOptions {
  readonly url: string
  readonly credential: string
  readonly stream: string
  readonly fetch: Fetch
  readonly timers: Timers
  /** Ends it. */
  readonly signal: AbortSignal
  /** The service listens to us. */
  readonly onOpen: () => void
  /** The stream goes as far as `pos` now. */
  readonly onHead: (pos: number) => void
}

/**
 * Listens to the service, which says when there is something to receive; the data always comes by pull.
 * Resolves when the line has ended: `none` where there is nothing to listen to. Never rejects.
 */
export async function listenForPokes(options: PokeOptions): Promise<'none' | 'ended'> {
  const silent = new AbortController()
  const signal = AbortSignal.any([silent.signal, options.signal])
  let forget = () => {}
  const heard = () => {
    forget()
    forget = options.timers.after(SILENCE, () => silent.abort())
  }
  heard()
  try {
    const response = await connect(options, signal)
    if (!isEventStream(response)) {
      await response.body?.cancel()
      return response.status < 500 && response.status !== 429 ? 'none' : 'ended'
    }
    options.onOpen()
    await read(response, heard, options.onHead)
  } catch {
    // Whatever broke the line: it is laid again.
  } finally {
    silent.abort()
    forget()
  }
  return 'ended'
}

const connect = (
  { url, credential, stream, fetch }: PokeOptions,
  signal: AbortSignal,
): Promise<Response> =>
  fetch(`${url}/v1/poke?stream=${stream}`, {
    method: 'GET',
    headers: { accept: 'text/event-stream', ...headersOf(credential) },
    redirect: 'error',
    signal,
  })

const isEventStream = ({ status, headers }: Response): boolean =>
  status === 200 && (headers.get('content-type') ?? '').startsWith('text/event-stream')

async function read(
  response: Response,
  heard: () => void,
  onHead: (pos: number) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  let event = ''
  for await (const chunk of response.body ?? []) {
    heard()
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) return
    for (const line of lines) {
      const [, field, value] = /^(event|data): ?(.*)$/.exec(line) ?? []
      if (field === 'event') event = value!
      else if (field === 'data' && event === 'head') tellHead(value!, onHead)
      else if (line === '') event = ''
    }
  }
}

const head = z.object({ pos: z.int().min(0) })

function tellHead(text: string, onHead: (pos: number) => void): void {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return
  }
  const { data } = head.safeParse(said)
  if (data) onHead(data.pos)
}
