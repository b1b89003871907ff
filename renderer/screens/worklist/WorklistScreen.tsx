import { IconCircleCheck, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { type Last, useLast } from '../lookup/use-last.ts'
import { useOpen } from '../lookup/use-open.ts'
import { CaseList } from './CaseList.tsx'
import { type Filter, Filters, type Lists } from './Filters.tsx'
import { MissingTubes } from './MissingTubes.tsx'
import { OpenCase } from './OpenCase.tsx'
import styles from './worklist.module.css'

/** What disagrees: two facts that cannot both be true, side by side, and the way out. */
export function WorklistScreen({ id }: { id?: string | undefined }) {
  const t = useT()
  const lists = useLists()
  const last = useLast()
  const [filter, setFilter] = useState<Filter>()
  const [chosen, choose] = useState<string>()
  const go = useGo()
  const select = (next: string) => {
    choose(next)
    last.forget()
    void go({ to: 'worklist', id: next }, { replace: true })
  }
  const wanted = chosen ?? id
  // Only at first: a case that was just settled must not take the list with it.
  if (lists && filter === undefined) setFilter(filterOf(lists, id))
  const cases = lists && filter ? lists[filter] : undefined
  const shown = cases?.find((one) => one.id === wanted) ?? cases?.[0]
  const asked = lists ? lists.open.length + lists.cleared.length : 0
  return (
    <Screen
      current="worklist"
      title={t('worklist.title')}
      subtitle={asked > 0 ? t('worklist.open', { count: asked }) : undefined}
    >
      {lists && filter && (
        <div className={styles.screen}>
          <div className={styles.left}>
            <Filters
              lists={lists}
              current={filter}
              onChoose={(next) => {
                setFilter(next)
                last.forget()
              }}
            />
            {cases && shown && <CaseList cases={cases} shown={shown.id} onSelect={select} />}
            <MissingTubes />
            <p className={styles.both}>
              <Icon of={IconHistory} />
              {t('worklist.both')}
            </p>
          </div>
          {shown ? (
            <OpenCase key={`${shown.id} ${shown.basis.join()}`} one={shown} last={last} />
          ) : (
            <Nothing filter={filter} last={last} />
          )}
        </div>
      )}
    </Screen>
  )
}

function useLists(): Lists | undefined {
  const { data: asking } = useLive(['discrepancies'], () => client.query.discrepancies())
  const { data: settled } = useLive(['settled'], () => client.query.settled())
  if (!asking || !settled) return undefined
  const isCleared = ({ state }: DiscrepancyView) => state === 'cleared'
  return {
    open: asking.filter((one) => !isCleared(one)),
    cleared: asking.filter(isCleared),
    settled,
  }
}

/** The list that has the case that was asked for; else the first that asks for a person. */
function filterOf(lists: Lists, wanted: string | undefined): Filter {
  const names = ['open', 'cleared', 'settled'] as const
  const has = names.find((name) => lists[name].some(({ id }) => id === wanted))
  return has ?? (lists.open.length === 0 && lists.cleared.length > 0 ? 'cleared' : 'open')
}

/** The last one may just have been settled: that stays said. */
function Nothing({ filter, last }: { filter: Filter; last: Last }) {
  const t = useT()
  const sentence = useSentence()
  useIdentitySink(useOpen())
  return (
    <div className={styles.right}>
      <LookUpDisplay line={sentence('lookup.scanAnything')} outcome={last.last?.outcome} />
      <EmptyState
        icon={IconCircleCheck}
        title={t(filter === 'settled' ? 'worklist.noneSettled' : 'worklist.emptyTitle')}
        words={t('worklist.emptyWords')}
      />
    </div>
  )
}
