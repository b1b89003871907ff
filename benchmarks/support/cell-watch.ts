import type { Page } from '@playwright/test'
import { scan } from '../../test/e2e/support/scan.ts'

/** One scan as the page itself saw it, in milliseconds. */
export interface Seen {
  /** From the time that the Enter key carries to the painted cell. */
  readonly toCell: number
  /** Of it, until the page's first listener heard of the key. */
  readonly toPage: number
  /** Of it, from there until the cell had changed: for the bench, the act and its commit. */
  readonly toChange: number
  /** Of it, until the frame with the changed cell was painted. */
  readonly toPaint: number
}

interface Watching {
  enter: { stamp: number; heard: number }
  seen: Promise<Seen>
}

type Watched = typeof globalThis & { watching: Watching }

/** Puts an ear in front of the page's own listeners. Takes effect with the load that follows. */
export const watchKeys = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const watching = { enter: { stamp: 0, heard: 0 } } as Watching
    ;(globalThis as Watched).watching = watching
    const hear = (event: KeyboardEvent) => {
      if (event.key === 'Enter')
        watching.enter = { stamp: event.timeStamp, heard: performance.now() }
    }
    addEventListener('keydown', hear, true)
  })

/** Scans a code and waits until a cell of a map that names it has been painted. */
export const scanToCell = (page: Page, code: string): Promise<Seen> =>
  scanToSeen(page, code, 'td[aria-label]')

/** Scans a code and waits until the first row of a batch has it, painted. */
export const scanToRow = (page: Page, code: string): Promise<Seen> =>
  scanToSeen(page, code, 'tbody tr:first-child strong')

async function scanToSeen(page: Page, code: string, where: string): Promise<Seen> {
  await page.evaluate(watchFor, { code, where })
  await scan(page, code)
  return page.evaluate(() => (globalThis as Watched).watching.seen)
}

/** Runs in the page: nothing is asked of it from outside while it is measured. */
function watchFor({ code, where }: { code: string; where: string }): void {
  const { watching } = globalThis as Watched
  const isThere = () =>
    [...document.querySelectorAll(where)].some((one) =>
      (one.getAttribute('aria-label') ?? one.textContent ?? '').includes(code),
    )
  watching.seen = new Promise((tell) => {
    const observer = new MutationObserver(() => {
      if (!isThere()) return
      observer.disconnect()
      const changed = performance.now()
      requestAnimationFrame(() => {
        // A task behind the frame's callbacks runs when the frame has been painted.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          const painted = performance.now()
          const { stamp, heard } = watching.enter
          tell({
            toCell: painted - stamp,
            toPage: heard - stamp,
            toChange: changed - heard,
            toPaint: painted - changed,
          })
        }
        port2.postMessage(null)
      })
    })
    observer.observe(document.body, { attributes: true, childList: true, subtree: true })
  })
}
