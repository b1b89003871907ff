import { useCallback, useRef, useState } from 'react'
import type { Via } from '#shared/domain/commands.ts'
import type { Outcome } from './LookUpDisplay.tsx'
import { type Done, useActs } from './use-acts.ts'

/** The last act of this screen, as long as nothing else took its place. */
export interface LastAct {
  readonly outcome: Outcome
  readonly command: string | null
  readonly code: string
}

export interface Last {
  readonly last: LastAct | undefined
  readonly isBusy: boolean
  /** Carries out one act; a click that comes while another runs is not a second act. True: it is done. */
  run(code: string, act: () => Promise<Done>): Promise<boolean>
  undo(via: Via): Promise<void>
  forget(): void
}

/** Keeps what the last act of a screen did, to say it and to take it back. */
export function useLast(): Last {
  const [last, setLast] = useState<LastAct>()
  const [isBusy, setBusy] = useState(false)
  const running = useRef(false)
  const acts = useActs()

  const run = useCallback(async (code: string, act: () => Promise<Done>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    try {
      const done = await act()
      const mine: LastAct = { ...done, code }
      setLast(mine)
      void done.later?.then((known) =>
        setLast((shown) => (shown === mine ? { ...known, code } : shown)),
      )
      return done.command !== null
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])

  return {
    last,
    isBusy,
    run,
    async undo(via) {
      if (!last?.command) return
      const { command, code } = last
      await run(code, () => acts.undo(command, code, via))
    },
    forget: () => setLast(undefined),
  }
}
