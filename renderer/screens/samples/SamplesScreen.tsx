import { IconFlask2, IconTestPipe, IconTruckDelivery, IconUpload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { SpecimenRow } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { CheckField, TextField } from '../../components/fields.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { useOpen } from '../lookup/use-open.ts'
import { SamplesTable } from './SamplesTable.tsx'
import styles from './samples.module.css'

const PAGE = 50
/** How long a person's fingers rest before what they typed is looked for. */
const REST_MS = 150

interface Found {
  readonly rows: readonly SpecimenRow[]
  readonly total: number
  /** There are more than `total`. */
  readonly isMore: boolean
  readonly hasMore: boolean
}

export interface SamplesScreenProps {
  text?: string | undefined
  /** Begin with those that are checked out. */
  out?: boolean | undefined
  /** Begin with those that are missing. */
  missing?: boolean | undefined
}

/** All samples of the site, found by code, accession or donor. */
export function SamplesScreen({ text = '', out = false, missing = false }: SamplesScreenProps) {
  const t = useT()
  const go = useGo()
  const sentence = useSentence()
  const [typed, type] = useState(text)
  const asked = useRested(typed.trim())
  const [only, setOnly] = useState<Only>(missing ? 'missing' : out ? 'out' : null)
  const [pages, setPages] = useState(1)
  useIdentitySink(useOpen())
  const { data: found } = useLive(['specimens', asked, only, pages], () => find(asked, only, pages))
  const isEmpty = found?.total === 0 && asked === '' && only === null
  const choose = (one: 'out' | 'missing') => (isChosen: boolean) => {
    setOnly(isChosen ? one : null)
    setPages(1)
  }
  return (
    <Screen current="samples" title={t('samples.title')}>
      <LookUpDisplay line={sentence('samples.scan')} />
      <div className={styles.bar}>
        <div className={styles.search}>
          <TextField
            label={t('samples.search')}
            type="search"
            code
            value={typed}
            onChange={(next) => {
              type(next)
              setPages(1)
            }}
            placeholder={t('samples.searchHint')}
          />
        </div>
        <div className={styles.only}>
          <CheckField
            label={t('samples.onlyOut')}
            checked={only === 'out'}
            onChange={choose('out')}
          />
          <CheckField
            label={t('samples.onlyMissing')}
            checked={only === 'missing'}
            onChange={choose('missing')}
          />
        </div>
        <Button icon={IconFlask2} onClick={() => go({ to: 'studies' })}>
          {t('studies.title')}
        </Button>
        {!isEmpty && (
          <Button icon={IconTruckDelivery} onClick={() => go({ to: 'transfer' })}>
            {t('transfer.title')}
          </Button>
        )}
        {!isEmpty && (
          <Button icon={IconUpload} onClick={() => go({ to: 'import' })}>
            {t('samples.import')}
          </Button>
        )}
      </div>
      {found && (isEmpty ? <NoSamples /> : <List found={found} more={() => setPages(pages + 1)} />)}
    </Screen>
  )
}

/** Of which state only. */
type Only = 'out' | 'missing' | null

/** Page after page from the start, so that a list that is shown again is one list. */
async function find(text: string, only: Only, pages: number): Promise<Found> {
  const rows: SpecimenRow[] = []
  let after: string | null = null
  let [total, isMore] = [0, false]
  for (let page = 0; page < pages; page++) {
    const found = await client.query.specimens({
      text,
      out: only === 'out',
      missing: only === 'missing',
      limit: PAGE,
      after,
    })
    rows.push(...found.rows)
    total = found.total
    isMore = found.isMore
    after = found.next
    if (after === null) break
  }
  return { rows, total, isMore, hasMore: after !== null }
}

function useRested(value: string): string {
  const [rested, rest] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => rest(value), REST_MS)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

function List({ found, more }: { found: Found; more: () => void }) {
  const t = useT()
  const { rows, total, isMore, hasMore } = found
  const shown = { shown: rows.length, total }
  const count = isMore ? t('samples.shownOfMore', shown) : t('samples.shown', shown)
  return (
    <Card
      label={t('samples.title')}
      scrolls
      className={styles.list}
      foot={
        <div className={styles.foot}>
          <span role="status">{total === 0 ? t('samples.none') : count}</span>
          {hasMore && <Button onClick={more}>{t('samples.more')}</Button>}
        </div>
      }
    >
      {rows.length > 0 && <SamplesTable rows={rows} />}
    </Card>
  )
}

function NoSamples() {
  const t = useT()
  const go = useGo()
  return (
    <EmptyState
      icon={IconTestPipe}
      title={t('samples.emptyTitle')}
      words={t('samples.emptyWords')}
      ways={
        <Button size={64} icon={IconUpload} onClick={() => go({ to: 'import' })}>
          {t('samples.import')}
        </Button>
      }
    />
  )
}
