import { describe, expect, test } from 'vitest'
import { type MicronicAnswer, readMicronic } from '#shared/scan/rack/micronic.ts'

const TIMES = { look: 100, stale: 1_000, whole: 5_000 }
const RESULT = {
  RackID: 'SA001',
  Date: '24.11.2026',
  Time: '10:11:12',
  Position: ['A01', 'B01', 'C01', 'D01'],
  TubeID: ['0034998087', '', '', '12'],
  Status: ['OK', 'NOREAD', 'EMPTY', 'NOREAD'],
  FreeText: ['', '', '', ''],
}

type Reply = string | { readonly status: number; readonly text: string }
const json = (value: unknown): string => JSON.stringify(value)
const state = (name: string) => json({ state: name })

/** Plays one reading: `states` are what `/state` answers one after the other, the last for good. */
function play(states: readonly Reply[], others: Readonly<Record<string, Reply>> = {}) {
  const replies: Record<string, Reply> = {
    '/scanbox': '',
    '/scanresult': json(RESULT),
    '/rackid': json({ RackID: 'SA001' }),
    ...others,
  }
  const asked: string[] = []
  let at = 0
  let n = 0
  const machine = readMicronic(TIMES)
  let step = machine.next()
  while (!step.done) {
    const wanted = step.value
    let answer: MicronicAnswer | null = null
    if (wanted.do === 'wait') at += wanted.ms
    else {
      asked.push(wanted.ask.path)
      const reply =
        wanted.ask.path === '/state'
          ? states[Math.min(n++, states.length - 1)]!
          : replies[wanted.ask.path]!
      answer = typeof reply === 'string' ? { status: 200, text: reply } : reply
    }
    step = machine.next({ at, answer })
  }
  return { result: step.value, asked }
}

const [idle, scanning, ready] = [state('idle'), state('scanning'), state('dataready')]

describe('a Micronic reader', () => {
  test('is read after its state was seen to change', () => {
    const { result, asked } = play([ready, ready, scanning, scanning, ready])
    expect(result).toMatchObject({
      ok: true,
      value: {
        rack: 'SA001',
        by: { id: 'micronic' },
        scanned: { local: '2026-11-24T10:11:12' },
        // A place without a code is empty only where the reader says so.
        tubes: [
          { position: 'A1', code: '0034998087' },
          { position: 'B1', code: null },
          { position: 'D1', code: null },
        ],
      },
    })
    expect(asked.indexOf('/scanresult')).toBeGreaterThan(asked.lastIndexOf('/scanbox'))
  })

  test('may have been idle before, and be done at the first look', () => {
    expect(play([idle, ready]).result.ok).toBe(true)
  })

  test('that only ever says that data is ready gives the rack before, and nothing of it is fetched', () => {
    const { result, asked } = play([ready])
    expect(result).toEqual({ ok: false, error: { type: 'StaleResult' } })
    expect(asked).not.toContain('/scanresult')
  })

  test.each([
    ['it reads for somebody else', [scanning], {}, { type: 'SourceBusy' }],
    [
      'somebody begins another meanwhile',
      [idle, scanning, ready, scanning],
      {},
      { type: 'SourceBusy' },
    ],
    ['it never comes to an end', [idle, scanning], {}, { type: 'SourceTimeout', seconds: 5 }],
    [
      'it refuses',
      [idle],
      { '/scanbox': { status: 500, text: json({ ErrorCode: 7, ErrorMsg: 'No scanner' }) } },
      { type: 'SourceRefused', code: '7', message: 'No scanner' },
    ],
    [
      'it fails midway',
      [idle, scanning, json({ ErrorCode: 3, ErrorMsg: 'Lamp' })],
      {},
      { type: 'SourceRefused', code: '3', message: 'Lamp' },
    ],
    [
      'a page answers in its place',
      ['<!doctype html><title>Login</title>'],
      {},
      { type: 'NotAScanner', text: '200 <!doctype html><title>Login</title>' },
    ],
    [
      'its codes come as numbers, without their zeros',
      [idle, ready],
      { '/scanresult': json({ ...RESULT, TubeID: [34998087, '', '', ''] }) },
      { type: 'NotAScanner' },
    ],
    [
      'it has fewer codes than positions',
      [idle, ready],
      { '/scanresult': json({ ...RESULT, TubeID: ['1'] }) },
      { type: 'NotAScanner' },
    ],
    [
      'its two answers are of two racks',
      [idle, ready],
      { '/rackid': json({ RackID: 'SA002' }) },
      { type: 'UnreadableFile', fault: { type: 'TwoRacks', line: 1, racks: ['SA001', 'SA002'] } },
    ],
    [
      'it names a position that is none',
      [idle, ready],
      { '/scanresult': json({ ...RESULT, Position: ['A1', 'B1', 'C1', 'Z99'] }) },
      { type: 'UnreadableFile', fault: { type: 'BadPosition', line: 4 } },
    ],
  ])('gives nothing where %s', (_, states, others, error) => {
    expect(play(states, others).result).toMatchObject({ ok: false, error })
  })

  test('that says of no place that it is empty has a tube in each', () => {
    const others = { '/scanresult': json({ ...RESULT, Status: null }) }
    const codes = [{ code: '0034998087' }, { code: null }, { code: null }, { code: '12' }]
    expect(play([idle, ready], others).result).toMatchObject({ value: { tubes: codes } })
  })

  test('without a reader for the code of racks names none', () => {
    const none = { status: 500, text: json({ ErrorCode: 9, ErrorMsg: 'No side reader' }) }
    const others = { '/rackid': none, '/scanresult': json({ ...RESULT, RackID: '' }) }
    expect(play([idle, ready], others).result).toMatchObject({ ok: true, value: { rack: null } })
  })
})
