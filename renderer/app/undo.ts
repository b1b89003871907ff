import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { useIntl } from 'react-intl'
import type { RecentView } from '#shared/contract/views.ts'
import type { Via } from '#shared/domain/commands.ts'
import { wordsOf } from '../i18n/use-t.ts'
import { playTone } from '../tones/tones.ts'
import { sound } from './act.ts'
import { client } from './client.ts'
import { UNDO_KEY, useShortcut } from './keys.ts'
import { lastAct } from './last-act.ts'
import { newId } from './new-id.ts'
import { say } from './notice.ts'
import { sayRefusalInOne } from './say-refusal.ts'
import { BY_CLICK } from './via.ts'

type Step = (via: Via) => void | Promise<void>

/** The steps back that screens show, the newest screen last. */
const steps: Step[] = []

/** The screen shows an act: Ctrl+Z, the palette and the command barcode take it back here. */
export function useUndoStep(undo: Step, { enabled = true }: { enabled?: boolean } = {}): void {
  const latest = useRef(undo)
  useLayoutEffect(() => {
    latest.current = undo
  })
  useShortcut(UNDO_KEY, () => {
    if (enabled) void latest.current(BY_CLICK)
  })
  useEffect(() => {
    if (!enabled) return
    const mine: Step = (via) => latest.current(via)
    steps.push(mine)
    return () => void steps.splice(steps.indexOf(mine), 1)
  }, [enabled])
}

/** Takes back the act that the screen shows; where none shows one, that is said and nothing is done. */
export function useUndoShown(): (via: Via) => Promise<void> {
  const intl = useIntl()
  return useCallback(
    async (via) => {
      const step = steps.at(-1)
      if (step) return step(via)
      playTone('warning')
      say(wordsOf(intl)('undo.whereShown'), 'caution')
    },
    [intl],
  )
}

/** Takes back the newest act of this bench, if this screen shows it, and says what that was. */
export function useUndoLast(
  shows: (act: RecentView) => boolean = () => true,
): (via: Via) => Promise<void> {
  const intl = useIntl()
  const latest = useRef(shows)
  useLayoutEffect(() => {
    latest.current = shows
  })
  return useCallback(
    async (via) => {
      const t = wordsOf(intl)
      const warn = (words: string): void => {
        playTone('warning')
        say(words, 'caution')
      }
      const last = lastAct(await client.query.recent({ limit: 20 }))
      if (last.is === 'none') return warn(t('refusal.nothingToUndo'))
      const { code, command } = last.act
      if (!latest.current(last.act)) return warn(t('undo.whereShown'))
      if (last.is === 'fixed') return warn(t('undo.fixed', { code }))
      const undo = { type: 'undo', id: newId(), via, command } as const
      const answer = sound(await client.act({ command: undo }), code)
      if (answer.type === 'saved') say(t('undo.done', { code }))
      if (answer.type === 'refused') say(sayRefusalInOne(intl, answer.refusal), 'stop')
    },
    [intl],
  )
}
