import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EventBody, eventBody, keptBody, readKept, readUid } from '#shared/ledger/body.ts'
import { isUsual } from '#shared/ledger/usual-body.ts'
import { testId } from '../../support/sync/events.ts'

const usual: EventBody = {
  uid: testId('a', 1),
  type: 'tube.moved',
  v: 1,
  crit: true,
  ents: ['tube:x', 'position:y/1'],
  base: { 'tube:x': [testId('a', 2)] },
  at: 1_700_000_000_000,
  tz: 'Europe/Stockholm',
  off: 60,
  mono: ['boot', 1],
  actor: 'person',
  seen: [testId('e', 1), 0],
  cmd: { id: testId('a', 3), part: 1, of: 1 },
  via: { source: 'scanner', device: 'x' },
  data: { note: 'x', list: [1, null, { a: true }] },
  sig: { key: 'a'.repeat(64), sig: 'b'.repeat(128) },
}

/** What is said to be usual is what the schema reads, unchanged. */
function agrees(json: unknown): boolean {
  if (!isUsual(json)) return false
  const read = eventBody.safeParse(json)
  expect(read.success).toBe(true)
  expect(read.data).toEqual(json)
  return true
}

const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    1,
    -1,
    1.5,
    Number.POSITIVE_INFINITY,
    2 ** 60,
    '',
    'x',
    'xyz',
    'x'.repeat(400),
  ),
  fc.constantFrom<unknown>([], {}, [1], ['abc'], { x: 1 }, testId('a', 9), [testId('a', 9), 'abc']),
)
const paths: readonly (readonly string[])[] = [
  ...Object.keys(usual).map((member) => [member]),
  ...['cmd', 'via', 'sig', 'data', 'base'].flatMap((member) => [
    [member, 'later'],
    [member, '__proto__'],
  ]),
  ...['part', 'of', 'id'].map((member) => ['cmd', member]),
  ['via', 'source'],
  ['via', 'device'],
  ['sig', 'key'],
  ['sig', 'sig'],
  ['base', 'tube:x'],
  ['mono', '0'],
  ['mono', '1'],
  ['mono', '2'],
  ['seen', '1'],
  ['ents', '0'],
  ['ents', '70'],
  ['later'],
]

function changed(path: readonly string[], value: unknown): unknown {
  const body = structuredClone(usual) as unknown as Record<string, unknown>
  const [first, second] = path as [string, string?]
  if (second === undefined) body[first] = value
  else Object.defineProperty(body[first], second, { value, enumerable: true, configurable: true })
  return body
}

describe('a body as this version writes it', () => {
  test('is told from others without asking the schema', () => {
    expect(agrees(usual)).toBe(true)
    for (const member of ['crit', 'via', 'sig'] as const) {
      const { [member]: _, ...less } = usual
      expect(agrees(less)).toBe(true)
    }
  })

  test('is never what the schema would refuse or read otherwise, whatever is changed in it', () => {
    const seen = { usual: 0, other: 0 }
    fc.assert(
      fc.property(fc.constantFrom(...paths), leaf, (path, value) => {
        seen[agrees(changed(path, value)) ? 'usual' : 'other']++
      }),
      { numRuns: 2_000 },
    )
    expect(seen.usual).toBeGreaterThan(20)
    expect(seen.other).toBeGreaterThan(20)
  })

  test.each([null, [], 'x', 1, {}])('is not %j', (json) => {
    expect(isUsual(json)).toBe(false)
  })

  test('lacks no member that must be there', () => {
    const optional = ['crit', 'via', 'sig']
    for (const member of Object.keys(usual).filter((one) => !optional.includes(one))) {
      const { [member as keyof EventBody]: _, ...less } = usual
      expect(isUsual(less), member).toBe(false)
    }
  })

  test('is read once to the same as twice', () => {
    for (const text of [
      JSON.stringify(usual),
      '[]',
      '{"uid":',
      '{"uid":"x"}',
      `{"uid":"${usual.uid}"}`,
    ]) {
      const body = keptBody(text)
      expect(body.named).toBe(readUid(text))
      expect(body.as(testId('a', 7))).toEqual(readKept(text, testId('a', 7)))
      expect(body.as(testId('a', 7)).uid).toBe(testId('a', 7))
    }
  })

  test('keeps what it says under another identity', () => {
    const { uid: _, ...said } = usual
    expect(readKept(JSON.stringify(usual), testId('a', 7))).toEqual({
      ...said,
      uid: testId('a', 7),
    })
  })
})
