import { IconFlask2, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { StudyPlanView } from '#shared/contract/studies.ts'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { isManager } from '../../app/may.ts'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { useOpen } from '../lookup/use-open.ts'
import { AddStudy } from './AddStudy.tsx'
import { IssuersCard } from './IssuersCard.tsx'
import { sayPlan } from './say-study.ts'
import styles from './study.module.css'

/** The studies of the site, and what each says about its specimens. */
export function StudiesScreen() {
  const t = useT()
  const sentence = useSentence()
  const go = useGo()
  const { person } = useBench()
  const [isNew, setNew] = useState(false)
  useIdentitySink(useOpen())
  const { data: studies } = useLive(['studies', 'plans'], () => client.studies.list())
  return (
    <Screen current="samples" title={t('studies.title')}>
      <LookUpDisplay line={sentence('samples.scan')} />
      {studies && (
        <Card
          label={t('studies.title')}
          scrolls
          className={styles.list}
          foot={
            isManager(person) && (
              <Button icon={IconPlus} onClick={() => setNew(true)}>
                {t('study.new')}
              </Button>
            )
          }
        >
          {studies.map((study) => (
            <StudyRow key={study.study} study={study} />
          ))}
          {studies.length === 0 && <p className={styles.none}>{t('study.none')}</p>}
        </Card>
      )}
      <IssuersCard />
      {isNew && (
        <AddStudy
          onClose={() => setNew(false)}
          onMade={({ study }) => void go({ to: 'study', study })}
        />
      )}
    </Screen>
  )
}

function StudyRow({ study }: { study: StudyPlanView }) {
  const intl = useIntl()
  const t = useT()
  const go = useGo()
  return (
    <CardRow
      icon={<Icon of={IconFlask2} size={26} />}
      title={
        <>
          <Code>{study.code}</Code> {study.name}
        </>
      }
      sub={sayPlan(intl, study)}
      end={
        <Button
          aria-label={t('studies.openOne', { code: study.code })}
          onClick={() => void go({ to: 'study', study: study.study })}
        >
          {t('studies.open')}
        </Button>
      }
    />
  )
}
