import { IconPrinterOff } from '@tabler/icons-react'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { CardRow } from '../../components/Card.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { sayTrouble } from '../labels/say.ts'
import { useLabelQueue } from '../labels/use-queue.ts'

/** LAB-9: labels that wait for somebody: at the printer, or to say what came out of it. */
export function LabelsWait() {
  const t = useT()
  const go = useGo()
  const queue = useLabelQueue()
  const trouble = queue?.jobs.find(({ state, trouble }) => isOpen(state) && trouble)?.trouble
  if (!queue || (!trouble && queue.unclear === 0)) return null
  const { waiting, unclear } = queue
  return (
    <CardRow
      icon={<Icon of={IconPrinterOff} size={28} />}
      title={trouble ? sayTrouble(t, trouble) : t('labels.askedFor', { count: unclear })}
      sub={trouble && t('labels.waiting', { count: waiting })}
      end={<Button onClick={() => void go({ to: 'labels' })}>{t('home.show')}</Button>}
    />
  )
}

const isOpen = (state: string): boolean => state === 'queued' || state === 'sending'
