import { type ReactNode, useState } from 'react'
import { useScanSink } from '../../app/scanner.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { playTone } from '../../tones/tones.ts'

/** Answers scans while a form has no use for them: nothing is done with them, and that is said. */
export function useAnswerScan(): ReactNode {
  const sentence = useSentence()
  const [code, setCode] = useState<string>()
  useScanSink((scan) => {
    playTone('warning')
    setCode(scan.text)
  })
  return code === undefined ? undefined : sentence('lookup.notUsed', { code }).shown
}
