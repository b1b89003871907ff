import { type ReactNode, useCallback, useState } from 'react'
import { useIntl } from 'react-intl'
import { type LabelOf, type LabelSubject, SYSTEM_PRINTER } from '#shared/contract/labels.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { say } from '../../app/notice.ts'
import { namesIn } from '../../i18n/names.ts'
import { wordsOf } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { labelChoices } from './choice.ts'
import { PrintDialog } from './PrintDialog.tsx'
import { askedOf, kindOf } from './subjects.ts'

export interface PrintLabels {
  /**
   * Prints labels of these, all of one kind: at once where a printer was chosen before and none of them has a
   * label yet, else after a question. True once they are queued, or asked about.
   */
  print(of: readonly LabelOf[]): Promise<boolean>
  /** To be shown by the screen that prints. */
  readonly dialog: ReactNode
}

/** Labels from any screen: one click, or one command code. */
export function usePrintLabels(): PrintLabels {
  const intl = useIntl()
  const [asked, ask] = useState<readonly LabelSubject[]>()

  const print = useCallback(
    async (of: readonly LabelOf[]): Promise<boolean> => {
      const t = wordsOf(intl)
      const known = await client.labels.subjects({ of: [...of] })
      const subjects = known.filter((one) => one !== null)
      if (subjects.length < of.length || !subjects[0]) {
        playTone('warning')
        say(t('labels.noCode'), 'caution')
        return false
      }
      const names = namesIn(intl)
      const choice = labelChoices.get()[kindOf(subjects[0].of)]
      const isPlain = choice && choice.printer !== SYSTEM_PRINTER && !subjects.some(isPrinted)
      if (!isPlain) {
        ask(subjects)
        return true
      }
      const answer = await client.labels.print({
        ...{ id: newId(), ...choice, copies: 1, reason: null },
        labels: subjects.map((one) => askedOf(one, names)),
      })
      // Whatever stands in the way, the question shows it.
      if (answer.type !== 'queued') {
        ask(subjects)
        return true
      }
      playTone('success')
      say(t('labels.queued', { count: subjects.length, code: subjects[0].content.code }))
      return true
    },
    [intl],
  )
  const close = useCallback(() => ask(undefined), [])
  return { print, dialog: asked && <PrintDialog subjects={asked} onClose={close} /> }
}

const isPrinted = (subject: LabelSubject): boolean => subject.isPrinted
