import { useEffect, useRef } from 'react'
import { textFieldOf } from '../devices/text-field.ts'

/** A combination of keys that works wherever the focus is, except for Undo inside a text field. */
export interface Shortcut {
  readonly key: string
  readonly ctrl: boolean
}

export const HELP_KEY: Shortcut = { key: 'F1', ctrl: false }
export const PALETTE_KEY: Shortcut = { key: 'k', ctrl: true }
export const UNDO_KEY: Shortcut = { key: 'z', ctrl: true }

const isPressed = (event: KeyboardEvent, { key, ctrl }: Shortcut): boolean =>
  event.key.toLowerCase() === key.toLowerCase() &&
  (event.ctrlKey || event.metaKey) === ctrl &&
  !event.altKey &&
  !event.shiftKey

export function useShortcut(shortcut: Shortcut, act: () => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!isPressed(event, shortcut)) return
      // In a text field Undo belongs to what was typed there.
      if (shortcut === UNDO_KEY && textFieldOf(event.target) !== undefined) return
      event.preventDefault()
      if (!event.repeat) latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [shortcut])
}
