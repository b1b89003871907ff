import { createIntl } from 'react-intl'
import de from '../../../renderer/i18n/de.json' with { type: 'json' }
import en from '../../../renderer/i18n/en.json' with { type: 'json' }

type Id = keyof typeof en
type Values = Readonly<Record<string, string | number>>

const plain = { b: (parts: string[]) => parts.join('') }
const sayer = (locale: string, messages: Record<string, string>) => {
  const intl = createIntl({ locale, messages })
  return (id: Id, values: Values = {}): string =>
    String(intl.formatMessage({ id }, { ...plain, ...values }))
}

/** What the screen says in English, from the same catalogue: a message that is reworded breaks no test. */
export const words = sayer('en', en)

/** The same in German. */
export const german = sayer('de', de)
