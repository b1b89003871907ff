import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun, type TablerIcon } from '@tabler/icons-react'
import { LanguageChoice } from '../../app/LanguageChoice.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './settings.module.css'

const ICONS: Readonly<Record<MantineColorScheme, TablerIcon>> = {
  light: IconSun,
  dark: IconMoon,
  auto: IconDeviceDesktop,
}

/** Language, and light or dark. */
export function LookCard() {
  const t = useT()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const names = { light: t('theme.light'), dark: t('theme.dark'), auto: t('theme.auto') }
  return (
    <Card title={t('settings.look')} padded>
      <div className={styles.lines}>
        <div className={styles.line}>
          <span>{t('settings.language')}</span>
          <LanguageChoice />
        </div>
        <div className={styles.line}>
          <span>{t('settings.theme')}</span>
          <fieldset className={styles.choice} aria-label={t('settings.theme')}>
            {(['light', 'dark', 'auto'] as const).map((scheme) => (
              <Button
                key={scheme}
                size={48}
                icon={ICONS[scheme]}
                kind={scheme === colorScheme ? 'steel' : 'outlined'}
                aria-pressed={scheme === colorScheme}
                onClick={() => setColorScheme(scheme)}
              >
                {names[scheme]}
              </Button>
            ))}
          </fieldset>
        </div>
      </div>
    </Card>
  )
}
