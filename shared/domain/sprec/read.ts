import { err, ok, type Result } from '../../lib/result.ts'
import { codesOf, LISTS, type SprecVersion } from './lists/versions.ts'
import { type ElementName, FLUID_ELEMENTS, SOLID_ELEMENTS } from './sprec.ts'
import { sign, width } from './verdict.ts'

/** A code that was read: its seven parts, in their order. */
export interface SprecCode {
  readonly version: SprecVersion
  readonly kind: 'fluid' | 'solid'
  readonly parts: readonly { readonly element: ElementName; readonly code: string }[]
}

/** `not-known-here`: the list is known in part only, so that the code may be a good one. */
export type SprecRefusal =
  | { readonly type: 'not-seven-elements' }
  | {
      readonly type: 'unknown-code' | 'not-known-here'
      readonly element: ElementName
      readonly code: string
    }

export const formatSprec = ({ parts }: Pick<SprecCode, 'parts'>): string =>
  parts.map(({ code }) => code).join('-')

/** SPR-12: reads `PL1-PED-B-D-N-C-D`. Of two kinds with the same first codes the width of the fifth decides. */
export function readSprec(text: string, version: SprecVersion): Result<SprecCode, SprecRefusal> {
  const codes = text.trim().toUpperCase().split('-')
  const fifth = codes[4]
  if (codes.length !== 7 || fifth === undefined) return err({ type: 'not-seven-elements' })
  const kind = fifth.length === width('fixation') ? 'solid' : 'fluid'
  const names: readonly ElementName[] = kind === 'fluid' ? FLUID_ELEMENTS : SOLID_ELEMENTS
  const parts = names.map((element, i) => ({ element, code: codes[i]! }))
  for (const { element, code } of parts) {
    const { known, complete } = codesAt(version, kind, element)
    if (!known.has(code))
      return err({ type: complete ? 'unknown-code' : 'not-known-here', element, code })
  }
  return ok({ version, kind, parts })
}

/** The codes that an element may have, its unknown and its other among them. */
export function codesAt(version: SprecVersion, kind: 'fluid' | 'solid', element: ElementName) {
  const lists = LISTS[version][kind] as Readonly<
    Partial<Record<ElementName, Parameters<typeof codesOf>[0]>>
  >
  const list = lists[element]
  const own = list ? codesOf(list) : []
  const known: ReadonlySet<string> = new Set([...own, sign(element, 'X'), sign(element, 'Z')])
  return { known, complete: list?.complete ?? false }
}
