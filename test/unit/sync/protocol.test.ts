import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  cursor,
  pullRequest,
  pushRequest,
  refusal,
  SYNC_PROTOCOL,
  WIRE,
} from '#shared/sync/protocol.ts'
import { STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'

/** The forms of each version. A new form is a new line; an old line never changes. */
const FORMS: Record<number, string> = {
  1: 'd070fd631cab1ddb89df8d20827d01a65e4c7af061701d98110252baf4162eed',
}

const jsonForm = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: 'any' })

function formsHash(): string {
  const forms = Object.entries(WIRE).map(([call, { request, answer }]) => [
    call,
    jsonForm(request),
    jsonForm(answer),
  ])
  return createHash('sha256')
    .update(JSON.stringify([forms, jsonForm(refusal)]))
    .digest('hex')
}

test('a change of a message on the wire is a new version of the protocol', () => {
  expect(formsHash()).toBe(FORMS[SYNC_PROTOCOL])
})

test('a changed form has another hash', () => {
  const changed = z.object({ ...pullRequest.shape, more: z.string() })
  expect(JSON.stringify(jsonForm(changed))).not.toBe(JSON.stringify(jsonForm(pullRequest)))
})

test('a reader leaves members alone that it does not know', () => {
  const asked = { stream: STREAM, cursor: null }
  expect(pullRequest.parse({ ...asked, later: 1 })).toEqual(asked)
})

test.each([
  ['a seq of 0', { seq: 0 }],
  ['an upper-case hash', { hash: 'A'.repeat(64) }],
  ['a chain without incarnation', { chain: `${testId('b', 1)}:${STREAM}` }],
  ['a lone surrogate in the body', { body: '\ud800' }],
  ['a NUL in the body', { body: '\u0000' }],
])('an envelope with %s has no form', (_, change) => {
  const good = new TestChain(testId('b', 1)).write(testBody(testId('a', 1)))
  expect(pushRequest.safeParse({ run: [good] }).success).toBe(true)
  expect(pushRequest.safeParse({ run: [{ ...good, ...change }] }).success).toBe(false)
})

test('a run of 501 and an empty one have no form', () => {
  const one = new TestChain(testId('b', 1)).write(testBody(testId('a', 1)))
  expect(pushRequest.safeParse({ run: Array(500).fill(one) }).success).toBe(true)
  expect(pushRequest.safeParse({ run: Array(501).fill(one) }).success).toBe(false)
  expect(pushRequest.safeParse({ run: [] }).success).toBe(false)
})

test('a cursor is a place, an epoch and a hash; a number is none', () => {
  expect(cursor.safeParse({ epoch: STREAM, pos: 0, hash: '0'.repeat(64) }).success).toBe(true)
  expect(cursor.safeParse(7).success).toBe(false)
})
