import {
  IconContrast2Filled,
  IconDeviceDesktop,
  IconMoon,
  IconSun,
  type TablerIcon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { LanguageChoice } from '../../app/LanguageChoice.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import { chooseLook, SCALES, THEMES, type Theme } from '../../theme/look.ts'
import { useLook } from '../../theme/use-look.ts'
import styles from './settings.module.css'

const ICONS: Readonly<Record<Theme, TablerIcon>> = {
  light: IconSun,
  dark: IconMoon,
  contrast: IconContrast2Filled,
  auto: IconDeviceDesktop,
}

/** Language, colours and size. */
export function LookCard() {
  const t = useT()
  const intl = useIntl()
  const look = useLook()
  const names: Readonly<Record<Theme, string>> = {
    light: t('theme.light'),
    dark: t('theme.dark'),
    contrast: t('theme.contrast'),
    auto: t('theme.auto'),
  }
  return (
    <Card title={t('settings.look')} padded>
      <div className={styles.lines}>
        <div className={styles.line}>
          <span>{t('settings.language')}</span>
          <LanguageChoice />
        </div>
        <Choice label={t('settings.theme')}>
          {THEMES.map((theme) => (
            <Button
              key={theme}
              {...pressedWhen(theme === look.theme)}
              icon={ICONS[theme]}
              onClick={() => chooseLook({ theme })}
            >
              {names[theme]}
            </Button>
          ))}
        </Choice>
        <Choice label={t('settings.scale')}>
          {SCALES.map((scale) => (
            <Button
              key={scale}
              {...pressedWhen(scale === look.scale)}
              onClick={() => chooseLook({ scale })}
            >
              {intl.formatNumber(scale / 100, { style: 'percent' })}
            </Button>
          ))}
        </Choice>
      </div>
    </Card>
  )
}

const pressedWhen = (chosen: boolean) =>
  ({
    size: 48,
    kind: chosen ? 'steel' : 'outlined',
    'aria-pressed': chosen,
  }) as const

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <span>{label}</span>
      <fieldset className={styles.choice} aria-label={label}>
        {children}
      </fieldset>
    </div>
  )
}
