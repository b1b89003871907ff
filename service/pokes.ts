/** Tells how far a stream goes, or that there will be nothing more to tell (null). */
export type Tell = (pos: number | null) => void

/** Who listens for news of which stream. */
export interface Pokes {
  /** Some news within a moment are one. */
  moved(stream: string, pos: number): void
  /** Answers what ends the listening, or null where the bench listens often enough already. */
  listen(bench: string, stream: string, tell: Tell): (() => void) | null
  /** Ends all lines. */
  close(): void
}

/** How often one bench may listen at once. */
const MOST_LINES = 4
/** Long enough for a bench that hands over run by run, short enough for a person. */
const MOMENT = 20

interface Line {
  readonly bench: string
  readonly stream: string
  readonly tell: Tell
}

export function createPokes(): Pokes {
  const lines = new Set<Line>()
  const news = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  const tellAll = () => {
    timer = null
    for (const { stream, tell } of lines) {
      const pos = news.get(stream)
      if (pos !== undefined) tell(pos)
    }
    news.clear()
  }
  return {
    moved(stream, pos) {
      news.set(stream, Math.max(pos, news.get(stream) ?? 0))
      timer ??= setTimeout(tellAll, MOMENT).unref()
    },
    listen(bench, stream, tell) {
      if ([...lines].filter((line) => line.bench === bench).length >= MOST_LINES) return null
      const line = { bench, stream, tell }
      lines.add(line)
      return () => lines.delete(line)
    },
    close() {
      if (timer) clearTimeout(timer)
      for (const { tell } of lines) tell(null)
      lines.clear()
    },
  }
}
