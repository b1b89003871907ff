import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { WorkSetup } from '#shared/domain/batch/setup.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import type { Work } from './use-work.ts'

/**
 * Begins a batch with what its form says, by hand or by the code of Start: once, however often that comes, and with
 * the reason in words where it cannot. `setupNow` answers null while something of the form is missing or unfit.
 */
export function useStart(work: Work, setupNow: () => WorkSetup | null, onStarted: () => void) {
  const intl = useIntl()
  const t = useT()
  const [refused, setRefused] = useState<string>()
  const isRunning = useRef(false)

  async function begin(): Promise<void> {
    if (isRunning.current) return
    const setup = setupNow()
    if (setup === null) {
      playTone('warning')
      return setRefused(t('work.notReady'))
    }
    isRunning.current = true
    const started = await work.start(setup).finally(() => {
      isRunning.current = false
    })
    if (started.ok) return onStarted()
    playTone('error')
    setRefused(sayRefusalInOne(intl, started.error))
  }

  return { refused, begin, forget: () => setRefused(undefined), isReady: setupNow() !== null }
}
