import { useLayoutEffect, useRef, useState } from 'react'
import type { WorkRowView, WorkView } from '#shared/contract/work.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { say } from '../../app/notice.ts'
import { Screen } from '../../app/Screen.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useWork } from '../batch/use-work.ts'
import { usePrintAhead } from '../labels/use-print-ahead.ts'
import { usePrintLabels } from '../labels/use-print-labels.tsx'
import { BatchStart } from './BatchStart.tsx'
import type { Values } from './DefaultsForm.tsx'
import { OpenBatch } from './OpenBatch.tsx'
import { printsEach } from './prints-each.ts'

/** Tubes registered over and over: what holds for all of them once, then one scan a tube. */
export function BatchScreen() {
  const t = useT()
  const go = useGo()
  const labels = usePrintLabels()
  const { print, dialog } = labels
  // Of the tube in the hand and never of the batch: what the fields say stands in no session.
  const [values, setValues] = useState<Values>({})
  const printLabel = ({ specimen }: WorkRowView): void => {
    if (specimen !== null) void print([{ type: 'specimen', specimen }])
  }
  const printsAhead = useRef<() => Promise<void>>(undefined)
  const work = useWork('accession', {
    values: () => filled(values),
    onDone: ({ row }) => printsEach.get() && !row.detail.isLabelled && printLabel(row),
    onPrintAhead: async () => printsAhead.current?.(),
    onPrint: (row) => printLabel(row),
    async onFinished({ count }) {
      await go({ to: 'home' })
      say(t('accession.batchFinished', { n: count.done }))
    },
  })
  const fields = { values, onValues: setValues }
  const { shown } = work
  const ahead = usePrintAhead('accession', labels, shown?.turn ?? 0)
  useLayoutEffect(() => {
    printsAhead.current = ahead.print
  })
  if (shown === undefined) return <Screen current="scan" title={t('accession.batchTitle')} />
  return (
    <Screen
      current="scan"
      title={t('accession.batchTitle')}
      subtitle={shown && <StudyName session={shown.session} />}
    >
      {shown ? (
        <OpenBatch shown={shown} work={work} ahead={ahead} {...fields} />
      ) : (
        <BatchStart work={work} {...fields} />
      )}
      {dialog}
    </Screen>
  )
}

/** Empty fields are fields that say nothing. */
function filled(values: Values): Values | undefined {
  const said = Object.entries(values).filter(([, value]) => value.trim() !== '')
  return said.length > 0 ? Object.fromEntries(said) : undefined
}

function StudyName({ session }: { session: WorkView }) {
  const { study } = session.setup as SetupOf<'accession'>
  const { data = [] } = useLive(['studies'], () => client.query.studies())
  const known = data.find((one) => one.study === study)
  return known ? `${known.code} - ${known.name}` : ''
}
