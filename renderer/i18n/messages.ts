import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }

export const LANGUAGES = ['en', 'fr', 'de'] as const

export type Language = (typeof LANGUAGES)[number]

/** Flat ids to ICU text; all three are in the program, a bench never waits for its words. */
export const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en,
  fr,
  de,
}

/** Each language by its own name, as a person looks for it. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
}

export const isLanguage = (text: string | null): text is Language =>
  LANGUAGES.some((language) => language === text)

/** The first of the wanted languages (BCP 47 tags, best first) that there is, else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  const bases = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '')
  return bases.find(isLanguage) ?? 'en'
}
