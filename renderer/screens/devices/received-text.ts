import { type BytePart, hexOf, maskedBytes } from '#shared/scan/explain-bytes.ts'
import { isOfTestSheet } from '#shared/scan/test-sheet.ts'
import { usCharacter } from '#shared/scan/us-keys.ts'
import type { WedgeKey } from '#shared/scan/wedge.ts'
import type { Received } from './use-received.ts'

/**
 * What came in as text for support, oldest first, with what each part is. Codes are left out of it: of their
 * characters it says whether they are letters, figures or signs. The sheet of test codes alone stays readable.
 */
export function receivedText(
  all: readonly Received[],
  say: (part: BytePart) => string,
  time: (at: number) => string,
): string {
  return all
    .toReversed()
    .map((one) => {
      const lines =
        one.kind === 'keys'
          ? keyLines(one.keys)
          : one.runs.map(({ part, from, to }) => {
              const bytes = one.bytes.subarray(from, to)
              const text =
                part === 'data' || part === 'other'
                  ? maskedBytes(bytes)
                  : [...bytes].map(hexOf).join(' ')
              return `  ${say(part)} (${bytes.length}): ${text}`
            })
      const head = one.kind === 'keys' ? 'keys' : `${one.kind} ${one.name}`
      return [`${time(one.at)} ${head}`, ...lines].join('\n')
    })
    .join('\n\n')
}

function keyLines(keys: readonly WedgeKey[]): string[] {
  const isOpen = isOfTestSheet(keys.map(({ key }) => (key.length === 1 ? key : '')).join(''))
  return keys.map((key, at) => {
    const gap = at === 0 ? 0 : Math.round(key.at - keys[at - 1]!.at)
    const shown = isOpen ? `${key.code} ${key.key}` : maskedKey(key)
    return `  +${gap} ms ${shown}${key.capsLock ? ' CapsLock' : ''}`
  })
}

/** Which kind of key, and whether the computer made of it what a US keyboard would. */
function maskedKey({ code, key, shift }: WedgeKey): string {
  if (key.length !== 1) return `${code} ${key}`
  const kind = code.replace(/^Key[A-Z]$/, 'Key…').replace(/^(Digit|Numpad)\d$/, '$1…')
  const differs = usCharacter(code, shift) !== key
  const character = /\d/.test(key)
    ? '9'
    : /\p{Lu}/u.test(key)
      ? 'A'
      : /\p{L}/u.test(key)
        ? 'a'
        : '·'
  return `${kind} ${character}${differs ? ' ≠US' : ''}`
}

/** The gap before each key in whole milliseconds; null before the first. */
export const gapBefore = (keys: readonly WedgeKey[], at: number): number | null =>
  at === 0 ? null : Math.round(keys[at]!.at - keys[at - 1]!.at)
