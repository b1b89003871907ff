import { describe, expect, test } from 'vitest'
import { contrast, forcedNames, type Tokens, tokensOf } from '../../support/theme/tokens.ts'

/** Words and the grounds on which they stand somewhere in the program. */
const TEXT: readonly [ink: string, ...grounds: string[]][] = [
  ['ink', 'bg', 'surface', 'surface-2', 'sunken', 'steel-soft'],
  ['ink-2', 'bg', 'surface', 'surface-2', 'sunken', 'steel-soft', 'caution-soft'],
  ['ink-3', 'bg', 'surface', 'surface-2', 'steel-soft'],
  ['steel', 'bg', 'surface', 'surface-2', 'steel-soft'],
  ['on-steel', 'steel', 'steel-hover'],
  ['on-ember', 'ember', 'ember-hover'],
  ['ember-ink', 'surface', 'surface-2', 'ember-soft'],
  ['stop', 'surface', 'stop-soft'],
  ['on-stop', 'stop'],
  ['ok', 'surface', 'ok-soft'],
  ['on-ok', 'ok'],
  ['caution', 'surface', 'caution-soft'],
  ['s-contested', 'surface', 'cont-soft'],
  ['panel-ink', 'panel', 'panel-2'],
  ['panel-ink-2', 'panel', 'panel-2'],
  ['panel-ember', 'panel', 'panel-2'],
  ['panel-ok', 'panel', 'panel-2'],
  ['panel-stop-ink-2', 'panel-stop', 'panel-stop-2'],
  ['on-filled', 's-filled'],
  ['on-target', 's-target'],
  ['on-contested', 's-contested'],
  ['on-blocked', 's-blocked'],
  ['on-quarantined', 's-quarantined'],
  ['on-expiring', 's-expiring'],
]

/** Shapes and borders that carry meaning, on the grounds of maps and controls. */
const MARKS: readonly [mark: string, ...grounds: string[]][] = [
  ['line-strong', 'bg', 'surface', 'surface-2'],
  ...[
    's-empty',
    's-filled',
    's-target-ring',
    's-contested',
    's-held',
    's-blocked',
    's-quarantined',
    's-expiring-line',
    's-unverified',
    's-unknown',
  ].map((mark): [string, ...string[]] => [mark, 'surface', 'surface-2']),
]

type Pairs = typeof TEXT

/** The pairs that are not far enough apart, with what they have. */
function faint(tokens: Tokens, scheme: 'light' | 'dark', pairs: Pairs, least: number): string[] {
  return pairs.flatMap(([mark, ...grounds]) =>
    grounds.flatMap((ground) => {
      const [one, other] = [tokens.get(mark), tokens.get(ground)]
      if (!one || !other) return [`${mark} or ${ground} is no token`]
      const found = contrast(one[scheme], other[scheme])
      return found < least ? [`${mark} on ${ground}: ${found.toFixed(2)}`] : []
    }),
  )
}

const usual = tokensOf('tokens.css')
const high = tokensOf('contrast.css')

describe.each(['light', 'dark'] as const)('colours, %s', (scheme) => {
  test('LOOK-1 words have at least 4.5 : 1 and marks 3 : 1', () => {
    expect(faint(usual, scheme, TEXT, 4.5)).toEqual([])
    expect(faint(usual, scheme, MARKS, 3)).toEqual([])
  })

  test('LOOK-2 in high contrast words have at least 7 : 1 and marks 4.5 : 1', () => {
    expect(faint(high, scheme, TEXT, 7)).toEqual([])
    expect(faint(high, scheme, MARKS, 4.5)).toEqual([])
  })

  test('LOOK-2 the usual colours would not pass as high contrast (negative control)', () => {
    expect(faint(usual, scheme, TEXT, 7)).not.toEqual([])
    expect(faint(usual, scheme, MARKS, 4.5)).not.toEqual([])
  })
})

test('LOOK-2 high contrast gives every colour anew, and none that is not one of the tokens', () => {
  expect([...high.keys()]).toEqual([...usual.keys()])
  expect(usual.size).toBeGreaterThan(60)
})

test('LOOK-3 where the system forces its colours, every token takes one of those', () => {
  const forced = forcedNames()
  expect([...usual.keys()].filter((name) => !forced.has(name))).toEqual([])
})

test('contrast is what WCAG says of known pairs (negative control)', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  const grey: Tokens = new Map([
    ['ink', { light: '#777777', dark: '#777777' }],
    ['bg', { light: '#ffffff', dark: '#ffffff' }],
  ])
  expect(faint(grey, 'light', [['ink', 'bg']], 4.5)).toEqual(['ink on bg: 4.48'])
})
