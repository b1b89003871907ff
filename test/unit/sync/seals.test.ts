import { expect, test } from 'vitest'
import { keyNamed, sealFault } from '#shared/sync/seals.ts'
import { verifySignature as atBench } from '../../../electron/ed25519.ts'
import { verifySignature as atService } from '../../../service/ed25519.ts'
import { sha256, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { namingBody, sealFor, someKey } from '../../support/sync/seals.ts'

const chain = new TestChain(testId('b', 1))
for (const n of [1, 2, 3]) chain.write(testBody(testId('a', n)))
const [key, other] = [someKey(), someKey()]
const seal = sealFor(chain.events[1]!, key)

test.each([
  ['bench', atBench],
  ['service', atService],
])('a seal over an event of a run holds, and over no other: %s', (_, verify) => {
  expect(sealFault(verify, chain.events, seal)).toBeNull()
  expect(sealFault(verify, chain.events.slice(2), seal)).toBe('place')
  expect(sealFault(verify, chain.events, { ...seal, seq: 3 })).toBe('hash')
  expect(sealFault(verify, chain.events, { ...seal, hash: 'b'.repeat(64) })).toBe('hash')
  expect(sealFault(verify, chain.events, { ...seal, key: other.public })).toBe('signature')
  expect(sealFault(verify, chain.events, { ...seal, at: 1 })).toBe('signature')
  for (const weird of ['0'.repeat(64), 'f'.repeat(64)])
    expect(sealFault(verify, chain.events, { ...seal, key: weird })).toBe('signature')
})

test('KEE-2: a key is named by an event that it has signed itself, and by no other', () => {
  const named = (body: string) => keyNamed({ sha256, verifySignature: atBench }, body)
  const good = namingBody(testId('a', 9), key)
  expect(named(good)).toBe(key.public)
  expect(named(namingBody(testId('a', 9), key, other))).toBeNull()
  expect(named(good.replaceAll(key.public, other.public))).toBeNull()
  expect(named(good.replace('"v":1', '"v":2'))).toBeNull()
  expect(named(good.replace('bench.key_added', 'bench.key_added2'))).toBeNull()
  expect(named(good.slice(0, -1))).toBeNull()
  expect(named(testBody(testId('a', 9)))).toBeNull()
})
