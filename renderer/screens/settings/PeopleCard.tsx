import { IconKey, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { sayRole } from '../../app/format.ts'
import { useLive } from '../../app/live.ts'
import { isManager } from '../../app/may.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Initials } from '../../components/Shell.tsx'
import { useT } from '../../i18n/use-t.ts'
import { AddPersonDialog } from './AddPersonDialog.tsx'
import { SetPinDialog } from './SetPinDialog.tsx'
import styles from './settings.module.css'

/** Who works at this site. Managers and administrators add others; everybody sets their own PIN. */
export function PeopleCard() {
  const intl = useIntl()
  const t = useT()
  const { person: self, keeping } = useBench()
  const isDamaged = keeping.state === 'damaged'
  const { data: people } = useLive(['people'], () => client.session.people())
  const [asked, ask] = useState<'add' | 'pin'>()
  const mayAdd = isManager(self)
  const hasPin = people?.find(({ person }) => person === self?.person)?.hasPin ?? false
  const close = () => ask(undefined)
  return (
    <Card
      title={t('people.title')}
      foot={
        <div className={styles.choice}>
          {mayAdd && (
            <Button icon={IconUserPlus} disabled={isDamaged} onClick={() => ask('add')}>
              {t('people.add')}
            </Button>
          )}
          <Button icon={IconKey} disabled={isDamaged} onClick={() => ask('pin')}>
            {t('people.setPin')}
          </Button>
        </div>
      }
    >
      {(people ?? []).map(({ person, name, role, hasPin }) => (
        <CardRow
          key={person}
          icon={<Initials name={name} className={styles.initials} />}
          title={name}
          sub={sayRole(intl, role)}
          end={hasPin ? t('people.hasPin') : t('people.badgeOnly')}
        />
      ))}
      {asked === 'add' && <AddPersonDialog onClose={close} />}
      {asked === 'pin' && <SetPinDialog hasPin={hasPin} onClose={close} />}
    </Card>
  )
}
