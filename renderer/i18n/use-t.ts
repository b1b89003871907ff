import { useMemo } from 'react'
import { type IntlShape, useIntl } from 'react-intl'

type PlainValue = string | number | boolean | Date | null | undefined

/** Plain words by their id. For words with a code or an element in them use `FormattedMessage`. */
export type Say = (id: string, values?: Record<string, PlainValue>) => string

export const wordsOf =
  (intl: IntlShape): Say =>
  (id, values) =>
    intl.formatMessage({ id }, values)

export function useT(): Say {
  const intl = useIntl()
  return useMemo(() => wordsOf(intl), [intl])
}
