import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const FOLDER = resolve(import.meta.dirname, '../../../renderer/theme')

export interface Token {
  readonly light: string
  readonly dark: string
}
export type Tokens = ReadonlyMap<string, Token>

const HEX = '#[0-9a-f]{6}'
const TOKEN = new RegExp(`--([a-z0-9-]+): (?:light-dark\\((${HEX}), (${HEX})\\)|(${HEX}));`, 'g')
const FORCED = /--([a-z0-9-]+): [A-Z][A-Za-z]+;/g

/** The plain colours that a style sheet of the theme gives, as `#rrggbb`, by name without dashes. */
export function tokensOf(file: 'tokens.css' | 'contrast.css'): Tokens {
  const text = readFileSync(resolve(FOLDER, file), 'utf8')
  return new Map(
    [...text.matchAll(TOKEN)].map(([, name = '', light, dark, both = '']) => [
      name,
      { light: light ?? both, dark: dark ?? both },
    ]),
  )
}

/** The names of tokens that take a colour of the system where colours are forced. */
export function forcedNames(): ReadonlySet<string> {
  const text = readFileSync(resolve(FOLDER, 'tokens.css'), 'utf8')
  const [, forced = ''] = text.split('@media (forced-colors: active)')
  return new Set([...forced.matchAll(FORCED)].map(([, name = '']) => name))
}

/** WCAG 2.2's contrast of two opaque colours `#rrggbb`, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
