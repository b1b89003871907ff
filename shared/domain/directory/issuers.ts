import { z } from 'zod'
import { CHECK_DIGITS } from '../study/facts.ts'
import { fitsStudy, hasIdentifiers } from '../study/identifiers.ts'
import { id, words } from '../words.ts'
import type { World } from '../world.ts'
import { codeForm, fitsTubeCodes } from './facts.ts'

/** Who gives out codes of these forms, and how their last characters check the rest. */
export const issuer = z.object({
  name: words(80),
  forms: z.array(codeForm).min(1).max(20),
  check: z.enum(CHECK_DIGITS),
})
export type Issuer = z.infer<typeof issuer>

/** Every other issuer that the site knows; who is not named any more is none. */
export const issuersSet = z.object({ site: id, issuers: z.array(issuer).max(60) })
export type IssuersSet = z.infer<typeof issuersSet>

/**
 * DIR-7: whose a code is that nothing here is bound to; null where it may be one of this site's. Two issuers at most
 * are named where the code may be of either.
 */
export function issuerOf(
  world: Pick<World, 'site' | 'issuers' | 'identifiers'>,
  studies: readonly string[],
  code: string,
): string | null {
  const issuers = world.issuers()
  if (issuers.length === 0) return null
  const forms = world.site()?.tubeCodes ?? []
  if (forms.length > 0 && fitsTubeCodes(forms, code)) return null
  const isOfStudy = studies.some((study) => {
    const heads = world.identifiers(study)
    return hasIdentifiers(heads) && fitsStudy(heads, code) === 'fits'
  })
  return isOfStudy ? null : issuerNamed(issuers, code)
}

function issuerNamed(issuers: readonly Issuer[], code: string): string | null {
  const names = issuers.filter((one) => fitsStudy([one], code) === 'fits').map(({ name }) => name)
  return names.length === 0 ? null : [...new Set(names)].slice(0, 2).join(' / ')
}
