import { useCallback } from 'react'
import { useIntl } from 'react-intl'

/** `-80 °C`, in the language of the screen. */
export function useCelsius(): (celsius: number) => string {
  const intl = useIntl()
  return useCallback((celsius) => `${intl.formatNumber(celsius)}\u00a0°C`, [intl])
}
