import { afterEach, beforeEach, expect, test } from 'vitest'
import { STREAM, testId } from '../../support/sync/events.ts'
import { TestService } from '../../support/sync/service.ts'

const [A, B, C] = [testId('b', 1), testId('b', 2), testId('b', 3)]
const OTHER = testId('5', 2)

let service: TestService
beforeEach(async () => {
  service = await new TestService().start()
}, 60_000)
afterEach(() => service.remove())

const ask = (install: string, stream: string | null, code = service.code) =>
  service.call('enroll', { code, install, stream, benchName: 'Bench', siteName: 'North' })

const refused = (type: string) => ({ body: { error: { type, message: expect.any(String) } } })

test('the first bench founds the site and a second joins it', async () => {
  const first = await ask(A, STREAM)
  expect(first).toMatchObject({ status: 200, body: { stream: STREAM, benchNumber: 1 } })
  const second = await ask(B, null)
  expect(second).toMatchObject({ status: 200, body: { stream: STREAM, benchNumber: 2 } })
})

test('a bench of the same site joins, and one of another site is told so', async () => {
  await ask(A, STREAM)
  expect(await ask(C, OTHER)).toMatchObject({ status: 409, ...refused('OTHER_SITE') })
  expect(await ask(B, STREAM)).toMatchObject({ status: 200, body: { benchNumber: 2 } })
})

test('a bench without a site cannot be the first', async () => {
  expect(await ask(A, null)).toMatchObject({ status: 409, ...refused('NO_SITE') })
  expect(await ask(A, STREAM)).toMatchObject({ status: 200 })
})

test('a code lets one bench in, also when two show it at once', async () => {
  await ask(A, STREAM)
  const { code } = service
  const answers = await Promise.all([ask(B, null, code), ask(C, null, code)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
  expect(await ask(C, null, code)).toMatchObject(refused('WRONG_CODE'))
  expect(service.code).not.toBe(code)
})

test('a code may be typed in any case and with its lookalikes', async () => {
  const typed = service.code
    .toLowerCase()
    .replace('-', ' ')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
  expect(await ask(A, STREAM, typed)).toMatchObject({ status: 200 })
})

test('a code lasts 30 minutes, and then the service shows another', async () => {
  const { code } = service
  service.now += 30 * 60_000
  expect(await ask(A, STREAM)).toMatchObject({ status: 403, ...refused('CODE_EXPIRED') })
  expect(service.code).not.toBe(code)
  expect(await ask(A, STREAM)).toMatchObject({ status: 200 })
})

test('guessing is slowed down, whatever is guessed', async () => {
  for (let n = 0; n < 5; n++)
    expect(await ask(A, STREAM, '0000-0000')).toMatchObject(refused('WRONG_CODE'))
  const slowed = await ask(A, STREAM)
  expect(slowed).toMatchObject({ status: 429, ...refused('BUSY') })
  expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
  service.now += 12_000
  expect(await ask(A, STREAM)).toMatchObject({ status: 200 })
})

test('an installation that comes again keeps its number, and its earlier credential ends', async () => {
  const old = await service.enroll(A, STREAM)
  await service.enroll(B, null)
  const again = await ask(A, STREAM)
  expect(again).toMatchObject({ status: 200, body: { benchNumber: 1 } })
  const pull = { stream: STREAM, cursor: null }
  expect(await service.call('pull', pull, old)).toMatchObject({ status: 401, ...refused('AUTH') })
})

test('no code and no credential is kept as it is', async () => {
  const { code } = service
  const credential = await service.enroll(A, STREAM)
  const kept = await service.running.database.query<{ row: string }>(
    'select benches::text as row from benches union all select codes::text from codes',
  )
  expect(kept.length).toBeGreaterThan(1)
  for (const secret of [credential, code, code.replace('-', ''), service.code]) {
    const hex = Buffer.from(secret).toString('hex')
    for (const { row } of kept) expect(row.includes(secret) || row.includes(hex)).toBe(false)
  }
})
