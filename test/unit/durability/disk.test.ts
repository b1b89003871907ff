import { describe, expect, test } from 'vitest'
import { seeded } from '../../../electron/store/demo/random.ts'
import type { Image } from '../../support/durability/image.ts'
import { Disk } from '../../support/durability/power/disk.ts'
import type { Call, Op } from '../../support/durability/shim/log.ts'

const NONE = Buffer.alloc(0)
const call = (op: Op, name: string, more: Partial<Call> = {}): Call => {
  const file = name === '' ? 1 : 10 + name.charCodeAt(0)
  return { op, name, file, error: 0, at: 0, data: NONE, ...more }
}
const write = (name: string, at: number, letter: string, length = 512) =>
  call('write', name, { at, data: Buffer.from(letter.repeat(length)) })
const create = (name: string) => call('create', name)
const sync = (name: string, error = 0) => call('sync', name, { error })

/** What a file may hold after a power cut: the first letter of each 512 bytes, '' where it is empty. */
function states(calls: readonly Call[], name = 'a', before: Image = new Map()): Set<string> {
  const disk = new Disk(before)
  for (const one of calls) disk.play(one)
  const random = seeded(1)
  const found = new Set<string>()
  for (let n = 0; n < 2_000; n++) found.add(lettersOf(disk.cut(random), name))
  return found
}

function lettersOf(image: Image, name: string): string {
  const content = image.get(name)
  if (!content) return 'absent'
  let letters = ''
  for (let at = 0; at < content.length; at += 512)
    letters += content[at] === 0 ? '.' : String.fromCharCode(content[at]!)
  return letters
}

const made = [create('a'), sync('')]

describe('a power cut', () => {
  test('leaves what was synced, whatever came after', () => {
    const found = states([...made, write('a', 0, 'x', 1024), sync('a'), write('a', 1024, 'y')])
    expect(found).toEqual(new Set(['xx', 'xxy', 'xx.']))
  })

  test('may tear what was not, in parts of 512 bytes', () => {
    const found = states([...made, write('a', 0, 'x', 1024)])
    expect(found).toEqual(new Set(['', 'x', '.x', 'x.', 'xx', '..']))
  })

  test('leaves each part as it was at some moment since, and no mixture of two', () => {
    const calls = [...made, write('a', 0, 'x'), sync('a'), write('a', 0, 'y'), write('a', 0, 'z')]
    expect(states(calls)).toEqual(new Set(['x', 'y', 'z']))
  })

  test('may take a file that is not named on the disk, until it or its folder is synced', () => {
    expect(states([create('a'), write('a', 0, 'x')])).toContain('absent')
    expect(states([create('a'), sync('')])).not.toContain('absent')
    expect(states([create('a'), write('a', 0, 'x'), sync('a')])).toEqual(new Set(['x']))
  })

  test('may bring back a file that was removed, and what was cut off, until they are synced', () => {
    const whole = [...made, write('a', 0, 'x', 1024), sync('a')]
    const removed = [...whole, call('unlink', 'a')]
    expect(states(removed)).toEqual(new Set(['xx', 'absent']))
    expect(states([...removed, sync('')])).toEqual(new Set(['absent']))
    const cut = [...whole, call('truncate', 'a', { at: 512 })]
    expect(states(cut)).toEqual(new Set(['xx', 'x']))
    expect(states([...cut, sync('a')])).toEqual(new Set(['x']))
  })

  test('leaves a file that was renamed under one of its names', () => {
    const calls = [...made, write('a', 0, 'x'), sync('a')]
    const renamed = [...calls, call('rename', 'a', { data: Buffer.from('b') })]
    const disk = new Disk()
    for (const one of renamed) disk.play(one)
    const random = seeded(1)
    const names = new Set(Array.from({ length: 100 }, () => [...disk.cut(random).keys()].join(' ')))
    expect(names).toEqual(new Set(['a', 'b']))
  })

  test('writes nothing behind a cut that is not on the disk', () => {
    const calls = [...made, write('a', 0, 'x', 1024), sync('a'), call('truncate', 'a', { at: 0 })]
    const found = states([...calls, write('a', 0, 'y')])
    expect(found).toEqual(new Set(['xx', '', 'y', '.']))
  })

  test('takes what a failed sync has dropped, though a later one works, unless it is written again', () => {
    const failed = [...made, write('a', 0, 'x'), sync('a', 5)]
    expect(states([...failed, sync('a')])).toEqual(new Set(['x', '.']))
    const next = [...failed, write('a', 512, 'y'), sync('a')]
    expect(states(next)).toEqual(new Set(['xy', '.y']))
    expect(states([...next, write('a', 0, 'x'), sync('a')])).toEqual(new Set(['xy']))
  })

  test('brings nothing back from behind a cut that was synced, even after a failed sync', () => {
    const failed = [...made, write('a', 0, 'x', 1024), sync('a', 5)]
    const cut = [...failed, call('truncate', 'a', { at: 512 })]
    expect(states(cut)).toContain('xx')
    expect(states([...cut, sync('a')])).toEqual(new Set(['x', '.']))
    const emptied = [...failed, call('truncate', 'a', { at: 0 }), sync('a')]
    expect(states(emptied)).toEqual(new Set(['']))
    expect(states([...emptied, write('a', 512, 'y'), sync('a')])).toEqual(new Set(['.y']))
  })

  test('leaves what was there before the program began', () => {
    const before = new Map([['a', Buffer.from('x'.repeat(512))]])
    expect(states([], 'a', before)).toEqual(new Set(['x']))
    expect(states([call('open', 'a'), write('a', 0, 'y')], 'a', before)).toEqual(
      new Set(['x', 'y']),
    )
  })
})
