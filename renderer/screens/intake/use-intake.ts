import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { IntakeAnswer, IntakeOutcome } from '#shared/contract/intake.ts'
import type { Scan } from '#shared/scan/scan.ts'
import { client } from '../../app/client.ts'
import { useSwitchUser } from '../../app/identity.ts'
import { reportUnlessLocked, watchChanges } from '../../app/live.ts'
import { newId } from '../../app/new-id.ts'
import { useScanSink } from '../../app/scanner.ts'
import { noteUnknown } from '../../app/unknown.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { playTone } from '../../tones/tones.ts'
import { createExchange, type Shown } from './exchange.ts'
import { toneOf } from './say-outcome.ts'

export interface Intake {
  /** Undefined until the bench has answered, null when no intake is open. */
  readonly shown: Shown | null | undefined
  readonly isBusy: boolean
  target(index: number): void
  release(way: 'aside' | 'move-here'): void
  undo(): void
  resolve(code: string, as: 'tube' | 'aside'): void
  pause(paused: boolean): void
  /** Ends the batch once all that was scanned has been answered. */
  finish(): Promise<void>
}

/** While the batch stands still the bench does not look at what was scanned; a badge still counts. */
async function isBadge(outcome: IntakeOutcome, text: string): Promise<boolean> {
  if (outcome.type === 'not-here') return outcome.kind === 'badge'
  if (outcome.type !== 'waits' && outcome.type !== 'paused') return false
  return (await client.scan.resolve({ text, box: null })).kind === 'person'
}

/**
 * The open intake. Scans and clicks go to the bench strictly one after the other; each answer carries
 * the whole session, which is painted before the tone sounds.
 */
export function useIntake(): Intake {
  const [shown, setShown] = useState<Shown | null>()
  const [isBusy, setBusy] = useState(false)
  const isRunning = useRef(false)
  const [exchange] = useState(() =>
    createExchange({
      current: () => client.intake.current(),
      // At once and not when the scheduler finds time: the cell is promised within 100 ms.
      show: (next) => flushSync(() => setShown(next)),
      failed: reportUnlessLocked,
    }),
  )
  const switchUser = useSwitchUser()

  useEffect(() => {
    void exchange.begin()
    const stop = watchChanges((touched) => void exchange.changed(touched))
    return () => {
      stop()
      exchange.end()
    }
  }, [exchange])

  async function ask(
    question: () => Promise<IntakeAnswer>,
    code: string | undefined,
  ): Promise<IntakeAnswer> {
    const told = await exchange.ask(question)
    if (told.outcome.type === 'unknown' && code) noteUnknown(told.outcome.command, code)
    const tone = toneOf(told.outcome)
    if (tone !== undefined) playTone(tone)
    return told
  }

  const byClick = (question: () => Promise<IntakeAnswer>, code?: string): void => {
    if (isRunning.current) return
    isRunning.current = true
    setBusy(true)
    void ask(question, code).finally(() => {
      isRunning.current = false
      setBusy(false)
    })
  }

  useScanSink(
    async (scan: Scan) => {
      const asked = { id: newId(), text: scan.text, via: viaOf(scan), shown: exchange.target() }
      const { outcome } = await ask(() => client.intake.scan(asked), scan.text)
      if (await isBadge(outcome, scan.text)) await switchUser(scan)
    },
    { enabled: shown !== undefined && shown !== null },
  )

  return {
    shown,
    isBusy,
    target: (index) => byClick(() => client.intake.target({ index })),
    release(way) {
      const id = newId()
      byClick(() => client.intake.release({ id, via: BY_CLICK, way }), shown?.session.hold?.code)
    },
    undo() {
      const id = newId()
      byClick(() => client.intake.undo({ id, via: BY_CLICK }), shown?.session.undo?.code)
    },
    resolve(code, as) {
      const id = newId()
      byClick(() => client.intake.resolve({ id, via: BY_CLICK, code, as }), code)
    },
    pause: (paused) => byClick(() => client.intake.pause({ paused })),
    finish: () => exchange.finish(() => client.intake.finish()),
  }
}
