import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readMicronicRack } from '../../../electron/devices/micronic.ts'
import { readVisionMateRack } from '../../../electron/devices/visionmate.ts'
import { FakeMicronic } from '../../support/rack/fake-micronic.ts'
import { FakeVisionMate } from '../../support/rack/fake-visionmate.ts'

/** A port on which nobody listens. */
async function nobody(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

describe('the HTTP interface of a Micronic reader', () => {
  const times = { look: 5, stale: 150, whole: 400 }
  let scanner: FakeMicronic
  let url: string
  let end: AbortController

  beforeEach(async () => {
    scanner = new FakeMicronic()
    url = await scanner.listen()
    end = new AbortController()
  })
  afterEach(() => scanner.close())
  const read = () => readMicronicRack({ url, signal: end.signal, times, answer: 1_000 })

  test('gives the rack that lies on it, and never the one before', async () => {
    expect(await read()).toMatchObject({
      ok: true,
      value: {
        rack: 'SA001',
        tubes: [
          { position: 'A1', code: '0034998087' },
          { position: 'C1', code: '1034998088' },
        ],
      },
    })
    scanner.rack = ['', '', '', 'NEW4444']
    expect(await read()).toMatchObject({ value: { tubes: [{ position: 'D1', code: 'NEW4444' }] } })
  })

  test.each([
    ['stale', { type: 'StaleResult' }],
    ['slow', { type: 'SourceTimeout' }],
    ['error', { type: 'SourceRefused', code: '12', message: 'Scanner not found' }],
    ['dies', { type: 'SourceUnreachable' }],
    ['html', { type: 'NotAScanner' }],
    ['silent', { type: 'SourceTimeout' }],
  ] as const)('that is %s gives nothing', async (fault, error) => {
    scanner.fault = fault
    expect(await read()).toMatchObject({ ok: false, error })
    expect(scanner.asked).not.toContain('GET /scanresult')
  })

  test('may be left while it scans', async () => {
    scanner.fault = 'slow'
    const reading = read()
    await expect.poll(() => scanner.asked.length).toBeGreaterThan(3)
    end.abort()
    expect(await reading).toEqual({ ok: false, error: { type: 'Cancelled' } })
  })

  test('that is not there is said in the words of the computer', async () => {
    url = `http://127.0.0.1:${await nobody()}`
    expect(await read()).toMatchObject({
      error: { type: 'SourceUnreachable', message: expect.stringContaining('ECONNREFUSED') },
    })
  })
})

describe('the TCP interface of a VisionMate', () => {
  const times = { look: 5, reset: 300, whole: 1_500 }
  const waits = { connect: 1_000, answer: 600, quiet: 60, quietLong: 120 }
  const settings = { order: 'columns', noTube: ['No Tube'], noRead: ['No Read'] } as const
  let scanner: FakeVisionMate
  let port: number
  let end: AbortController

  beforeEach(async () => {
    scanner = new FakeVisionMate()
    port = await scanner.listen()
    end = new AbortController()
  })
  afterEach(() => scanner.close())
  const read = () =>
    readVisionMateRack({ host: '127.0.0.1', port, settings, signal: end.signal, times, waits })

  test.each([
    ['\x03', Number.POSITIVE_INFINITY],
    ['\r\n', 3],
    ['', Number.POSITIVE_INFINITY],
    ['#', 7],
  ])('gives the next rack, whatever ends its answers: %j', async (sign, pieces) => {
    scanner.next = ['0001', 'No Tube', 'No Read', '0004']
    Object.assign(scanner, { end: sign, pieces })
    expect(await read()).toMatchObject({
      ok: true,
      value: { tubes: [{ code: '0001' }, { position: 'A2', code: null }, { code: '0004' }] },
    })
  })

  test('that keeps what it had gives nothing', async () => {
    scanner.isStuck = true
    expect(await read()).toEqual({ ok: false, error: { type: 'StaleResult' } })
  })

  test('waits for a rack as long as it is told', async () => {
    expect(await read()).toMatchObject({ error: { type: 'SourceTimeout' } })
  })

  test('that hangs up, or is left, or is not there', async () => {
    const broken = read()
    setTimeout(() => scanner.hangUp(), 50)
    expect(await broken).toMatchObject({ error: { type: 'SourceUnreachable' } })
    const left = read()
    setTimeout(() => end.abort(), 50)
    expect(await left).toEqual({ ok: false, error: { type: 'Cancelled' } })
    end = new AbortController()
    port = await nobody()
    expect(await read()).toMatchObject({ error: { type: 'SourceUnreachable' } })
  })
})
