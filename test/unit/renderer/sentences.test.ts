import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { sayRefusal } from '../../../renderer/app/say-refusal.ts'
import {
  sayClockOff,
  saySync,
  saySyncInStrip,
  sayWhyOffline,
} from '../../../renderer/app/say-sync.ts'
import { catalogues } from '../../../renderer/i18n/messages.ts'
import { saySignInFault } from '../../../renderer/screens/sign-in/say-fault.ts'
import type { SyncView } from '../../../shared/contract/views.ts'
import { refusal } from '../../../shared/domain/refusals.ts'
import { REFUSALS } from '../../../shared/sync/protocol.ts'

const missing: string[] = []
const intl = createIntl({
  locale: 'en-GB',
  messages: catalogues.en,
  onError: (error) => missing.push(error.message),
})

const at = (hour: number, minute: number): number => new Date().setHours(hour, minute, 0, 0)
const service = (some: Partial<Exclude<SyncView, { type: 'no-service' }>>): SyncView => ({
  type: 'up-to-date',
  url: 'https://keeper',
  waiting: 0,
  oldestAt: null,
  reason: null,
  lastContactAt: null,
  receiving: null,
  clockAhead: null,
  ...some,
})

/** Why sync may stop; what only an enrolment may be refused for is left out. */
const REASONS = [
  ...REFUSALS.filter((one) => !['WRONG_CODE', 'CODE_EXPIRED', 'BUSY', 'FAULT'].includes(one)),
  'BAD_PAGE',
  'CONTRADICTION',
  'STORE_FAILED',
]

describe('the sentence of sync', () => {
  test.each([
    [
      service({ type: 'offline', waiting: 12, oldestAt: at(14, 2) }),
      'Offline - 12 changes waiting, oldest 14:02',
    ],
    [service({ type: 'offline' }), 'Offline - nothing waiting'],
    [service({ lastContactAt: at(14, 31) }), 'Up to date, 14:31'],
    [service({ type: 'syncing', waiting: 12 }), 'Sending 12 changes'],
    [service({ type: 'syncing' }), 'Fetching changes'],
    [
      service({ type: 'syncing', waiting: 3, receiving: { done: 12_000, of: 48_000 } }),
      'Receiving 12,000 of 48,000',
    ],
    [{ type: 'no-service' } as const, 'No service: changes are kept on this bench'],
  ])('%j', (sync, words) => {
    expect(saySync(intl, sync).words).toBe(words)
  })

  test('says why it stopped and that work goes on, for every reason, also a new one', () => {
    for (const reason of [...REASONS, 'NEVER_SEEN', null]) {
      const { words, online } = saySync(intl, service({ type: 'stopped', reason }))
      expect(words).toMatch(/^Stopped: .+\. Work goes on here\.$/)
      expect(online).toBe(false)
    }
  })

  test('names no reason by its code that a bench may meet, in no language', () => {
    for (const [locale, messages] of Object.entries(catalogues)) {
      const say = createIntl({ locale, messages })
      for (const reason of REASONS)
        expect(saySync(say, service({ type: 'stopped', reason })).words).not.toContain(reason)
    }
  })

  test('alarms nobody while the bench is merely offline, and says that it goes on by itself', () => {
    const reasons = ['NO_ANSWER', 'SLOW', 'RUBBISH', 'BUSY', 'SERVICE_FAILED']
    const said = reasons.map((reason) => sayWhyOffline(intl, service({ type: 'offline', reason })))
    expect(new Set(said).size).toBe(reasons.length)
    for (const words of said) expect(words).toMatch(/by itself/)
    expect(sayWhyOffline(intl, service({}))).toBeNull()
  })

  test('tells of a clock that is far off, and which way', () => {
    expect(sayClockOff(intl, service({ clockAhead: 3 * 3_600_000 }))).toContain('3 h 0 min ahead')
    expect(sayClockOff(intl, service({ clockAhead: -20 * 60_000 }))).toContain('20 min behind')
    expect(sayClockOff(intl, service({}))).toBeNull()
  })

  test('is short in the strip where the reason has no room, and whole where nothing stopped', () => {
    const stopped = service({ type: 'stopped', reason: 'FORK' })
    expect(saySyncInStrip(intl, stopped)).toEqual({ online: false, words: 'Sync stopped' })
    const offline = service({ type: 'offline' })
    expect(saySyncInStrip(intl, offline)).toEqual(saySync(intl, offline))
  })
})

test('a wrong PIN says how many tries are left', () => {
  expect(saySignInFault(intl, { type: 'WrongPin', triesLeft: 1 })).toContain('One try left')
  expect(saySignInFault(intl, { type: 'WrongPin', triesLeft: 3 })).toContain('3 tries left')
})

test('a refusal for want of a role names the role in the words of the language', () => {
  const german = createIntl({ locale: 'de', messages: catalogues.de })
  const say = (needs: string) => sayRefusal(german, { type: 'NotAllowed', needs }).title
  expect(say('manager')).toBe('Dafür braucht es: Leitung')
  expect(say('something newer')).toBe('Dafür braucht es: something newer')
})

test('every refusal there is has a sentence of its own', () => {
  const place = { container: '0197a000-0000-7000-8000-000000000001', index: 1 }
  const common = {
    ...{ code: 'FX1', by: 'FX2', name: 'BX-1/B3', container: 'BX-1', parent: 'FX9' },
    ...{ material: 'serum', holds: ['plasma'], needs: 'a manager', kind: 'box', at: place },
    ...{ specimen: place.container, id: place.container, what: 'specimen' },
    ...{ child: 'FX8', box: 'BX-2', count: 2 },
    ...{ left: 400, asked: 500, thaws: 2, limit: 2 },
    donor: 'D-AAAA-2222',
    ...{ reason: 'leaking', study: 'COLD-7', wanted: 'WARM-2', forms: ['FX####'] },
    ...{ field: 'Fasting', value: 'maybe', sender: 'Clinic North', how: 'in-future' },
    ...{ label: 'FX7', issuer: 'Biobank Lund', of: 'FX6' },
  }
  const types = refusal.options.map((option) => option.shape.type.value)
  const titles = types.map((type) => {
    const by = type === 'CodeTaken' ? 'specimen' : common.by
    return sayRefusal(intl, refusal.parse({ ...common, by, type })).title
  })
  expect(new Set(titles).size).toBe(types.length)
  expect(titles.every((title) => title.length > 5)).toBe(true)
  expect(missing).toEqual([])
})
