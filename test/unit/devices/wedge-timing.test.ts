import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WedgeSettings } from '#shared/scan/wedge.ts'
import { analyseScannerTest, SCANNER_CHECK_CODE } from '#shared/scan/wedge-test.ts'
import { strokesOf } from '../scan/layouts.ts'
import { FakeButton, FakeField } from './fake-window.ts'
import { eventsOf, late, openPage, type Timing } from './keyboards.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const RUNS = { numRuns: Number(process.env.WEDGE_RUNS ?? 150) }

const millis = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const times = (unit: fc.Arbitrary<number>) => fc.array(unit, { minLength: 40, maxLength: 40 })

const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
const code = fc.string({
  unit: fc.constantFrom(...printable, '\u001d'),
  minLength: 3,
  maxLength: 40,
})
const word = fc.string({
  unit: fc.constantFrom(...'abcdefghij0123456789-'),
  minLength: 1,
  maxLength: 30,
})

/** A scanner lets go of each key before the next: one report for down, one for up. */
const scanner: fc.Arbitrary<Timing> = fc
  .tuple(times(millis(1, 20)), millis(0.1, 0.95))
  .map(([gaps, part]) => ({
    gaps,
    holds: gaps.map((gap) => Math.min(gap, Math.min(...gaps)) * part),
  }))

/** Through a remote desktop keys come in clumps, some of them after as much as 145 ms. */
const remote: fc.Arbitrary<Timing> = fc
  .tuple(times(fc.oneof({ weight: 3, arbitrary: millis(0.2, 6) }, millis(20, 145))), millis(0, 0.2))
  .map(([gaps, holds]) => ({ gaps, holds: [holds] }))

/** Fingers: 60 to 160 ms down, 30 to 300 ms from key to key; the fast ones hold the key before while they press. */
const fingers: fc.Arbitrary<Timing> = fc.record({
  gaps: times(fc.oneof(millis(30, 80), millis(30, 300))),
  holds: times(millis(60, 160)),
})

/** One finger on the number pad. */
const oneFinger: fc.Arbitrary<Timing> = fc.record({
  gaps: times(millis(95, 260)),
  holds: times(millis(60, 90)),
})

const focus = fc.constantFrom('button', 'field')
const open = (where: string, more: Partial<WedgeSettings> = {}) =>
  where === 'button' ? openPage(new FakeButton(), more) : openPage(new FakeField('note'), more)

/** What must hold of a control after a scan: nothing of it came there. */
function expectUntouched({ focused, keys }: ReturnType<typeof open>): void {
  if (focused instanceof FakeButton) expect(focused.presses).toEqual([])
  // A dead key types nothing by itself; it is let through, for a person may be about to type with it.
  else expect([focused.value, keys.filter((key) => key !== 'Dead')]).toEqual(['note', []])
}

describe('WDG-1 a scan is never taken for typing', () => {
  it('at 1 to 20 ms a key, whatever has the focus', () => {
    fc.assert(
      fc.property(code, scanner, focus, (text, timing, where) => {
        const p = open(where)
        p.play(eventsOf(strokesOf(text), timing, { from: p.from() }))
        expect(p.scans()).toEqual([text])
        expectUntouched(p)
        p.rest()
        expect(p.torn).toEqual([])
        p.stop()
      }),
      RUNS,
    )
  })

  it('through a remote desktop, where the gap is set for it', () => {
    fc.assert(
      fc.property(code, remote, focus, (text, timing, where) => {
        const p = open(where, { gapMs: 150 })
        p.play(eventsOf(strokesOf(text), timing, { from: p.from() }))
        expect(p.scans()).toEqual([text])
        expectUntouched(p)
        p.stop()
      }),
      RUNS,
    )
  })

  it('on a busy page that hears of the keys late and in lumps: their own times count', () => {
    const lags = fc.array(fc.oneof(millis(0, 30), millis(0, 2_000)), {
      minLength: 20,
      maxLength: 20,
    })
    fc.assert(
      fc.property(code, scanner, focus, lags, (text, timing, where, by) => {
        const p = open(where)
        p.play(late(eventsOf(strokesOf(text), timing, { from: p.from() }), by))
        expect(p.scans()).toEqual([text])
        if (where === 'field') expectUntouched(p)
        p.stop()
      }),
      RUNS,
    )
  })

  it('when two keys go down with one report, as of scanners in their fastest mode', () => {
    const p = openPage(new FakeField('note'))
    p.play(eventsOf(strokesOf('0138U9Q6'), { gaps: [1, 7], holds: [8] }, { from: p.from() }))
    expect(p.scans()).toEqual(['0138U9Q6'])
    expect(p.focused.value).toBe('note')
  })

  it('when a second one follows at once, and when each has a prefix and a suffix', () => {
    fc.assert(
      fc.property(code, code, scanner, focus, (first, second, timing, where) => {
        const p = open(where, { prefix: '~', suffix: '#' })
        for (const text of [first, second]) {
          const from = text === first ? p.from() : performance.now() + 2
          p.play(eventsOf(strokesOf(`~${text}#`), timing, { from }))
        }
        expect(p.scans()).toEqual([first, second])
        expectUntouched(p)
        p.stop()
      }),
      RUNS,
    )
  })
})

describe('WDG-2 typing is never taken for a scan', () => {
  const settings = fc.constantFrom<Partial<WedgeSettings>>(
    {},
    { layout: 'us-codes' },
    { gapMs: 150 },
    { gapMs: 100, prefix: 'a' },
  )

  it('into a field: every key arrives, Enter too', () => {
    fc.assert(
      fc.property(word, fc.oneof(fingers, oneFinger), settings, (text, timing, more) => {
        const p = openPage(new FakeField('note '), more)
        p.play(eventsOf(strokesOf(text), timing, { from: p.from() }))
        p.rest()
        expect([p.scans(), p.torn]).toEqual([[], []])
        expect([p.focused.value, p.keys]).toEqual([`note ${text}`, ['Enter']])
        p.stop()
      }),
      RUNS,
    )
  })

  it('on a busy page either', () => {
    const lags = fc.array(millis(0, 300), { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(word, fingers, lags, (text, timing, by) => {
        const p = openPage(new FakeField())
        p.play(late(eventsOf(strokesOf(text), timing, { from: p.from() }), by))
        p.rest()
        expect([p.scans(), p.torn, p.focused.value]).toEqual([[], [], text])
        p.stop()
      }),
      RUNS,
    )
  })

  it('nor where no field has the focus: it may be said to be a torn scan, and presses no button', () => {
    fc.assert(
      fc.property(word, fingers, (text, timing) => {
        const p = openPage(new FakeButton())
        p.play(eventsOf(strokesOf(text), timing, { from: p.from() }))
        expect(p.scans()).toEqual([])
        p.stop()
      }),
      RUNS,
    )
  })

  it('while a key is held down', () => {
    const p = openPage(new FakeField())
    const from = p.from()
    const repeats = Array.from({ length: 20 }, (_, i) => ({
      type: 'down' as const,
      key: { code: 'KeyA', key: 'a', repeat: i > 0, at: from + i * 30 },
      heardAt: from + i * 30,
    }))
    p.play(repeats)
    p.play(eventsOf([], { gaps: [1], holds: [5] }, { from: from + 610 }))
    p.rest()
    expect([p.scans(), p.torn, p.focused.value]).toEqual([[], [], 'a'.repeat(20)])
  })

  it('that is corrected at once keeps its order', () => {
    const p = openPage(new FakeField())
    p.play(
      eventsOf(strokesOf('abcdef'), { gaps: [35], holds: [30] }, { from: p.from(), end: 'none' }),
    )
    const at = performance.now() + 20
    p.play([{ type: 'down', key: { code: 'Backspace', key: 'Backspace', at }, heardAt: at }])
    expect([p.focused.value, p.keys]).toEqual(['abcdef', ['Backspace']])
  })
})

describe('where the two cannot be told apart', () => {
  it('keys under 50 ms apart that are let go of before the next are a scan, whoever presses them', () => {
    const p = openPage(new FakeField())
    p.play(eventsOf(strokesOf('abcdef'), { gaps: [45], holds: [40] }, { from: p.from() }))
    expect(p.scans()).toEqual(['abcdef'])
  })

  it('WDG-3, WDG-4: a stall in a scan never makes another code of it, and outside fields it is said', () => {
    const stall = fc.record({ at: fc.nat({ max: 40 }), ms: millis(51, 1_400) })
    fc.assert(
      fc.property(
        code,
        scanner,
        focus,
        fc.array(stall, { minLength: 1, maxLength: 4 }),
        (text, timing, where, stalls) => {
          const gaps = timing.gaps.map(
            (gap, i) => gap + (stalls.find(({ at }) => at % text.length === i)?.ms ?? 0),
          )
          // Were every key slow, nothing would tell it from hands that press Enter where nobody types.
          fc.pre(gaps.slice(0, text.length).some((gap) => gap <= 50))
          const p = open(where)
          p.play(eventsOf(strokesOf(text), { ...timing, gaps }, { from: p.from() }))
          p.rest()
          expect(p.scans().filter((scan) => scan !== text)).toEqual([])
          if (where === 'button' && p.scans().length === 0)
            expect(p.torn.length, JSON.stringify(gaps.slice(0, text.length))).toBeGreaterThan(0)
          p.stop()
        },
      ),
      RUNS,
    )
  })

  it('WDG-4: a scanner whose Enter is lost is said to be torn where nobody types', () => {
    const p = openPage(new FakeButton())
    p.play(eventsOf(strokesOf('0138'), { gaps: [5], holds: [2] }, { from: p.from(), end: 'none' }))
    p.rest()
    expect([p.scans(), p.torn]).toEqual([[], [{ text: '0138', why: 'piece' }]])
  })

  it('a scanner slower than was set is said to be torn, and in a field leaves what it typed', () => {
    const slow = { gaps: [80], holds: [10] }
    const button = openPage(new FakeButton())
    button.play(eventsOf(strokesOf('0138U9Q6'), slow, { from: button.from() }))
    expect([button.scans(), button.torn.length, button.focused.presses]).toEqual([[], 1, []])
    const field = openPage(new FakeField())
    field.play(eventsOf(strokesOf('0138U9Q6'), slow, { from: field.from() }))
    expect([field.scans(), field.focused.value]).toEqual([[], '0138U9Q6'])
  })
})

describe('WDG-5 Caps Lock', () => {
  it('exchanges the case of what a scanner types: no code is made of it', () => {
    const p = openPage(new FakeButton())
    const strokes = strokesOf('Fx-01', { capsLock: true })
    p.play(eventsOf(strokes, { gaps: [5], holds: [2] }, { from: p.from() }))
    expect([p.scans(), p.torn]).toEqual([[], [{ text: 'fX-01', why: 'caps-lock' }]])
  })

  it('does nothing to digits, and nothing where keys are read by their place', () => {
    const p = openPage(new FakeButton())
    p.play(
      eventsOf(
        strokesOf('01-38', { capsLock: true }),
        { gaps: [5], holds: [2] },
        { from: p.from() },
      ),
    )
    const byPlace = openPage(new FakeButton(), { layout: 'us-codes' })
    const strokes = strokesOf('Fx-01', { capsLock: true, computer: 'french' })
    byPlace.play(eventsOf(strokes, { gaps: [5], holds: [2] }, { from: byPlace.from() }))
    expect([p.scans(), byPlace.scans()]).toEqual([['01-38'], ['Fx-01']])
  })
})

describe('WDG-5 keys whose character nobody can tell', () => {
  const fast = { gaps: [5], holds: [2] }

  it('of an input method make no code, stay with it, and are told', () => {
    const p = openPage(new FakeField())
    const strokes = strokesOf('abcd').map((stroke) => ({ ...stroke, key: 'Process' }))
    const events = eventsOf(strokes, fast, { from: p.from() })
    p.play(events.map((event) => ({ ...event, key: { ...event.key, composing: true } })))
    expect([p.scans(), p.torn[0]?.why]).toEqual([[], 'unclear'])
    expect(p.keys).toEqual(['Process', 'Process', 'Process', 'Process', 'Enter'])
  })

  it('but not where keys are read by their place, though a dead key made the computer compose', () => {
    const p = openPage(new FakeField('note'), { layout: 'us-codes' })
    const events = eventsOf(strokesOf('[abc', { computer: 'french' }), fast, { from: p.from() })
    p.play(
      events.map((event, i) =>
        i < 2 ? event : { ...event, key: { ...event.key, composing: true } },
      ),
    )
    expect([p.scans(), p.focused.value]).toEqual([['[abc'], 'note'])
    expect(p.keys).not.toContain('Enter')
  })

  it('of other control characters than GS make no code', () => {
    const p = openPage(new FakeButton())
    const control = { code: 'KeyD', key: 'd', shift: false, ctrl: true }
    const [a, b] = [strokesOf('AB'), strokesOf('CD')]
    p.play(eventsOf([...a, control, ...b], fast, { from: p.from() }))
    expect([p.scans(), p.torn]).toEqual([[], [{ text: 'ABCD', why: 'unclear' }]])
  })

  it.each(['first', 'middle'])(
    'of the number pad without Num Lock, %s, make no shorter code',
    (place) => {
      const p = openPage(new FakeButton())
      const eight = { code: 'Numpad8', key: 'ArrowUp', shift: false }
      const rest = strokesOf('ABC')
      const strokes = place === 'first' ? [eight, ...rest] : [...rest, eight, ...rest]
      p.play(eventsOf(strokes, fast, { from: p.from() }))
      expect([p.scans(), p.torn[0]?.why]).toEqual([[], 'unclear'])
    },
  )

  it('leave a person who moves by the number pad alone', () => {
    const p = openPage(new FakeButton())
    const up = { code: 'Numpad8', key: 'ArrowUp', shift: false }
    p.play(eventsOf([up, up], { gaps: [200], holds: [80] }, { from: p.from() }))
    p.rest()
    expect([p.torn, p.focused.presses.filter((one) => !one.endsWith('up'))]).toEqual([
      [],
      ['ArrowUp', 'ArrowUp', 'Enter'],
    ])
  })
})

describe('WDG-6 a scanner in US mode', () => {
  const computer = fc.constantFrom('us', 'french', 'german', 'swissFrench')

  it('is read by the places of its keys on every layout, in a field and outside', () => {
    fc.assert(
      fc.property(code, computer, scanner, focus, (text, layout, timing, where) => {
        const p = open(where, { layout: 'us-codes' })
        p.play(eventsOf(strokesOf(text, { computer: layout }), timing, { from: p.from() }))
        expect(p.scans()).toEqual([text])
        expectUntouched(p)
        p.stop()
      }),
      RUNS,
    )
  })

  it.each(['french', 'german', 'swissFrench'] as const)(
    'is found by the scanner test on a %s layout, and read as other characters without it',
    (layout) => {
      const strokes = strokesOf(SCANNER_CHECK_CODE, { computer: layout })
      const keys = strokes.map((stroke, i) => ({ ...stroke, at: i * 5 }))
      expect(analyseScannerTest(keys)).toMatchObject({ ok: true, value: { layout: 'us-codes' } })
      const p = openPage(new FakeButton())
      p.play(eventsOf(strokes, { gaps: [5], holds: [2] }, { from: p.from() }))
      expect(p.scans()).not.toContain(SCANNER_CHECK_CODE)
    },
  )

  it('set to the layout of the computer is read as typed', () => {
    for (const layout of ['french', 'german', 'swissFrench'] as const) {
      const p = openPage(new FakeButton())
      const strokes = strokesOf('FX-0138_U9:Q6', { keyboard: layout, computer: layout })
      p.play(eventsOf(strokes, { gaps: [5], holds: [2] }, { from: p.from() }))
      expect(p.scans()).toEqual(['FX-0138_U9:Q6'])
      p.stop()
    }
  })
})

describe('a scanner that sends Alt and the number of each character', () => {
  /** Alt down, digits of the number pad, Alt up; all 1 ms apart. */
  function altEvents(text: string, from: number) {
    let at = from
    const next = (type: 'down' | 'up', stroke: { code: string; key: string }, alt: boolean) => {
      at += 1
      return { type, key: { ...stroke, alt, at }, heardAt: at }
    }
    const alt = { code: 'AltLeft', key: 'Alt' }
    const enter = { code: 'Enter', key: 'Enter' }
    const characters = [...text].flatMap((character) => [
      next('down', alt, true),
      ...[...`0${character.charCodeAt(0)}`].flatMap((digit) => {
        const pad = { code: `Numpad${digit}`, key: digit }
        return [next('down', pad, true), next('up', pad, true)]
      }),
      next('up', alt, false),
    ])
    return [...characters, next('down', enter, false), next('up', enter, false)]
  }

  it('is read by the numbers', () => {
    const p = openPage(new FakeButton())
    p.play(altEvents('FX-0138', p.from()))
    expect(p.scans()).toEqual(['FX-0138'])
    expect(p.focused.presses).not.toContain('Enter')
  })

  it('and makes no code of a character that is not the same everywhere', () => {
    const p = openPage(new FakeButton())
    p.play(altEvents('Fü1', p.from()))
    expect([p.scans(), p.torn[0]?.why]).toEqual([[], 'unclear'])
  })
})
