import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { IntlProvider } from 'react-intl'
import { catalogues, isLanguage, type Language, pickLanguage } from './messages.ts'

const REMEMBERED = 'frostkeep.language'

/** British dates and numbers for English: day before month, 24 hours. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR', de: 'de-DE' }

interface LanguageChoice {
  language: Language
  choose: (language: Language) => void
}

const Choice = createContext<LanguageChoice>({ language: 'en', choose: () => undefined })

/** The language of the screen, and the way to another. */
export const useLanguage = (): LanguageChoice => useContext(Choice)

function rememberedLanguage(): Language {
  const remembered = localStorage.getItem(REMEMBERED)
  return isLanguage(remembered) ? remembered : pickLanguage(navigator.languages)
}

/** Gives all screens their words, sets `<html lang>` and remembers a choice on this computer. */
export function Words({ children, force }: { children: ReactNode; force?: Language }) {
  const [chosen, setChosen] = useState(rememberedLanguage)
  const language = force ?? chosen
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  // Another window of the same browser may have chosen.
  useEffect(() => {
    const follow = () => setChosen(rememberedLanguage())
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [])
  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        localStorage.setItem(REMEMBERED, next)
        setChosen(next)
      },
    }),
    [language],
  )
  return (
    <Choice value={choice}>
      <I18nProvider locale={locales[language]}>
        <IntlProvider
          locale={locales[language]}
          defaultLocale="en"
          messages={catalogues[language]}
          onError={missing}
        >
          {children}
        </IntlProvider>
      </I18nProvider>
    </Choice>
  )
}

/** A missing word fails the tests; on a bench it shows its id instead of an empty place. */
const missing = (error: Error): void => console.error(error.message)
