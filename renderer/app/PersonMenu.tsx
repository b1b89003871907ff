import { IconLock, IconSettings } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { useT } from '../i18n/use-t.ts'
import { useBench } from './bench.tsx'
import { client } from './client.ts'
import { sayClock, sayRole } from './format.ts'
import { pathOf } from './go.ts'
import { closePersonMenu, usePersonMenuOpen } from './person-menu.ts'
import { router } from './router.tsx'
import { useCloseOnScan } from './scanner.ts'

/** Who has the bench since when, and the ways to leave it. */
export function PersonMenu() {
  const intl = useIntl()
  const t = useT()
  const { person, signedInAt } = useBench()
  const isOpen = usePersonMenuOpen()
  useCloseOnScan(closePersonMenu)
  if (person === null) return null
  const toSettings = () => {
    closePersonMenu()
    void router.navigate({ to: pathOf('settings') })
  }
  const lock = () => {
    closePersonMenu()
    void client.session.signOut()
  }
  return (
    <Dialog
      open={isOpen}
      onClose={closePersonMenu}
      dismissable
      question={person.name}
      ways={
        <>
          <Button onClick={closePersonMenu}>{t('common.close')}</Button>
          <Button icon={IconSettings} onClick={toSettings}>
            {t('rail.settings')}
          </Button>
          <Button kind="steel" icon={IconLock} onClick={lock}>
            {t('session.lock')}
          </Button>
        </>
      }
    >
      <p>
        {sayRole(intl, person.role)}
        {signedInAt !== null && `, ${t('session.since', { at: sayClock(intl, signedInAt) })}`}
      </p>
      <p>{t('session.switchHint')}</p>
    </Dialog>
  )
}
