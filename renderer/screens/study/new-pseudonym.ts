/** No letter or digit that is read as another one. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Fills bytes with what nobody can foresee. */
type Fill = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array

/** A new random pseudonym of a donor, `D-7KQ2-M3XA`: it says nothing about anybody. SPE-8 */
export function newPseudonym(random: Fill = (bytes) => crypto.getRandomValues(bytes)): string {
  const signs: string[] = []
  while (signs.length < 8)
    // Above the last whole round some signs would be likelier than others.
    for (const byte of random(new Uint8Array(16)))
      if (byte < 240) signs.push(SIGNS.charAt(byte % SIGNS.length))
  return `D-${signs.slice(0, 4).join('')}-${signs.slice(4, 8).join('')}`
}
