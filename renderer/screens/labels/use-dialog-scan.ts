import { type ReactNode, useState } from 'react'
import type { CommandCode } from '#shared/domain/words.ts'
import { readCommandCode } from '#shared/scan/command-codes.ts'
import { useScanSink } from '../../app/scanner.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { playTone } from '../../tones/tones.ts'

/** Command codes do what the buttons of a question do; any other scan is answered and nothing is done with it. */
export function useDialogScan(take: (command: CommandCode) => boolean): ReactNode {
  const sentence = useSentence()
  const [code, setCode] = useState<string>()
  useScanSink((scan) => {
    const command = readCommandCode(scan.text)
    if (command && take(command)) return
    playTone('warning')
    setCode(scan.text)
  })
  return code === undefined ? undefined : sentence('lookup.notUsed', { code }).shown
}
