import { useCallback, useRef } from 'react'
import { useIntl } from 'react-intl'
import type { AheadView } from '#shared/contract/labels.ts'
import type { WorkKind } from '#shared/domain/batch/setup.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { say } from '../../app/notice.ts'
import { wordsOf } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import type { PrintLabels } from './use-print-labels.tsx'
import { useLabelQueue } from './use-queue.ts'

export interface PrintAhead {
  /** Null where no tube is to come, undefined until the bench has answered. */
  readonly view: AheadView | null | undefined
  /**
   * Labels with new codes; without a number, for all tubes that have none yet, or those that were printed and not
   * scanned, once more. Resolves once they are queued or asked about.
   */
  print(count?: number): Promise<void>
  /** What was printed and not scanned, once more: the question asks why. */
  again(): Promise<void>
}

/** How many tubes to come have no label yet; 0 where nobody has said how many there will be. */
export const unlabelled = ({ wanted, codes }: AheadView): number =>
  Math.max(0, (wanted ?? 0) - codes.filter(({ isUsed }) => !isUsed).length)

/** LAB-10: the labels of an open batch's tubes, before the tubes. `turn`: which answer of the batch is shown. */
export function usePrintAhead(kind: WorkKind, labels: PrintLabels, turn: number): PrintAhead {
  const intl = useIntl()
  const newest = useLabelQueue()?.jobs[0]?.job
  const { data: view } = useLive(['labels-ahead', kind, turn, newest], () =>
    client.labels.ahead({ kind }),
  )
  const { print: printLabels } = labels

  const running = useRef(false)
  /** A second press while the first is on its way is the same press: nothing is printed twice. */
  const once = useCallback(async (act: () => Promise<void>) => {
    if (running.current) return
    running.current = true
    await act().finally(() => {
      running.current = false
    })
  }, [])
  const printAgain = useCallback(async () => {
    const now = await client.labels.ahead({ kind })
    if (now && unscanned(now).length > 0) await printLabels(unscanned(now))
  }, [kind, printLabels])
  const printNew = useCallback(
    async (count?: number) => {
      const t = wordsOf(intl)
      // Asked anew: what the screen shows may be of before the last scan.
      const now = await client.labels.ahead({ kind })
      if (!now) return warn(t('labels.ahead.nothing'))
      const n = count ?? unlabelled(now)
      if (n === 0) return printAgain()
      const { of, form } = now
      if (form === null) return warn(t('labels.ahead.noForm'))
      const codes = await client.codes.next({ study: of.study, form, n })
      if (!codes.ok) return warn(t('labels.ahead.noRoom', { form }))
      await printLabels(codes.value.map((code) => ({ type: 'tube', code, ...of })))
    },
    [kind, printLabels, intl, printAgain],
  )
  return {
    view,
    print: (count) => once(() => printNew(count)),
    again: () => once(printAgain),
  }
}

const unscanned = ({ codes, of }: AheadView) =>
  codes.flatMap(({ code, isUsed }) => (isUsed ? [] : { type: 'tube' as const, code, ...of }))

function warn(words: string): void {
  playTone('warning')
  say(words, 'caution')
}
