import { describe, expect, test } from 'vitest'
import { type EventBody, readBody, writeBody } from '#shared/ledger/body.ts'
import { testBody, testId } from '../../support/sync/events.ts'

const BODY: EventBody = JSON.parse(testBody(testId('e', 1)))

describe('the body of an event', () => {
  test('is read back as it was written, and written the same again', () => {
    const text = writeBody(BODY)
    const read = readBody(text)
    expect(read).toEqual({ ok: true, value: BODY })
    expect(writeBody(BODY)).toBe(text)
  })

  test('may say more than this version knows: that is left alone', () => {
    const read = readBody(JSON.stringify({ ...BODY, sealed: 'later', v: 7, type: 'far.future' }))
    expect(read.ok && read.value).toMatchObject({ v: 7, type: 'far.future' })
  })

  test.each([
    ['no JSON', '{', 'NoJson'],
    ['a list', '[]', 'BadForm'],
    ['no entities', { ents: [] }, 'BadForm'],
    ['too many entities', { ents: Array.from({ length: 65 }, (_, i) => `tube:${i}`) }, 'BadForm'],
    ['a uid that is none', { uid: 'x' }, 'BadForm'],
    ['version zero', { v: 0 }, 'BadForm'],
    ['a time with a fraction', { at: 1.5 }, 'BadForm'],
    ['an offset beyond a day', { off: 2000 }, 'BadForm'],
    ['a base that is no list of uids', { base: { 'tube:x': ['y'] } }, 'BadForm'],
    ['crit that is not true', { crit: false }, 'BadForm'],
  ])('is not read with %s', (_, bad, type) => {
    const text = typeof bad === 'string' ? bad : JSON.stringify({ ...BODY, ...bad })
    const read = readBody(text)
    expect(read.ok ? null : read.error.type).toBe(type)
  })
})
