import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_WEDGE_SETTINGS,
  outsideFields,
  pressKey,
  REST_MS,
  rest,
  type WedgeKey,
  type WedgeOutcome,
  type WedgeRun,
  type WedgeSettings,
} from '#shared/scan/wedge.ts'
import { type KeyOptions, keysOf } from './wedge-keys.ts'

/** Feeds keys and gives what came of each. */
function press(keys: readonly WedgeKey[], settings: Partial<WedgeSettings> = {}): WedgeOutcome[] {
  const all = { ...DEFAULT_WEDGE_SETTINGS, ...settings }
  let run: WedgeRun | undefined
  return keys.map((key) => {
    const step = pressKey(run, key, all)
    run = step.run
    return step.outcome
  })
}

const last = (keys: readonly WedgeKey[], settings: Partial<WedgeSettings> = {}) =>
  press(keys, settings).at(-1)
const scan = (text: string, end: 'Enter' | 'Tab' = 'Enter') => ({ kind: 'scan', text, end })
const burst = (text: string, options: KeyOptions = {}) => keysOf(text, { end: 'Enter', ...options })

describe('a burst of keys', () => {
  it('is pending until its end, then a scan', () => {
    expect(press(burst('A-1'))).toEqual([
      { kind: 'ignored' },
      { kind: 'pending', text: 'A' },
      { kind: 'pending', text: 'A-' },
      { kind: 'pending', text: 'A-1' },
      scan('A-1'),
    ])
  })

  it('may end with Tab', () => {
    expect(last(burst('0138U9Q6', { end: 'Tab' }))).toEqual(scan('0138U9Q6', 'Tab'))
  })

  it('is a scan up to the gap limit and not beyond', () => {
    expect(last(burst('0138U9Q6', { gap: 50 }))).toEqual(scan('0138U9Q6'))
    expect(last(burst('0138U9Q6', { gap: 51 }))).toEqual({ kind: 'typing' })
    expect(last(burst('0138U9Q6', { gap: 150 }), { gapMs: 150 })).toEqual(scan('0138U9Q6'))
  })

  it('is typing when it is shorter than a code', () => {
    expect(last(burst('AB'))).toEqual({ kind: 'typing' })
    expect(last(burst('AB'), { minimumLength: 2 })).toEqual(scan('AB'))
  })

  it('outside text fields is a scan from two characters on, if an end key follows', () => {
    const outside = outsideFields(DEFAULT_WEDGE_SETTINGS)
    expect(last(burst('B3'), outside)).toEqual(scan('B3'))
    expect(last(burst('B'), outside)).toEqual({ kind: 'typing' })
    expect(last(burst('B3', { gap: 51 }), outside)).toMatchObject({ kind: 'torn' })
    expect(last(burst('B3', { gap: 200 }), outside)).toEqual({ kind: 'typing' })
    const byGap = { ...DEFAULT_WEDGE_SETTINGS, end: 'gap' } as const
    expect(outsideFields(byGap)).toEqual({ ...byGap, outside: true })
  })

  it('carries GS as Ctrl+]', () => {
    expect(last(burst('10A\u001d21B'))).toEqual(scan('10A\u001d21B'))
  })

  it('leaves out the prefix and suffix that were set, and is no scan without them', () => {
    const settings = { prefix: '~', suffix: '#' }
    expect(last(burst('~ABC#'), settings)).toEqual(scan('ABC'))
    expect(last(burst('ABCDE'), settings)).toEqual({ kind: 'typing' })
    expect(last(burst('~AB#'), settings)).toEqual({ kind: 'typing' })
  })
})

describe('a hiccup inside a scan', () => {
  const hiccup = (text: string, at: number, ms: number) =>
    burst(text).map((key, index) => (index < at ? key : { ...key, at: key.at + ms }))

  it.each([51, 120, 300, 490])('of %i ms makes no shorter code of it', (ms) => {
    expect(last(hiccup('0138u9q6', 1, ms))).toEqual({
      kind: 'torn',
      text: '0138u9q6',
      why: 'piece',
    })
    expect(last(hiccup('0138u9q6', 5, ms))).toEqual({
      kind: 'torn',
      text: '0138u9q6',
      why: 'piece',
    })
    expect(last(hiccup('0138u9q6', 8, ms))).toEqual({
      kind: 'torn',
      text: '0138u9q6',
      why: 'piece',
    })
  })

  it('is no longer one after a rest: then it is another scan', () => {
    const two = [...burst('abc', { end: undefined }), ...burst('defg', { from: 3_000 })]
    expect(last(two)).toEqual(scan('defg'))
  })
})

describe('a person typing', () => {
  it('is never a scan at the speed of hands, Enter or not', () => {
    const hands = fc.tuple(
      fc.array(fc.constantFrom(...'abcdefgh0123'), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 60, max: 400 }),
    )
    fc.assert(
      fc.property(hands, ([letters, gap]) => {
        const outcomes = press(burst(letters.join(''), { gap }))
        expect(outcomes.filter(({ kind }) => kind === 'scan')).toEqual([])
      }),
    )
  })

  it('who holds a key down is no scanner, though the repeat is fast', () => {
    const held = burst('aaaaaaaa', { gap: 30 }).map((key, index) => ({ ...key, repeat: index > 0 }))
    expect(press(held).filter(({ kind }) => kind === 'scan')).toEqual([])
  })

  it('who presses Enter alone gets Enter', () => {
    expect(last(keysOf('', { end: 'Enter' }))).toEqual({ kind: 'ignored' })
  })
})

describe('a scanner in US mode', () => {
  const azerty = burst('0138U9Q6-_/:', { computer: 'azerty' })

  it('is read by the keys it presses, on a computer with AZERTY', () => {
    expect(last(azerty, { layout: 'us-codes' })).toEqual(scan('0138U9Q6-_/:'))
  })

  it('would be read as other characters otherwise', () => {
    expect(last(azerty)).not.toEqual(scan('0138U9Q6-_/:'))
  })

  it('is read right with Caps Lock on', () => {
    const caps = burst('Ab-1', { capsLock: true })
    expect(last(caps, { layout: 'us-codes' })).toEqual(scan('Ab-1'))
    expect(last(caps)).toEqual(scan('aB-1'))
  })
})

describe('a key that cannot be told', () => {
  it.each(['Dead', 'Unidentified', 'Process'])('%s makes the whole no code', (name) => {
    const keys = burst('abcd').map((key, index) => (index === 2 ? { ...key, key: name } : key))
    expect(last(keys)).toEqual({ kind: 'torn', text: 'abd', why: 'unclear' })
  })
})

describe('a scanner without Enter', () => {
  const settings = { ...DEFAULT_WEDGE_SETTINGS, end: 'gap' } as const
  const run = () => {
    let state: WedgeRun | undefined
    for (const key of keysOf('abcd', {})) state = pressKey(state, key, settings).run
    return state!
  }

  it('ends its scan by silence', () => {
    const { lastAt } = run()
    expect(rest(run(), lastAt + REST_MS, settings).outcome).toEqual({ kind: 'ignored' })
    expect(rest(run(), lastAt + REST_MS + 1, settings)).toMatchObject({
      run: { state: 'taken' },
      outcome: { kind: 'scan', text: 'abcd', end: 'gap' },
    })
  })

  it('and silence ends no scan of a scanner that sends Enter', () => {
    const { lastAt } = run()
    expect(rest(run(), lastAt + 10_000).outcome).toEqual({ kind: 'typing' })
  })
})

describe('any code that a US keyboard can type', () => {
  const code = fc.string({
    unit: fc.constantFrom(...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))),
    minLength: 3,
    maxLength: 60,
  })

  it('comes out as it was scanned, as typed and by codes', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 25 }), (text, gap) => {
        expect(last(burst(text, { gap }))).toEqual(scan(text))
        expect(last(burst(text, { gap, computer: 'azerty' }), { layout: 'us-codes' })).toEqual(
          scan(text),
        )
      }),
    )
  })
})
