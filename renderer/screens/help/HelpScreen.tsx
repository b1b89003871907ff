import { IconPrinter, IconScan } from '@tabler/icons-react'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { useGo } from '../../app/go.ts'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { OnPaper } from '../../app/Print.tsx'
import { Screen } from '../../app/Screen.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import { CommandSheet } from './CommandSheet.tsx'
import styles from './help.module.css'
import { ScanRules } from './ScanRules.tsx'
import { ShortcutList } from './ShortcutList.tsx'

/** F1: the keys, how scanning works, and the sheet of command barcodes to print. */
export function HelpScreen() {
  const t = useT()
  const go = useGo()
  const open = useOpenIdentity()
  useIdentitySink((identity, scan) => {
    if (identity.kind !== 'command' || identity.command !== 'print') return open(identity, scan)
    window.print()
  })
  return (
    <Screen current="help" title={t('help.title')}>
      <CameraPanel />
      <div className={styles.screen}>
        <div className={styles.stack}>
          <Card
            title={t('help.scanning')}
            padded
            scrolls
            aside={
              <Button size={48} icon={IconScan} onClick={() => void go({ to: 'devices' })}>
                {t('help.devices')}
              </Button>
            }
          >
            <ScanRules />
          </Card>
          <Card title={t('help.keys')} padded scrolls>
            <ShortcutList />
          </Card>
        </div>
        <Card
          title={t('help.commands')}
          padded
          scrolls
          aside={
            <Button size={48} icon={IconPrinter} onClick={() => window.print()}>
              {t('common.print')}
            </Button>
          }
        >
          <CommandSheet />
        </Card>
      </div>
      <OnPaper>
        <CommandSheet />
      </OnPaper>
    </Screen>
  )
}
