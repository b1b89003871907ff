import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  cursor,
  pulledEntry,
  pullRequest,
  pushRequest,
  refusal,
  SYNC_PROTOCOL,
  WIRE,
} from '#shared/sync/protocol.ts'
import { STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { sealFor, someKey } from '../../support/sync/seals.ts'

/** The forms of each version as it began. A new form is a new line; an old line never changes. */
const FORMS: Record<number, string> = {
  1: 'd070fd631cab1ddb89df8d20827d01a65e4c7af061701d98110252baf4162eed',
}

/** The form of a seal. */
const SEAL = 'd2ccf1be5a318a42a35b46072e5ffab1671438a30622c3dbb7c59cae05d1ec4a'

/**
 * What has been added to a version since it began, where, and its form. Each may be left out, so that who
 * does not know it goes on as before; a line is never taken away, and never changes.
 */
const ADDED: readonly {
  readonly to: readonly string[]
  readonly name: string
  readonly form: string
}[] = [
  { to: ['push', 'request'], name: 'seal', form: SEAL },
  { to: ['pull', 'answer', 'properties', 'entries', 'items'], name: 'seal', form: SEAL },
  {
    to: ['push', 'request'],
    name: 'lost',
    form: 'ab8b72776a96a8c92c5c446982e10d11e0a47675d53fc2375d0af93dfbb083c5',
  },
]

/** Calls that a version has got since it began, with the form of their messages. */
const ADDED_CALLS: Readonly<Record<string, string>> = {
  return: 'd6fe3e31a85bd3262dd05e612dd025f9b3c60f97c7dc6d6e173aedbd1dd252b6',
  chain: 'c8028404862e64b052fe11e52fb8a5259d4039fed96b1890ce058541cfbc7a49',
}

/** Refusals that are new: who gets one has sent what it is about, and so knows it. */
const ADDED_REFUSALS: readonly string[] = ['BAD_SEAL']

const jsonForm = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { unrepresentable: 'any' }) as unknown as Form

interface Form {
  readonly [member: string]: unknown
  readonly properties: Record<string, unknown>
  readonly required?: readonly string[]
}

const hashOf = (form: unknown) => createHash('sha256').update(JSON.stringify(form)).digest('hex')

const allForms = () => ({
  calls: Object.fromEntries(
    Object.entries(WIRE).map(([call, { request, answer }]) => [
      call,
      { request: jsonForm(request), answer: jsonForm(answer) },
    ]),
  ),
  refusal: jsonForm(refusal),
})

const at = (form: unknown, path: readonly string[]): Form =>
  path.reduce((inner, member) => (inner as Form)[member], form) as Form

/** The forms without what was added since the version began, as they were hashed then. */
function formsAsBegun(forms = allForms()): unknown {
  for (const { to, name } of ADDED) delete at(forms.calls, to).properties[name]
  const type = at(forms.refusal, ['properties', 'error', 'properties', 'type']) as unknown as {
    enum: string[]
  }
  type.enum = type.enum.filter((one) => !ADDED_REFUSALS.includes(one))
  const begun = Object.entries(forms.calls).filter(([call]) => !(call in ADDED_CALLS))
  const calls = begun.map(([call, { request, answer }]) => [call, request, answer])
  return [calls, forms.refusal]
}

test('a message grows only by what may be left out; any other change is a new version', () => {
  expect(hashOf(formsAsBegun())).toBe(FORMS[SYNC_PROTOCOL])
})

test.each(ADDED)('what was added to $to may be left out, and keeps its form', (added) => {
  const { properties, required = [] } = at(allForms().calls, added.to)
  expect(required).not.toContain(added.name)
  expect(hashOf(properties[added.name])).toBe(added.form)
})

test.each(Object.entries(ADDED_CALLS))(
  'the call %s, which was added, keeps its form',
  (call, form) => {
    expect(hashOf(allForms().calls[call])).toBe(form)
  },
)

test.each<[string, (forms: ReturnType<typeof allForms>) => void]>([
  ['a member more', (f) => Object.assign(f.calls.pull!.request.properties, { more: {} })],
  ['a member less', (f) => delete f.calls.pull!.request.properties.limit],
  [
    'an added member that must be there',
    (f) => Object.assign(f.calls.push!.request, { required: ['run', 'seal'] }),
  ],
  [
    'a refusal more',
    (f) =>
      (at(f.refusal, ['properties', 'error', 'properties', 'type']).enum as string[]).push('NEW'),
  ],
])('%s is another form', (_, change) => {
  const forms = allForms()
  change(forms)
  expect(hashOf(formsAsBegun(forms))).not.toBe(FORMS[SYNC_PROTOCOL])
})

describe('what knows no seals and what does understand each other', () => {
  const chain = new TestChain(testId('b', 1))
  const sent = chain.write(testBody(testId('a', 1)))
  const seal = sealFor(sent, someKey())
  const older = {
    push: pushRequest.omit({ seal: true }),
    entry: pulledEntry.omit({ seal: true }),
  }

  test('an older service reads a run, and leaves its seal', () => {
    expect(older.push.parse({ run: [sent], seal })).toEqual({ run: [sent] })
  })

  test('an older bench reads an entry, and leaves its seal', () => {
    const entry = { pos: 1, envelope: sent, receivedAt: 1 }
    expect(older.entry.parse({ ...entry, seal })).toEqual(entry)
  })

  test('what comes without a seal is read as it was', () => {
    expect(pushRequest.parse({ run: [sent] })).toEqual({ run: [sent] })
    const entry = { pos: 1, envelope: sent, receivedAt: 1 }
    expect(pulledEntry.parse(entry)).toEqual(entry)
    expect(pulledEntry.parse({ ...entry, seal })).toEqual({ ...entry, seal })
  })
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
