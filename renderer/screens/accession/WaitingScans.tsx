import type { Scan } from '#shared/scan/scan.ts'
import { Code } from '../../components/Code.tsx'
import { ParkedTray } from '../../components/ParkedTray.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'

export interface WaitingScansProps {
  scans: readonly Scan[]
  /** The code that has to be finished first. */
  behind: string
}

/** Codes that were scanned while this form was open: none is lost, the next is opened after it. */
export function WaitingScans({ scans, behind }: WaitingScansProps) {
  const sentence = useSentence()
  const last = scans.at(-1)
  if (last === undefined) return null
  return (
    <div role="status">
      <ParkedTray
        title={sentence('waiting.waits', { code: last.text, behind }).shown}
        sub={
          scans.length > 1 &&
          scans.map(({ text }) => (
            <span key={text}>
              <Code>{text}</Code>{' '}
            </span>
          ))
        }
      />
    </div>
  )
}
