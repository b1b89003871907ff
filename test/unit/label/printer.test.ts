import { describe, expect, it } from 'vitest'
import { readStatus } from '#shared/label/printer.ts'

/** The answer of a printer, with some cells of its first and second line changed. */
function answer(first: Record<number, string> = {}, second: Record<number, string> = {}): string {
  const line = (text: string, changed: Record<number, string>) => {
    const cells = text.split(',').map((cell, at) => changed[at] ?? cell)
    return `\u0002${cells.join(',')}\u0003\r\n`
  }
  return [
    line('030,0,0,0208,000,0,0,0,000,0,0,0', first),
    line('000,0,0,0,1,2,6,0,00000000,1,000', second),
    line('1234,0', {}),
  ].join('')
}

describe('what a printer says of itself', () => {
  it('is that it is ready', () => {
    expect(readStatus(answer())).toEqual({ trouble: null, left: 0 })
  })

  it.each([
    ['paper-out', { 1: '1', 2: '1' }, {}],
    ['head-open', { 1: '1', 2: '1' }, { 2: '1' }],
    ['ribbon-out', { 2: '1' }, { 3: '1' }],
    ['paused', { 2: '1' }, {}],
    ['buffer-full', { 5: '1' }, {}],
    ['too-cold', { 10: '1' }, {}],
    ['too-hot', { 11: '1' }, {}],
  ] as const)('LAB-9 is %s, said before that it stands still', (trouble, first, second) => {
    expect(readStatus(answer(first, second))?.trouble).toBe(trouble)
  })

  it('is how many labels it has not printed yet', () => {
    expect(readStatus(answer({ 4: '003' }, { 8: '00000012' }))?.left).toBe(15)
  })

  it.each([
    ['nothing', ''],
    ['the first line alone', answer().slice(0, answer().indexOf('\n') + 1)],
    ['a second line without its end', answer().slice(0, 60)],
    ['an answer without a sign in it', '\u0002,,,,,,,,,,,\u0003\r\n\u0002,,,,,,,,\u0003\r\n'],
    ['a count that is none', answer({ 4: 'x' })],
    ['a count below nothing', answer({}, { 8: '-0000001' })],
    ['a flag that is neither', answer({ 1: '?' })],
    ['something else', '\u0002HELLO\u0003\r\n\u0002WORLD\u0003\r\n'],
  ])('is not known from %s', (_, text) => {
    expect(readStatus(text)).toBeNull()
  })
})
