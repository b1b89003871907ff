import { type ReactNode, useCallback } from 'react'
import { useIntl } from 'react-intl'
import { Code } from '../components/Code.tsx'

/** A sentence as it is seen, its codes in the code face, and as it is heard. */
export interface Sentence {
  readonly shown: ReactNode
  readonly spoken: string
}

export const plain = (words: string): Sentence => ({ shown: words, spoken: words })

/** Makes sentences by their id; `codes` are the barcodes and positions in it, `values` all else. */
export function useSentence(): (
  id: string,
  codes?: Readonly<Record<string, string>>,
  values?: Readonly<Record<string, string | number>>,
) => Sentence {
  const intl = useIntl()
  return useCallback(
    (id, codes = {}, values = {}) => ({
      shown: intl.formatMessage({ id }, { ...values, ...inCode(codes) }),
      spoken: intl.formatMessage({ id }, { ...values, ...codes }),
    }),
    [intl],
  )
}

const inCode = (codes: Readonly<Record<string, string>>): Record<string, ReactNode> =>
  Object.fromEntries(
    Object.entries(codes).map(([name, code]) => [name, <Code key={name}>{code}</Code>]),
  )
