import { describe, expect, test } from 'vitest'
import { scores } from '../../../renderer/tones/score.ts'
import { formatMuted, parseMuted } from '../../../renderer/tones/settings.ts'
import { playTone } from '../../../renderer/tones/tones.ts'

const ends = (tone: 'success' | 'warning' | 'error' | 'unknown') => {
  const { notes } = scores[tone]
  return { first: notes[0]?.from ?? 0, last: notes.at(-1)?.to ?? 0, notes }
}

describe('the contour of a tone carries its meaning', () => {
  test('success rises', () => {
    const { first, last, notes } = ends('success')
    expect([first, last, notes.length]).toEqual([1047, 1568, 2])
  })

  test('warning stays level', () => {
    const { first, last, notes } = ends('warning')
    expect([first, last, notes.length]).toEqual([740, 740, 2])
  })

  test('error falls, note after note', () => {
    const { first, last, notes } = ends('error')
    expect([first, last, notes.length]).toEqual([659, 440, 3])
    const pitches = notes.flatMap(({ from, to }) => [from, to])
    expect(pitches).toEqual([...pitches].sort((a, b) => b - a))
  })

  test('what is not known yet goes up and comes back to where it was', () => {
    const { first, last, notes } = ends('unknown')
    expect([first, last, notes.length]).toEqual([587, 587, 2])
    expect(notes[0]?.to).toBeGreaterThan(first)
  })

  test('notes of one tone never overlap', () => {
    for (const { notes } of Object.values(scores)) {
      notes.slice(1).forEach((note, i) => {
        const before = notes[i]
        expect(note.at).toBeGreaterThanOrEqual((before?.at ?? 0) + (before?.lasts ?? 0))
      })
    }
  })
})

describe('muted tones', () => {
  test('each can be muted alone and is kept', () => {
    const muted = { success: true, warning: false, error: false, unknown: true }
    expect(parseMuted(formatMuted(muted))).toEqual(muted)
  })

  test.each([null, '', 'nonsense'])('what was kept as %j mutes nothing', (kept) => {
    expect(parseMuted(kept)).toEqual({
      success: false,
      warning: false,
      error: false,
      unknown: false,
    })
  })
})

test('a tone without an audio device is silent and does not throw', () => {
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) }
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true })
  expect('AudioContext' in globalThis).toBe(false)
  expect(() => playTone('error')).not.toThrow()
})
