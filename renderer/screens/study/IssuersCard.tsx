import { IconBarcode, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { isManager } from '../../app/may.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { IssuersDialog } from './IssuersDialog.tsx'
import { sayCheck } from './say-study.ts'
import styles from './study.module.css'

/** Whose codes come here on tubes, beside this site's own. DIR-7 */
export function IssuersCard() {
  const intl = useIntl()
  const t = useT()
  const { person } = useBench()
  const [isOpen, setOpen] = useState(false)
  const { data: issuers } = useLive(['studies', 'issuers'], () => client.codes.issuers())
  if (!issuers) return null
  return (
    <Card
      title={t('issuers.title')}
      className={styles.list}
      foot={
        isManager(person) && (
          <Button icon={IconPencil} onClick={() => setOpen(true)}>
            {t('issuers.change')}
          </Button>
        )
      }
    >
      {issuers.map(({ name, forms, check }) => (
        <CardRow
          key={`${name} ${forms.join()}`}
          icon={<Icon of={IconBarcode} size={26} />}
          title={name}
          sub={
            <>
              <Code breaks>{forms.join(', ')}</Code> · {sayCheck(intl, check)}
            </>
          }
        />
      ))}
      {issuers.length === 0 && <p className={styles.none}>{t('issuers.none')}</p>}
      {isOpen && <IssuersDialog issuers={issuers} onClose={() => setOpen(false)} />}
    </Card>
  )
}
