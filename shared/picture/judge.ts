import type { Found } from './found.ts'

/** One look at a picture: what an engine found in one drawing of it. */
export interface Look {
  found: readonly Found[]
  /** Looks of one name are the same look: twice the same confirms nothing. */
  name: string
  /** The picture as it is, not drawn anew in the hope that something turns up. */
  plain: boolean
}

/**
 * Which codes are certain after some looks at one still picture. Matrix codes of zxing-wasm and of our own
 * grid are: error correction vouches for them. What @zxing/library finds must be found in two looks, since
 * it was seen to read what is not there, and of linear codes nothing is taken from it alone. A linear code
 * that zxing-wasm found only in a picture drawn anew must be found so twice.
 */
export function certain(looks: readonly Look[]): Found[] {
  const said = new Map<string, { found: Found; look: Look }[]>()
  for (const look of looks) {
    for (const found of look.found) {
      const key = `${found.format} ${found.text}`
      said.set(key, [...(said.get(key) ?? []), { found, look }])
    }
  }
  return [...said.values()].filter(isCertain).map(best)
}

type Said = readonly { found: Found; look: Look }[]

function isCertain(all: Said): boolean {
  const first = all[0]!.found
  const names = new Set(all.map(({ look }) => look.name))
  const own = all.filter(({ found }) => found.engine !== 'library')
  if (first.kind === 'matrix') return own.length > 0 || names.size > 1
  return own.some(({ look }) => look.plain) || (own.length > 0 && names.size > 1)
}

/** The library does not say exactly where a code is; the others do. */
const best = (all: Said): Found =>
  (all.find(({ found }) => found.engine !== 'library') ?? all[0]!).found
