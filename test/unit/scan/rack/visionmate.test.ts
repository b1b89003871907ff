import { describe, expect, test } from 'vitest'
import { readVisionMate, type VisionMateSettings } from '#shared/scan/rack/visionmate.ts'

const TIMES = { look: 100, reset: 1_000, whole: 5_000 }
const SETTINGS: VisionMateSettings = { order: 'columns', noTube: ['No Tube'], noRead: ['No Read'] }
/** Bits: initialised, data ready, failed. */
const [EMPTY, READY, FAILED] = ['1', '13', '129']

interface Given {
  readonly states: readonly string[]
  readonly product?: string
  readonly data?: string
  readonly isWhole?: boolean
  readonly settings?: VisionMateSettings
  /** Around the answer to a command. */
  readonly frame?: (command: string, value: string) => string
}

function play({
  states,
  product = 'M0202',
  data = '0001,No Tube,No Read,0004,',
  isWhole = true,
  settings = SETTINGS,
  frame = (command, value) => `OK${command}${value}`,
}: Given) {
  const asked: string[] = []
  let [at, n] = [0, 0]
  const machine = readVisionMate(settings, TIMES)
  let step = machine.next()
  while (!step.done) {
    const wanted = step.value
    if (wanted.do === 'wait') {
      at += wanted.ms
      step = machine.next({ at, answer: null })
      continue
    }
    const { command } = wanted.ask
    asked.push(command)
    const values = { Q: '', C: product, D: data, E: 'Lamp is off' }
    const value = command === 'L' ? states[Math.min(n++, states.length - 1)]! : values[command]
    step = machine.next({ at, answer: { text: frame(command, value), isWhole } })
  }
  return { result: step.value, asked }
}

describe('a VisionMate', () => {
  test('gives the next rack, after it was seen to have no data', () => {
    const { result, asked } = play({ states: [READY, EMPTY, EMPTY, READY] })
    expect(result).toMatchObject({
      ok: true,
      value: {
        shape: { rows: 2, columns: 2 },
        tubes: [
          { position: 'A1', code: '0001' },
          { position: 'A2', code: null },
          { position: 'B2', code: '0004' },
        ],
      },
    })
    expect(asked).toEqual(['Q', 'L', 'L', 'C', 'L', 'L', 'D'])
  })

  test('whose data stays what it was gives nothing', () => {
    const { result, asked } = play({ states: [READY] })
    expect(result).toEqual({ ok: false, error: { type: 'StaleResult' } })
    expect(asked).not.toContain('D')
  })

  test('may name positions along rows, and have other words', () => {
    const settings = { order: 'rows', noTube: ['leer'], noRead: ['?'] } as const
    const data = '0001,leer,?,0004'
    expect(play({ states: [EMPTY, READY], settings, data }).result).toMatchObject({
      value: { tubes: [{ position: 'A1' }, { position: 'B1', code: null }, { position: 'B2' }] },
    })
  })

  test('without a sign behind its answers is asked for its state until it comes twice', () => {
    // The first half of 13 is 1, which says that there is no data.
    const { result, asked } = play({ states: ['1', READY], isWhole: false })
    expect(result).toEqual({ ok: false, error: { type: 'StaleResult' } })
    expect(asked).not.toContain('D')
  })

  test.each([
    ['signs around them', (command: string, value: string) => `\u0002OK${command}${value}\u0003`],
    ['a sign that is seen', (command: string, value: string) => `OK${command}${value}#`],
    ['no echo', (_: string, value: string) => `OK${value}\r\n`],
  ])('is understood with %s', (_, frame) => {
    expect(play({ states: [EMPTY, READY], frame }).result).toMatchObject({
      value: { tubes: [{ code: '0001' }, { code: null }, { code: '0004' }] },
    })
  })

  test.each([
    ['nobody scans a rack', { states: [EMPTY] }, { type: 'SourceTimeout', seconds: 5 }],
    ['it has failed', { states: [FAILED] }, { type: 'SourceRefused', message: 'Lamp is off' }],
    [
      'codes were lost on the way',
      { data: '0001,0002,0003' },
      { type: 'NotAScanner', text: '3 / 4' },
    ],
    ['there are too many', { data: '1,2,3,4,5,6' }, { type: 'NotAScanner' }],
    ['it names no rack', { product: 'Matrix' }, { type: 'NotAScanner', text: 'Matrix' }],
    [
      'it knows no such command',
      { frame: (command: string) => `OK?${command}` },
      { type: 'SourceRefused', code: '?' },
    ],
    ['something else answers', { frame: () => '220 mail ready' }, { type: 'NotAScanner' }],
    [
      'the last code came in part',
      {
        states: [EMPTY, EMPTY, READY],
        data: '0000001,0000002,0000003,00000',
        isWhole: false,
      },
      { type: 'UnreadableFile', fault: { type: 'Truncated', line: 4 } },
    ],
    [
      'the rack is empty',
      { data: 'No Tube,No Tube,No Tube,No Tube' },
      { type: 'UnreadableFile', fault: { type: 'NoTubes' } },
    ],
  ])('gives nothing where %s', (_, given, error) => {
    const { result } = play({ states: [EMPTY, READY], ...given })
    expect(result).toMatchObject({ ok: false, error })
  })
})
