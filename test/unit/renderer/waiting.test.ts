import { describe, expect, test } from 'vitest'
import { createWaiting } from '../../../renderer/app/waiting.ts'
import type { Scan } from '../../../shared/scan/scan.ts'

const scan = (text: string): Scan => ({
  text,
  encoding: 'utf-8',
  source: 'hid',
  device: 'scanner',
  at: 1,
})

function shelf(content?: string) {
  let kept = content ?? null
  return {
    getItem: () => kept,
    setItem(_: string, text: string): void {
      kept = text
    },
  }
}

describe('scans that wait for a form', () => {
  test('are there again after a reload, in their order', () => {
    const page = shelf()
    const before = createWaiting(page)
    before.add(scan('A'))
    before.add(scan('B'))
    expect(createWaiting(page).get()).toMatchObject([scan('A'), scan('B')])
  })

  test('wait once, however often they are scanned', () => {
    const waiting = createWaiting(shelf())
    waiting.add(scan('A'))
    waiting.add(scan('A'))
    expect(waiting.get()).toMatchObject([scan('A')])
  })

  test('are handed over once, also across a reload', () => {
    const page = shelf()
    const waiting = createWaiting(page)
    waiting.add(scan('A'))
    expect(waiting.take()).toMatchObject([scan('A')])
    expect(waiting.take()).toEqual([])
    expect(createWaiting(page).get()).toEqual([])
  })

  test('for one box are never handed to another', () => {
    const waiting = createWaiting(shelf())
    waiting.add(scan('A'), 'box-1')
    waiting.add(scan('B'))
    expect(waiting.take('box-2')).toEqual([])
    expect(waiting.get()).toMatchObject([scan('A'), scan('B')])
    expect(waiting.take('box-1')).toMatchObject([scan('A')])
    expect(waiting.get()).toMatchObject([scan('B')])
  })

  test('no longer wait once the code is dealt with', () => {
    const waiting = createWaiting(shelf())
    waiting.add(scan('A'))
    waiting.add(scan('B'))
    waiting.drop('A')
    expect(waiting.get()).toMatchObject([scan('B')])
  })

  test.each(['{', '[{"text":1}]', '"A"'])('are none where the shelf holds %s', (content) => {
    expect(createWaiting(shelf(content)).get()).toEqual([])
  })
})
