import { useState } from 'react'
import { useScanSink } from '../../app/scanner.ts'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'

/** Answers scans while a form has no use for them: nothing is done with them, and that is said. */
export function useAnswerScan(): string | undefined {
  const t = useT()
  const [code, setCode] = useState<string>()
  useScanSink((scan) => {
    playTone('warning')
    setCode(scan.text)
  })
  return code === undefined ? undefined : t('lookup.notUsed', { code })
}
