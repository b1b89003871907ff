import { Button, type ButtonProps } from '../components/Button.tsx'
import { LANGUAGES, languageNames } from '../i18n/messages.ts'
import { useT } from '../i18n/use-t.ts'
import { useLanguage } from '../i18n/Words.tsx'
import styles from './LanguageChoice.module.css'

/** The languages by their own names; the chosen one is pressed in. */
export function LanguageChoice({ size = 48 }: { size?: ButtonProps['size'] }) {
  const t = useT()
  const { language, choose } = useLanguage()
  return (
    <fieldset className={styles.choice} aria-label={t('language.choose')}>
      {LANGUAGES.map((one) => (
        <Button
          key={one}
          size={size}
          kind={one === language ? 'steel' : 'outlined'}
          aria-pressed={one === language}
          lang={one}
          onClick={() => choose(one)}
        >
          {languageNames[one]}
        </Button>
      ))}
    </fieldset>
  )
}
