import { useEffect } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { say } from '../notice.ts'
import { cameraOn } from './camera-settings.ts'

/** How long a camera may wait for a badge at the sign-in, milliseconds. */
const WAITS_FOR_BADGE_MS = 120_000

/**
 * A camera that nobody looks after is switched off, and the next one to look is told: when the window is
 * hidden, when the person signs out, and when it was switched on to sign in and nobody did. It never goes
 * on again by itself.
 */
export function useCameraGuard(isSignedIn: boolean): void {
  const t = useT()
  const isOn = cameraOn.use()
  useEffect(() => {
    if (!isOn) return
    const whenHidden = () => {
      if (document.visibilityState === 'hidden') switchOff(t('camera.offHidden'))
    }
    document.addEventListener('visibilitychange', whenHidden)
    return () => document.removeEventListener('visibilitychange', whenHidden)
  }, [isOn, t])
  useEffect(() => {
    if (isSignedIn) return () => switchOff(t('camera.offNobody'))
  }, [isSignedIn, t])
  useEffect(() => {
    if (isSignedIn || !isOn) return
    const timer = setTimeout(() => switchOff(t('camera.offNobody')), WAITS_FOR_BADGE_MS)
    return () => clearTimeout(timer)
  }, [isSignedIn, isOn, t])
}

function switchOff(words: string): void {
  if (!cameraOn.get()) return
  cameraOn.set(false)
  say(words)
}
