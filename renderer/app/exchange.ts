/** What is shown: the session as it was last told, and what the last scan did. */
export interface Shown<S, O> {
  readonly session: S
  readonly outcome: O | undefined
  /** Grows with each answer, so that the same cue is shown again. */
  readonly turn: number
}

/** What a bench answers to a scan: the whole session; null once it is over. */
export interface Told<S, O> {
  readonly session: S | null
  readonly outcome: O
}

export interface ExchangeDeps<S, O> {
  /** Asks for the session as it stands; null when none is open. */
  current(): Promise<S | null>
  /** Paints it before it returns. */
  show(shown: Shown<S, O> | null): void
  /** The session could not be had; what is shown stays. */
  failed(error: Error): void
  /** Whether a change of these entities may have to do with this session. */
  concerns(session: S, touched: readonly string[]): boolean
}

/** What one open session of scans and its bench say to each other. */
export interface Exchange<S, O> {
  begin(): Promise<void>
  shown(): Shown<S, O> | null
  /** One question after the other; each answer carries the whole session and is painted at once. */
  ask<A extends Told<S, O>>(question: () => Promise<A>): Promise<A>
  /** A session was opened: it is shown from here on. Null: it was not. */
  open(act: () => Promise<S | null>): Promise<void>
  /** Ends the session once all that was asked is answered; nothing is painted after it. */
  finish(act: () => Promise<unknown>): Promise<void>
  /** The ledger changed: `touched` names the entities; none means that much did. */
  changed(touched: readonly string[]): Promise<void>
  end(): void
}

/**
 * A change from elsewhere is fetched only while nothing is asked, and what was fetched is dropped when
 * a question went out meanwhile: a scan never waits for it, and no older session covers a newer one.
 */
export function createExchange<S, O>({
  current,
  show,
  failed,
  concerns,
}: ExchangeDeps<S, O>): Exchange<S, O> {
  let shown: Shown<S, O> | null = null
  let last: Promise<unknown> = Promise.resolve()
  let open = 0
  let asked = 0
  let isStale = false
  let isFetching = false
  let isOver = false

  function paint(session: S | null, outcome: O | undefined, turn: number): void {
    if (isOver) return
    shown = session === null ? null : { session, outcome, turn }
    show(shown)
  }

  const turn = (): number => shown?.turn ?? 0

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
    else paint(session, shown?.outcome, turn())
  }

  return {
    begin() {
      isOver = false
      isStale = true
      return fetchStale()
    },
    shown: () => shown,
    ask: (question) =>
      inTurn(async () => {
        const told = await question()
        paint(told.session, told.outcome, turn() + 1)
        return told
      }).finally(settled),
    open: (act) =>
      inTurn(async () => {
        const session = await act()
        if (session !== null) paint(session, undefined, turn() + 1)
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
