import { useState } from 'react'
import { HELP_KEY, useShortcut } from '../../app/keys.ts'
import { useCloseOnScan } from '../../app/scanner.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { useT } from '../../i18n/use-t.ts'
import { ScanRules } from './ScanRules.tsx'
import { ShortcutList } from './ShortcutList.tsx'

/** F1 where nobody is signed in and there is no place to go to. A badge closes it and signs in. */
export function HelpDialog() {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  useShortcut(HELP_KEY, () => setOpen(true))
  useCloseOnScan(close)
  return (
    <Dialog
      open={isOpen}
      onClose={close}
      dismissable
      wide
      question={t('help.title')}
      ways={<Button onClick={close}>{t('common.close')}</Button>}
    >
      <ScanRules />
      <ShortcutList />
    </Dialog>
  )
}
