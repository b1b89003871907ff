import { IconClipboardPlus, IconFridge } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { StorageRow } from '#shared/contract/views.ts'
import { useBench } from '../../app/bench.tsx'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { type FreezerItem, FreezerList } from '../../components/FreezerList.tsx'
import { FillLegend } from '../../components/FreezerMap.tsx'
import { Legend } from '../../components/Legend.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { AddStudy } from '../study/AddStudy.tsx'
import { AddStorage } from './AddStorage.tsx'
import styles from './freezers.module.css'
import { useCelsius } from './use-celsius.ts'

interface StorageListProps {
  storage: readonly StorageRow[]
  shown: string | undefined
  move: string | undefined
  onMade: (made: Sentence) => void
}

/** Rooms with their freezers, what the colours mean, and the ways to add more. */
export function StorageList({ storage, shown, move, onMade }: StorageListProps) {
  const t = useT()
  const go = useGo()
  const items = useItems(storage)
  const rooms = [...new Set(storage.map(({ room }) => room))]
  const select = (freezer: string) =>
    go({ to: 'freezers', freezer, ...(move !== undefined && { move }) }, { replace: true })
  return (
    <div className={styles.left}>
      <div className={styles.scrolls}>
        {rooms.map((room) => (
          <section key={room ?? ''} className={styles.room}>
            <h2 className={styles.heading}>{room ?? t('freezers.noRoom')}</h2>
            <FreezerList
              items={items.filter((_, i) => storage[i]?.room === room)}
              selected={shown}
              onSelect={select}
              ariaLabel={room ?? t('freezers.noRoom')}
            />
          </section>
        ))}
        <Adding storage={storage} onMade={onMade} />
      </div>
      <div className={styles.legend}>
        <h2 className={styles.heading}>{t('freezers.byFill')}</h2>
        <FillLegend />
        <Legend direction="column" size={30} states={['contested']} />
      </div>
    </div>
  )
}

function useItems(storage: readonly StorageRow[]): FreezerItem[] {
  const t = useT()
  const intl = useIntl()
  const celsius = useCelsius()
  return storage.map((row) => ({
    id: row.container,
    code: row.name,
    temperature: row.celsius === null ? undefined : celsius(row.celsius),
    note:
      row.capacity === 0
        ? t('freezers.noBoxes')
        : t('freezers.full', {
            part: intl.formatNumber(row.taken / row.capacity, {
              style: 'percent',
              maximumFractionDigits: row.taken / row.capacity < 0.1 ? 1 : 0,
            }),
          }),
    fills: row.shelves,
  }))
}

const MAY_ADD_STUDIES = ['manager', 'administrator']

function Adding({ storage, onMade }: Pick<StorageListProps, 'storage' | 'onMade'>) {
  const t = useT()
  const sentence = useSentence()
  const { person } = useBench()
  const [open, setOpen] = useState<'storage' | 'study'>()
  const close = () => setOpen(undefined)
  return (
    <div className={styles.adding}>
      <Button size={48} icon={IconFridge} onClick={() => setOpen('storage')}>
        {t('freezers.addShort')}
      </Button>
      {person && MAY_ADD_STUDIES.includes(person.role) && (
        <Button size={48} icon={IconClipboardPlus} onClick={() => setOpen('study')}>
          {t('study.add')}
        </Button>
      )}
      {open === 'storage' && <AddStorage storage={storage} onClose={close} onMade={onMade} />}
      {open === 'study' && (
        <AddStudy onClose={close} onMade={({ code }) => onMade(sentence('study.made', { code }))} />
      )}
    </div>
  )
}
