import { describe, expect, test } from 'vitest'
import type { RefusalType } from '#shared/sync/protocol.ts'
import { enroll, serviceUrl } from '../../../electron/sync/enroll.ts'
import type { Fetch } from '../../../electron/sync/ports.ts'
import { EPOCH, STREAM, testId } from '../../support/sync/events.ts'
import { ManualTimers } from '../../support/sync/manual-timers.ts'
import { refusing, unreachable } from '../../support/sync/memory-service.ts'

describe('the address of a service', () => {
  test.each([
    ['https://keeper.example.org', 'https://keeper.example.org'],
    [' https://keeper.example.org:7410/frostkeep/ ', 'https://keeper.example.org:7410/frostkeep'],
    ['http://127.0.0.1:7410', 'http://127.0.0.1:7410'],
    ['http://localhost:7410/', 'http://localhost:7410'],
    ['http://[::1]:7410', 'http://[::1]:7410'],
  ])('%s is one', (text, kept) => {
    expect(serviceUrl(text)).toEqual({ ok: true, value: kept })
  })

  test.each([
    ['http://keeper.example.org', 'NotEncrypted'],
    ['http://127.0.0.1.example.org', 'NotEncrypted'],
    ['http://localhost.example.org', 'NotEncrypted'],
    ['keeper.example.org', 'NoUrl'],
    ['file:///etc/passwd', 'NoUrl'],
    ['https://me:word@keeper.example.org', 'NoUrl'],
    ['https://keeper.example.org/?a=b', 'NoUrl'],
    ['', 'NoUrl'],
  ])('%s is none', (text, type) => {
    expect(serviceUrl(text)).toEqual({ ok: false, error: { type } })
  })
})

const ask = (fetch: Fetch, url = 'https://keeper') =>
  enroll({
    url,
    code: ' K7QF-3M2X ',
    install: testId('b', 1),
    stream: null,
    benchName: 'Bench',
    fetch,
    timers: new ManualTimers(),
  })

describe('enrolling', () => {
  test('sends the code and brings back the credential, and where it counts', async () => {
    const answer = { stream: STREAM, credential: 'c'.repeat(43), benchNumber: 2, epoch: EPOCH }
    let sent: unknown
    const enrolled = await ask(async (_, init) => {
      sent = JSON.parse(String(init.body))
      return Response.json(answer)
    }, 'https://keeper/')
    expect(enrolled).toEqual({ ok: true, value: { ...answer, url: 'https://keeper' } })
    expect(sent).toEqual({
      code: 'K7QF-3M2X',
      install: testId('b', 1),
      stream: null,
      benchName: 'Bench',
    })
  })

  test.each<[RefusalType, string]>([
    ['WRONG_CODE', 'WrongCode'],
    ['CODE_EXPIRED', 'CodeExpired'],
    ['OTHER_SITE', 'OtherSite'],
    ['NO_SITE', 'NoSite'],
    ['BUSY', 'TooManyTries'],
    ['UPGRADE', 'NoService'],
  ])('a refusal %s is %s', async (refused, type) => {
    expect(await ask(async () => refusing(refused))).toMatchObject({ ok: false, error: { type } })
  })

  test('nobody, or somebody else, at the address is told apart', async () => {
    expect(await ask(unreachable)).toMatchObject({ error: { type: 'Unreachable' } })
    const page: Fetch = async () => new Response('<html>')
    expect(await ask(page)).toMatchObject({ error: { type: 'NoService' } })
  })

  test('a code never goes out in the clear', async () => {
    let asked = false
    const fetch: Fetch = async () => {
      asked = true
      return new Response()
    }
    expect(await ask(fetch, 'http://keeper')).toEqual({
      ok: false,
      error: { type: 'NotEncrypted' },
    })
    expect(asked).toBe(false)
  })
})
