import { z } from 'zod'
import { id, role, words } from '../words.ts'

/**
 * The form of a site's tube codes: `#` is a digit, `@` a letter, `*` at the end anything more;
 * every other character is itself. `FX########` fits `FX05653780`.
 */
export const codeForm = z
  .string()
  .regex(/^[A-Za-z0-9#@._-]*\*?$/)
  .min(1)
  .max(64)

export const siteFounded = z.object({
  site: id,
  name: words(80),
  zone: z.string().max(64),
  tubeCodes: z.array(codeForm).max(20),
})

export const benchAdded = z.object({ bench: id, name: words(80), number: z.int().min(1).max(9999) })

/** `badge` is a digest of the badge's code, never the code. */
export const personAdded = z.object({
  person: id,
  name: words(80),
  role,
  badge: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
})

export type SiteFounded = z.infer<typeof siteFounded>
export type BenchAdded = z.infer<typeof benchAdded>
export type PersonAdded = z.infer<typeof personAdded>

/** Whether a code has one of the site's tube code forms. A site without forms takes any code. DIR-2 */
export function fitsTubeCodes(forms: readonly string[], text: string): boolean {
  return forms.length === 0 || forms.some((form) => fits(form, text))
}

function fits(form: string, text: string): boolean {
  const open = form.endsWith('*')
  const fixed = open ? form.slice(0, -1) : form
  if (open ? text.length < fixed.length : text.length !== fixed.length) return false
  return [...fixed].every((sign, i) => fitsSign(sign, text.charAt(i)))
}

/** Whether a letter may stand where a form has this sign. */
export function fitsSign(sign: string, letter: string): boolean {
  if (sign === '#') return letter >= '0' && letter <= '9'
  if (sign === '@') return /^[A-Za-z]$/.test(letter)
  return sign === letter
}
