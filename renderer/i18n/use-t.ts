import { useCallback } from 'react'
import { useIntl } from 'react-intl'

type PlainValue = string | number | boolean | Date | null | undefined

/** Plain words by their id. For words with a code or an element in them use `FormattedMessage`. */
export function useT(): (id: string, values?: Record<string, PlainValue>) => string {
  const intl = useIntl()
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl])
}
