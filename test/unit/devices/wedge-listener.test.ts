import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RawScan } from '#shared/scan/scan.ts'
import { DEFAULT_WEDGE_SETTINGS, type WedgeSettings } from '#shared/scan/wedge.ts'
import { listenToWedge } from '../../../renderer/devices/wedge-listener.ts'
import { type KeyOptions, keysOf } from '../scan/wedge-keys.ts'
import { createFakeWindow, FakeButton, FakeField, type FakeKey } from './fake-window.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function page<F extends FakeField | FakeButton>(focused: F, more: Partial<WedgeSettings> = {}) {
  const { window, press, listening, point, focus } = createFakeWindow(focused)
  const scans: RawScan[] = []
  const torn: string[] = []
  const stop = listenToWedge({
    target: window,
    settings: () => ({ ...DEFAULT_WEDGE_SETTINGS, ...more }),
    now: () => 1_700_000_000_000,
    push: (raw) => scans.push(raw),
    onTorn: (text) => torn.push(text),
  })
  return {
    focused,
    listening,
    point,
    focus,
    stop,
    torn,
    scans: () => scans.map(({ bytes }) => new TextDecoder().decode(bytes)),
    raw: scans,
    /** Presses keys at their times, letting timers run in between. */
    type(text: string, options: KeyOptions = {}) {
      for (const key of keysOf(text, { from: performance.now() + 1_000, ...options })) this.key(key)
    },
    key(key: Omit<FakeKey, 'at'> & { at?: number }) {
      const at = key.at ?? performance.now()
      vi.advanceTimersByTime(at - performance.now())
      press({ ...key, at })
    },
    rest: () => void vi.advanceTimersByTime(1_000),
  }
}

const scanned = { end: 'Enter' } as const
const hands = { gap: 120, end: 'Enter' } as const
const ENTER = { code: 'Enter', key: 'Enter' }

describe('a scan with the focus on a button', () => {
  it('is heard and reaches the button with no key, down or up', () => {
    const p = page(new FakeButton())
    p.type('ab 12/x', scanned)
    expect(p.scans()).toEqual(['ab 12/x'])
    expect(p.raw[0]).toMatchObject({ source: 'wedge', device: 'keyboard', at: 1_700_000_000_000 })
    expect(p.focused.presses).toEqual([])
  })

  it('of a position of two characters is heard', () => {
    const p = page(new FakeButton())
    p.type('b3', scanned)
    expect(p.scans()).toEqual(['b3'])
    expect(p.focused.presses).toEqual([])
  })

  it('of two characters at the speed of hands is none', () => {
    const p = page(new FakeButton())
    p.type('B3', hands)
    expect(p.scans()).toEqual([])
  })

  it('that ends with Tab does not move the focus', () => {
    const p = page(new FakeButton())
    p.type('0123', { end: 'Tab' })
    expect(p.scans()).toEqual(['0123'])
    expect(p.focused.presses).toEqual([])
  })

  it('that ends with two Enters presses nothing', () => {
    const p = page(new FakeButton())
    p.type('0123', scanned)
    p.key(ENTER)
    expect(p.focused.presses).toEqual([])
  })

  it('too slow to be known presses nothing either', () => {
    const p = page(new FakeButton())
    p.type('0123', { gap: 80, end: 'Enter' })
    expect(p.scans()).toEqual([])
    expect(p.focused.presses).toEqual([])
  })

  it('that was torn is said to be torn and is no code', () => {
    const p = page(new FakeButton())
    const keys = keysOf('0123456789', { from: performance.now() + 1_000, end: 'Enter' })
    for (const [index, key] of keys.entries()) p.key({ ...key, at: key.at + (index > 4 ? 90 : 0) })
    expect(p.scans()).toEqual([])
    expect(p.torn).toEqual(['0123456789'])
    expect(p.focused.presses).toEqual([])
  })

  it('follows another without a rest between', () => {
    const p = page(new FakeButton())
    p.type('first', scanned)
    p.type('second', { ...scanned, from: performance.now() + 5 })
    expect(p.scans()).toEqual(['first', 'second'])
  })
})

describe('a scan a second after a word was typed fast in a field', () => {
  const word = (p: ReturnType<typeof page>) => {
    p.type('Umea', { gap: 2 })
    vi.advanceTimersByTime(700)
  }

  it('is a scan where the person has clicked elsewhere in between', () => {
    const p = page(new FakeField())
    word(p)
    p.point(new FakeButton())
    p.type('FX0001', { ...scanned, from: performance.now() + 100 })
    expect(p.scans()).toEqual(['FX0001'])
    expect(p.torn).toEqual([])
  })

  it('may be the late end of a code where the focus alone has moved, or the field has it again', () => {
    for (const isPointed of [false, true]) {
      const p = page(new FakeField())
      word(p)
      if (isPointed) p.point(p.focused)
      else p.focus(new FakeButton())
      p.type('FX0001', { ...scanned, from: performance.now() + 100 })
      expect(p.scans()).toEqual([])
      expect(p.torn).toEqual(['FX0001'])
      p.stop()
    }
  })
})

describe('a person at a button', () => {
  it('presses it with Enter and with Space', () => {
    const p = page(new FakeButton())
    p.key(ENTER)
    p.rest()
    p.key({ code: 'Space', key: ' ' })
    expect(p.focused.presses).toEqual(['Enter', 'Enter up', ' ', '  up'])
  })

  it('moves on with Tab, arrows and Escape, and uses shortcuts', () => {
    const p = page(new FakeButton())
    p.key({ code: 'Tab', key: 'Tab' })
    p.key({ code: 'ArrowDown', key: 'ArrowDown' })
    p.key({ code: 'Escape', key: 'Escape' })
    p.key({ code: 'KeyK', key: 'k', ctrl: true })
    p.key({ code: 'KeyF', key: 'f', alt: true })
    expect(p.focused.presses.filter((press) => !press.endsWith('up'))).toEqual([
      'Tab',
      'ArrowDown',
      'Escape',
      'k',
      'f',
    ])
  })
})

describe('a scan with the focus in a text field', () => {
  it('is heard, and the field holds what it held before, caret included', () => {
    const p = page(new FakeField('note'))
    p.focused.setSelectionRange(2, 2)
    p.type('0138u9q6', scanned)
    expect(p.scans()).toEqual(['0138u9q6'])
    expect(p.focused.value).toBe('note')
    expect(p.focused.selectionStart).toBe(2)
  })

  it('tells the page that the field was put right', () => {
    const p = page(new FakeField('note'))
    p.type('0138u9q6', scanned)
    expect(p.focused.inputs).toBeGreaterThan(0)
  })

  it('never submits', () => {
    const p = page(new FakeField())
    const keys: string[] = []
    p.focused.addEventListener('key', (event) => keys.push((event as CustomEvent).detail))
    p.type('0138u9q6', scanned)
    expect(keys).toEqual([])
  })

  it('shows no more than the first characters of it meanwhile', () => {
    const p = page(new FakeField('note'))
    p.type('0138u9q6', {})
    expect(p.focused.value).toBe('note013')
  })

  it.each(['checkbox', 'button', 'radio'])('that is a %s is a scan at a button', (type) => {
    const p = page(new FakeField())
    p.focused.type = type
    p.type('0138u9q6', scanned)
    expect(p.scans()).toEqual(['0138u9q6'])
    expect(p.focused.value).toBe('')
  })
})

describe('a person typing into a field', () => {
  it('loses no character and submits with Enter', () => {
    const p = page(new FakeField())
    const keys: string[] = []
    p.focused.addEventListener('key', (event) => keys.push((event as CustomEvent).detail))
    p.type('anna', hands)
    expect(p.focused.value).toBe('anna')
    expect(keys).toEqual(['Enter'])
    expect(p.scans()).toEqual([])
  })

  it('so fast that it looks like a scanner loses none either', () => {
    const p = page(new FakeField())
    p.type('quickly', { gap: 30 })
    expect(p.focused.value).toBe('qui')
    p.rest()
    expect(p.focused.value).toBe('quickly')
  })

  it('fast and then slowly keeps the order', () => {
    const p = page(new FakeField('x'))
    p.type('abcdef', { gap: 20 })
    p.type('gh', { gap: 90, from: performance.now() + 200 })
    expect(p.focused.value).toBe('xabcdefgh')
  })

  it('in the middle of the text keeps the place', () => {
    const p = page(new FakeField('[]'))
    p.focused.setSelectionRange(1, 1)
    p.type('abcdef', { gap: 20 })
    p.rest()
    expect(p.focused.value).toBe('[abcdef]')
    expect(p.focused.selectionStart).toBe(7)
  })

  it('after a scan into the same field is left alone', () => {
    const p = page(new FakeField('a'))
    p.type('0138u9q6', scanned)
    p.type('bc', hands)
    expect(p.focused.value).toBe('abc')
  })
})

describe('a scanner without Enter', () => {
  it('is heard after its silence', () => {
    const p = page(new FakeButton(), { end: 'gap' })
    p.type('0138u9q6')
    expect(p.scans()).toEqual([])
    p.rest()
    expect(p.scans()).toEqual(['0138u9q6'])
  })

  it('leaves a field as it was', () => {
    const p = page(new FakeField('note'), { end: 'gap' })
    p.type('0138u9q6')
    p.rest()
    expect(p.scans()).toEqual(['0138u9q6'])
    expect(p.focused.value).toBe('note')
  })
})

it('stops when told to', () => {
  const p = page(new FakeButton())
  p.stop()
  p.type('0123', scanned)
  expect(p.listening()).toBe(0)
  expect(p.scans()).toEqual([])
  expect(p.focused.presses).toContain('Enter')
})
