import type { Scan } from '#shared/scan/scan.ts'

export type ScanHandler = (scan: Scan) => void | Promise<void>

export interface ScanSink {
  handle: ScanHandler
  /** Also what scanners for badges read. A sink that takes tubes must never be handed any of it. */
  takesBadges?: boolean
}

/** Where scans wait for their turn. */
export interface ScanQueue {
  take(scan: Scan): void
  /** The sink mounted last is the one that scans go to. Gives back the way to take it off. */
  mount(sink: ScanSink): () => void
  /** Scans wait until the function that is given back is called: a screen is being changed. */
  pause(): () => void
}

export interface ScanQueueDeps {
  /** A scanner for badges read something, and the sink on top takes none. */
  onBadge: ScanHandler
  /** Whose turn it is, and none once its handler is done. */
  onTurn?(scan: Scan | undefined): void
  /** A handler threw: a defect. The scans behind it still get their turn. */
  onDefect(error: unknown): void
  /** Lets what a handler changed reach the screen before the next scan is looked at. */
  settle(): Promise<void>
}

/**
 * Hands scans over strictly one after the other, each to the sink that is on top when its turn comes.
 * While there is none, as between two screens, they wait; none is ever dropped.
 */
export function createScanQueue({ onDefect, onBadge, onTurn, settle }: ScanQueueDeps): ScanQueue {
  const waiting: Scan[] = []
  const sinks: ScanSink[] = []
  const pauses = new Set<symbol>()
  let isBusy = false

  async function pump(): Promise<void> {
    if (isBusy) return
    isBusy = true
    while (waiting.length > 0 && sinks.length > 0 && pauses.size === 0) {
      await hand(waiting.shift()!, sinks.at(-1)!)
      await settle()
    }
    isBusy = false
  }

  async function hand(scan: Scan, sink: ScanSink): Promise<void> {
    onTurn?.(scan)
    try {
      await (scan.isBadge && !sink.takesBadges ? onBadge(scan) : sink.handle(scan))
    } catch (error) {
      onDefect(error)
    } finally {
      onTurn?.(undefined)
    }
  }

  /** A screen goes and the next one comes at one stroke, of which this may be the middle. */
  const pumpAfterwards = (): void => queueMicrotask(() => void pump())

  return {
    take(scan) {
      waiting.push(scan)
      void pump()
    },
    mount(sink) {
      sinks.push(sink)
      pumpAfterwards()
      return () => void sinks.splice(sinks.indexOf(sink), 1)
    },
    pause() {
      const mine = Symbol()
      pauses.add(mine)
      return () => {
        pauses.delete(mine)
        pumpAfterwards()
      }
    },
  }
}
