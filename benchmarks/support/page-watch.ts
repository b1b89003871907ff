import { WebSocket } from 'ws'
import { assert } from '#shared/lib/assert.ts'

/** Sends one command of the DevTools protocol to the page. */
export type Send = (method: string, params?: object) => Promise<unknown>

export interface PageWatch {
  readonly send: Send
  /** UTC milliseconds at which the frame that first showed this text was painted. */
  shown(text: string): Promise<number>
  close(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Record<string, unknown>
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

const PATIENCE = 60_000

/**
 * Watches the first page of a program from before its first line runs. The page itself says when it has
 * painted a text, so no asking from outside slows it or blurs the time.
 */
export async function watchFirstPage(
  address: string,
  texts: readonly string[],
): Promise<PageWatch> {
  const socket = new WebSocket(address)
  await new Promise((open, fail) => socket.once('open', open).once('error', fail))
  const shownAt = new Map(texts.map((text) => [text, Promise.withResolvers<number>()]))
  const answers = new Map<number, PromiseWithResolvers<unknown>>()
  const attached = Promise.withResolvers<string>()
  let last = 0

  const call = (method: string, params: object, sessionId?: string): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>()
    answers.set(++last, answer)
    socket.send(JSON.stringify({ id: last, method, params, sessionId }))
    return answer.promise
  }
  socket.on('message', (data) => {
    const { id, method, params, result, error } = JSON.parse(String(data)) as Message
    if (id !== undefined && error) answers.get(id)?.reject(new Error(error.message))
    else if (id !== undefined) answers.get(id)?.resolve(result)
    if (method === 'Target.attachedToTarget') attached.resolve(String(params!.sessionId))
    if (method === 'Runtime.bindingCalled') {
      const { text, at } = JSON.parse(String(params!.payload)) as { text: string; at: number }
      shownAt.get(text)?.resolve(at)
    }
  })

  await call('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  })
  const session = await within(attached.promise, 'a page')
  const send: Send = (method, params = {}) => call(method, params, session)
  const source = `(${tellWhenShown})(${JSON.stringify(texts)})`
  // Not one after the other: a page that waits to be let go answers only when it is.
  await Promise.all([
    send('Runtime.enable'),
    send('Runtime.addBinding', { name: 'tellShown' }),
    send('Page.enable'),
    send('Page.addScriptToEvaluateOnNewDocument', { source }),
    send('Runtime.runIfWaitingForDebugger'),
  ])
  return {
    send,
    shown: (text) => {
      const when = shownAt.get(text)
      assert(when, `a text that is watched for: ${text}`)
      return within(when.promise, text)
    },
    close: () => socket.close(),
  }
}

function within<T>(promise: Promise<T>, what: string): Promise<T> {
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(new Error(`${what}: not seen in time`)), PATIENCE).unref()
  })
  return Promise.race([promise, late])
}

/** Runs in the page: tells each text once, after the frame in which it stands. */
function tellWhenShown(texts: readonly string[]): void {
  const waited = new Set(texts)
  const tell = (text: string) =>
    requestAnimationFrame(() => {
      // A task behind the frame's callbacks runs when the frame has been painted.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        const at = performance.timeOrigin + performance.now()
        const binding = (globalThis as unknown as { tellShown(payload: string): void }).tellShown
        binding(JSON.stringify({ text, at }))
      }
      port2.postMessage(null)
    })
  const look = () => {
    for (const text of waited)
      if (document.body?.textContent?.includes(text)) {
        waited.delete(text)
        tell(text)
      }
  }
  new MutationObserver(look).observe(document, {
    childList: true,
    characterData: true,
    subtree: true,
  })
}
