import { useMemo } from 'react'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { useNames } from '../../i18n/names.ts'
import type { Namers } from './say-finding.ts'

/** Who the people of events are, as far as this bench can still read it, and when things were. */
export function useNamers(): Namers {
  const names = useNames()
  const { data: people } = useLive(['people'], () => client.session.people())
  return useMemo(
    () => ({
      moment: names.moment,
      person: (id) => people?.find(({ person }) => person === id)?.name ?? id,
    }),
    [names, people],
  )
}
