import type { List } from './lists/list.ts'
import type { ElementName, ElementState, Missing, Rest, SprecElement } from './sprec.ts'

const LONG: readonly ElementName[] = ['sampleType', 'primaryContainer', 'collection', 'fixation']

/** How many letters an element's codes have. */
export const width = (element: ElementName): number => (LONG.includes(element) ? 3 : 1)

/** `X`, `Z` or `?`, in the width of the element. */
export const sign = (element: ElementName, letter: string): string => letter.repeat(width(element))

/** What was looked at for one element: its code, or null where the list has none. */
export type Verdict =
  | { readonly found: string | null; readonly rests: readonly Rest[] }
  | { readonly missing: readonly Missing[]; readonly rests: readonly Rest[] }
  | { readonly contradiction: true; readonly rests: readonly Rest[] }

export const found = (code: string | null, rests: readonly Rest[]): Verdict => ({
  found: code,
  rests,
})
export const lacking = (missing: readonly Missing[], rests: readonly Rest[] = []): Verdict => ({
  missing,
  rests,
})
export const contradiction = (rests: readonly Rest[]): Verdict => ({ contradiction: true, rests })

/** SPR-2, SPR-3, SPR-4: the code that stands for a verdict under a list. */
export function element(name: ElementName, list: List, verdict: Verdict): SprecElement {
  const [state, code] = said(name, list, verdict)
  const missing = 'missing' in verdict ? verdict.missing : []
  return { element: name, code, state, rests: verdict.rests, missing, complete: list.complete }
}

function said(name: ElementName, list: List, verdict: Verdict): readonly [ElementState, string] {
  if ('missing' in verdict) return ['missing', sign(name, 'X')]
  if ('contradiction' in verdict) return ['contradiction', sign(name, 'X')]
  if (verdict.found !== null) return ['coded', verdict.found]
  return list.complete ? ['other', sign(name, 'Z')] : ['unlisted', sign(name, '?')]
}

/** A number that a clock, a scale or a thermometer can give; anything else is a contradiction, never a code. */
export const sane = (value: number): boolean => Number.isSafeInteger(value)
