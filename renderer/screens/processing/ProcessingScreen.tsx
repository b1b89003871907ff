import { useLayoutEffect, useRef, useState } from 'react'
import type { WorkView } from '#shared/contract/work.ts'
import { useGo } from '../../app/go.ts'
import { say } from '../../app/notice.ts'
import { Screen } from '../../app/Screen.tsx'
import { scanOfCode, scanQueue } from '../../app/scanner.ts'
import { useT } from '../../i18n/use-t.ts'
import { useWork } from '../batch/use-work.ts'
import { usePrintAhead } from '../labels/use-print-ahead.ts'
import { usePrintLabels } from '../labels/use-print-labels.tsx'
import { BatchScreen } from './BatchScreen.tsx'
import { StartScreen } from './StartScreen.tsx'
import { SummaryScreen } from './SummaryScreen.tsx'

export interface ProcessingScreenProps {
  /** The first parent, chosen on its card. */
  code?: string | undefined
  /** What the batch that has just ended came to. */
  made?: boolean | undefined
}

/** Aliquots, derivatives and pools: what is done once, then one scan a tube, then what it came to. */
export function ProcessingScreen({ code, made }: ProcessingScreenProps) {
  const t = useT()
  const go = useGo()
  const [done, setDone] = useState<WorkView>()
  const labels = usePrintLabels()
  const printsAhead = useRef<() => Promise<void>>(undefined)
  const work = useWork('processing', {
    onPrintAhead: async () => printsAhead.current?.(),
    async onFinished(last) {
      if (last.count.done > 0) {
        setDone(last)
        return go({ to: 'processing', ...(code && { code }), made: true }, { replace: true })
      }
      await go({ to: 'home' })
      say(t('processing.nothingMade'))
    },
  })
  const { shown } = work
  const ahead = usePrintAhead('processing', labels, shown?.turn ?? 0)
  useLayoutEffect(() => {
    printsAhead.current = ahead.print
  })
  useFirst(shown?.session, code)
  const title = t('processing.title')
  if (shown === undefined) return <Screen current="scan" title={title} />
  if (shown)
    return (
      <>
        <BatchScreen shown={shown} work={work} ahead={ahead} />
        {labels.dialog}
      </>
    )
  if (made && done)
    return <SummaryScreen last={done} onAgain={() => void go({ to: 'processing' })} />
  return (
    <Screen current="scan" title={title}>
      <StartScreen work={work} code={code} />
    </Screen>
  )
}

/**
 * The tube that a person came with is the first parent, before any scan that waited; it is left alone where
 * another one is under way.
 */
function useFirst(session: WorkView | undefined, code: string | undefined): void {
  const isTaken = useRef(code === undefined)
  const wants = session?.line.wants
  useLayoutEffect(() => {
    if (code === undefined || wants === undefined || isTaken.current) return
    isTaken.current = true
    if (wants === 'parent' || wants === 'part') scanQueue.take(scanOfCode(code))
  }, [code, wants])
}
