import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { catalogues, LANGUAGES, type Language } from '../../../renderer/i18n/messages.ts'
import { groupsOf } from '../../../renderer/screens/ledger/fingerprint.ts'
import { sayBytes } from '../../../renderer/screens/ledger/say-bytes.ts'
import { sayKeepingFault } from '../../../renderer/screens/ledger/say-fault.ts'
import { sayFactType, sayFinding } from '../../../renderer/screens/ledger/say-finding.ts'
import { asideIn } from '../../../renderer/screens/recovery/aside.ts'
import type { KeepingFault } from '../../../shared/contract/keeping.ts'
import { FACTS } from '../../../shared/domain/facts.ts'
import type { Finding, VerifyReport } from '../../../shared/ledger/findings.ts'

const intlOf = (language: Language) =>
  createIntl({
    locale: language,
    messages: catalogues[language],
    onError: (error) => {
      throw error
    },
  })
const intl = intlOf('en')
const names = { person: (id: string) => `person ${id}`, moment: (at: number) => `at ${at}` }

const ref = { chain: 'c', seq: 7, event: 9, uid: 'u' }
const event = {
  ...ref,
  type: 'event',
  says: { type: 'specimen.moved', at: 5, actor: 'p', entities: [] },
  ...{ from: null, unproven: 2, alsoBad: 1, dependents: [], dependentCount: 3 },
} as const
const FINDINGS: readonly Finding[] = [
  ...(
    [
      'form',
      'row',
      'chain',
      'seq',
      'missing',
      'link',
      'hash',
      'uid',
      'act',
      'place',
      'fact',
    ] as const
  ).map((fault): Finding => ({ ...event, fault })),
  { ...event, fault: 'missing', from: 4, says: null },
  ...(['gap', 'event', 'running', 'receipt'] as const).map(
    (fault): Finding => ({ type: 'order', fault, pos: 3, event: ref, alsoBad: 1 }),
  ),
  ...(['form', 'event', 'running'] as const).map(
    (fault): Finding => ({ type: 'lost', fault, epoch: 'e', pos: 3, event: ref }),
  ),
  ...(['form', 'signature', 'key', 'event', 'missing'] as const).map(
    (fault): Finding => ({ type: 'seal', fault, chain: 'c', seq: 4, key: 'k' }),
  ),
  { type: 'anchor', fault: { type: 'OwnEventsMissing', chain: 'c', have: 3, to: 5 } },
  { type: 'anchor', fault: { type: 'OtherEvent', chain: 'c', seq: 5 } },
  { type: 'anchor', fault: { type: 'EventsMissing', have: 3, to: 4 } },
  { type: 'anchor', fault: { type: 'OrderMissing', have: 3, to: 4 } },
  { type: 'anchor', fault: { type: 'OtherOrder', pos: 4 } },
  { type: 'row', table: 'pin', key: '1', what: 'w' },
  ...(['mark', 'schema', 'unreadable', 'structure'] as const).map(
    (fault): Finding => ({ type: 'file', fault, what: 'w' }),
  ),
  { type: 'derived', table: 'specimen' },
  { type: 'export', fault: 'line', line: 3, what: 'w' },
]

describe('a finding', () => {
  test.each(LANGUAGES)('has a sentence of its own in %s, whatever it is', (language) => {
    const titles = FINDINGS.map((finding) => sayFinding(intlOf(language), finding, names).title)
    // `missing` is here twice, once with what its body says and once without.
    expect(new Set(titles).size).toBe(FINDINGS.length - 1)
    expect(titles.filter((title) => /[{}]/.test(title))).toEqual([])
  })

  test('of an event says which, what it claims, when and by whom, and what rests on it', () => {
    const { title, lines, where } = sayFinding(intl, { ...event, fault: 'hash' }, names)
    expect(title).toBe('Event 7 is not what was recorded')
    expect(lines[0]).toBe('It says: Moved, at 5, by person p. None of that is proven.')
    expect(lines.at(-1)).toBe('3 later events rest on it.')
    expect(where).toContain('c 7')
  })

  test('of an event whose body cannot be read claims nothing', () => {
    const { lines } = sayFinding(intl, { ...event, fault: 'form', says: null }, names)
    expect(lines[0]).toBe('What it says cannot be read.')
  })

  test('of the anchor counts what is gone', () => {
    const fault = { type: 'OwnEventsMissing', chain: 'c', have: 3, to: 5 } as const
    expect(sayFinding(intl, { type: 'anchor', fault }, names).title).toBe(
      '2 events of this bench that were confirmed are gone, from number 4 on',
    )
  })
})

test.each(LANGUAGES)(
  'every type of event has a name in %s, and one of a newer version stands as it is',
  (language) => {
    const one = intlOf(language)
    const said = Object.keys(FACTS).map((type) => sayFactType(one, type))
    expect(said.filter((words) => words.includes('.'))).toEqual([])
    expect(sayFactType(one, 'specimen.frozen_twice')).toBe('specimen.frozen_twice')
  },
)

test.each(LANGUAGES)('every work that did not come about says why in %s', (language) => {
  const report = { findings: [{}, {}] } as unknown as VerifyReport
  const faults: readonly KeepingFault[] = [
    { type: 'NotAllowed', needs: 'manager' },
    { type: 'Busy', job: 'verify' },
    { type: 'Cancelled' },
    { type: 'Failed', why: 'EIO' },
    { type: 'NotSound', report },
    { type: 'DiskFull' },
    { type: 'NoSuchBackup', file: 'a.db' },
    { type: 'OtherBench' },
    { type: 'NewerLedger', format: 9 },
    { type: 'Damaged' },
    { type: 'NotDamaged' },
    { type: 'ChangedMeanwhile' },
    { type: 'NothingProven' },
  ]
  const said = faults.map((fault) => sayKeepingFault(intlOf(language), fault))
  expect(new Set(said).size).toBe(faults.length)
})

test('a key is shown in groups of four digits, all of them', () => {
  const key = '0123456789abcdef'.repeat(4)
  expect(groupsOf(key)).toHaveLength(16)
  expect(groupsOf(key).join('')).toBe(key)
})

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [9_400_000, '9.4 MB'],
  [3_200_000_000, '3.2 GB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sayBytes(intl, bytes)).toBe(words)
})

test.each([
  ['/home/bench/data', '/home/bench/data/aside/damaged-1'],
  ['C:\\Bench\\data', 'C:\\Bench\\data\\aside\\damaged-1'],
])('what was put aside in %s lies in %s', (folder, path) => {
  expect(asideIn(folder, 'damaged-1')).toBe(path)
})
