import type { IntakeAnswer, IntakeOutcome, IntakeView } from '#shared/contract/intake.ts'

/** What is shown: the session as it was last told, and what the last scan did. */
export interface Shown {
  readonly session: IntakeView
  readonly outcome: IntakeOutcome | undefined
  /** Grows with each answer, so that the same cue is shown again. */
  readonly turn: number
}

export interface ExchangeDeps {
  /** Asks for the session as it stands; null when no intake is open. */
  current(): Promise<IntakeView | null>
  /** Paints it before it returns. */
  show(shown: Shown | null): void
  /** The session could not be had; what is shown stays. */
  failed(error: Error): void
}

/** What one open intake and its bench say to each other. */
export interface Exchange {
  begin(): Promise<void>
  /** Index of the target on the screen: what a scan that is read now is meant for. */
  target(): number | null
  /** One question after the other; each answer carries the whole session and is painted at once. */
  ask(question: () => Promise<IntakeAnswer>): Promise<IntakeAnswer>
  /** Ends the batch once all that was asked is answered; nothing is painted after it. */
  finish(act: () => Promise<unknown>): Promise<void>
  /** The ledger changed: `touched` names the entities; none means that much did. */
  changed(touched: readonly string[]): Promise<void>
  end(): void
}

/** Whether a change may have to do with this batch: its box, or a tube of it that went elsewhere. */
export function concerns(session: IntakeView, touched: readonly string[]): boolean {
  const { box, rows, hold } = session
  // A batch on hold waits for a tube that may be anywhere.
  if (touched.length === 0 || hold !== null) return true
  const tubes = new Set([
    ...rows.map(({ specimen }) => `tube:${specimen}`),
    ...box.positions.flatMap(({ tubes: here }) => here.map(({ specimen }) => `tube:${specimen}`)),
  ])
  return touched.some(
    (name) =>
      name === `container:${box.container}` ||
      name.startsWith(`position:${box.container}/`) ||
      tubes.has(name),
  )
}

/**
 * A change from elsewhere is fetched only while nothing is asked, and what was fetched is dropped when
 * a question went out meanwhile: a scan never waits for it, and no older session covers a newer one.
 */
export function createExchange({ current, show, failed }: ExchangeDeps): Exchange {
  let shown: Shown | null = null
  let last: Promise<unknown> = Promise.resolve()
  let open = 0
  let asked = 0
  let isStale = false
  let isFetching = false
  let isOver = false

  function paint(next: Shown | null): void {
    if (isOver) return
    shown = next
    show(next)
  }

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    asked += 1
    open += 1
    const answer = last.then(act)
    last = answer.catch(() => undefined)
    return answer
  }

  function settled(): void {
    open -= 1
    void fetchStale()
  }

  async function fetchStale(): Promise<void> {
    if (isFetching) return
    isFetching = true
    try {
      while (isStale && open === 0 && !isOver) await fetchOnce()
    } catch (error) {
      failed(error as Error)
    }
    isFetching = false
  }

  async function fetchOnce(): Promise<void> {
    isStale = false
    const before = asked
    const session = await current()
    if (asked !== before) isStale = true
    else if (session === null) paint(null)
    else paint({ session, outcome: shown?.outcome, turn: shown?.turn ?? 0 })
  }

  return {
    begin() {
      isOver = false
      isStale = true
      return fetchStale()
    },
    target: () => shown?.session.target ?? null,
    ask: (question) =>
      inTurn(async () => {
        const told = await question()
        paint({ ...told, turn: (shown?.turn ?? 0) + 1 })
        return told
      }).finally(settled),
    async finish(act) {
      await inTurn(async () => {
        await act()
        isOver = true
      }).finally(settled)
    },
    async changed(touched) {
      if (shown === null || !concerns(shown.session, touched)) return
      isStale = true
      await fetchStale()
    },
    end() {
      isOver = true
    },
  }
}
