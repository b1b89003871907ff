import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogues, pickLanguage } from '../../../renderer/i18n/messages.ts'
import { faultsOf, placeholdersOf } from '../../support/i18n/catalogue.ts'
import { usedIds } from '../../support/i18n/used-ids.ts'

const RENDERER = resolve(import.meta.dirname, '../../../renderer')

/** Ids put together from a prefix and a value; every key below a prefix counts as used. */
const DYNAMIC_PREFIXES = [
  'box.read.',
  'closing.',
  'command.',
  'devices.chip.',
  'devices.closed.',
  'devices.end.',
  'devices.kind.',
  'devices.layout.',
  'devices.open.',
  'devices.parity.',
  'devices.part.',
  'devices.place.',
  'devices.role.',
  'fact.',
  'fields.type.',
  'files.fault.',
  'files.open.',
  'files.state.',
  'fill.',
  'fillOrder.',
  'finding.event.',
  'finding.file.',
  'finding.lost.',
  'finding.order.',
  'finding.seal.',
  'import.dateForm.',
  'import.fault.',
  'import.field.',
  'import.finding.',
  'import.firstRow.',
  'import.wordChoose.',
  'incident.kind.',
  'intake.though.',
  'join.phase.',
  'join.why.',
  'keeping.job.',
  'labels.align.',
  'labels.because.',
  'labels.builtIn.',
  'labels.element.',
  'labels.field.',
  'labels.gone.',
  'labels.job.',
  'labels.length.',
  'labels.trouble.',
  'ledger.note.',
  'ledger.protection.',
  'material.',
  'racks.delimiter.',
  'racks.fault.',
  'racks.kind.',
  'racks.learnFault.',
  'racks.meaning.',
  'racks.order.',
  'racks.role.',
  'racks.standing.',
  'scannerTest.code.',
  'receiving.condition.',
  'receiving.finding.',
  'receiving.state.',
  'receiving.trouble.',
  'receiving.way.',
  'relabel.because.',
  'processing.finding.',
  'processing.kind.',
  'processing.kindHint.',
  'processing.fault.',
  'processing.kept.',
  'processing.rackLine.',
  'refusal.timesCross.',
  'rescan.about.',
  'rescan.byHand.',
  'rescan.corner.',
  'rescan.fault.',
  'rescan.finding.',
  'rescan.lineStage.',
  'rescan.repair.',
  'rescan.repairAndMiss.',
  'rescan.seen.',
  'rescan.server.',
  'rescan.well.',
  'rescan.wells.',
  'role.',
  'scheme.',
  'specimen.kind.',
  'donor.by.',
  'donor.wish.',
  'donor.withdrawnBy.',
  'note.mask.',
  'snapshot.fault.',
  'specimenState.',
  'sprec.at.',
  'sprec.cannot.',
  'sprec.element.',
  'sprec.missing.',
  'sprec.state.',
  'sprec.why.',
  'state.',
  'studies.check.',
  'studies.checkHint.',
  'tone.',
  'transfer.chip.',
  'transfer.fault.',
  'transfer.scan.',
  'transfer.way.',
  'tubeType.',
  'work.chosen.',
  'work.done.',
  'work.end.',
  'work.endHint.',
  'work.finding.',
  'work.line.',
  'work.row.',
  'worklist.accept.',
  'worklist.filter.',
  'worklist.head.',
  'worklist.reason.',
  'worklist.short.',
  'worklist.why.',
  'use.',
]

const sources = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => usedIds(readFileSync(join(RENDERER, path), 'utf8')))

const whole = new Set(sources.flatMap((one) => [...one.whole]))
const prefixes = new Set(sources.flatMap((one) => [...one.prefixes]))

describe('the catalogues', () => {
  test.each(['fr', 'de'] as const)('%s says all that en says, with the same values', (language) => {
    expect(faultsOf(catalogues.en, language, catalogues[language])).toEqual([])
  })

  test('en is ICU text throughout', () => {
    expect(faultsOf(catalogues.en, 'en', catalogues.en)).toEqual([])
    expect(Object.keys(catalogues.en).length).toBeGreaterThan(20)
  })

  test('hold every id the renderer asks for', () => {
    expect(whole.size).toBeGreaterThan(10)
    expect([...whole].filter((id) => !(id in catalogues.en))).toEqual([])
  })

  test('hold nothing the renderer does not ask for', () => {
    const idle = Object.keys(catalogues.en).filter(
      (id) => !whole.has(id) && !DYNAMIC_PREFIXES.some((prefix) => id.startsWith(prefix)),
    )
    expect(idle).toEqual([])
  })

  test('list every prefix from which the renderer puts an id together', () => {
    expect([...prefixes].filter((prefix) => !DYNAMIC_PREFIXES.includes(prefix))).toEqual([])
  })
})

describe('the check of the catalogues reports', () => {
  const en = { a: 'Scan {code}', b: '{n, plural, one {# tube} other {# tubes}}', c: 'Undo' }

  test.each([
    ['a missing key', { a: 'Lire {code}', b: '{n, plural, other {#}}' }, 'fr lacks: c'],
    ['a surplus key', { ...en, d: 'x' }, 'fr has too much: d'],
    ['a lost placeholder', { ...en, a: 'Lire' }, 'fr has other placeholders: a'],
    ['a plural made a text', { ...en, b: '{n} tubes' }, 'fr has other placeholders: b'],
    ['an unclosed brace', { ...en, a: 'Lire {code' }, 'fr is no ICU text: a'],
    ['an empty text', { ...en, c: ' ' }, 'fr is empty: c'],
  ])('%s', (_, translation, fault) => {
    expect(faultsOf(en, 'fr', translation)).toEqual([fault])
  })

  test('an id in each of the ways to ask for words', () => {
    const source = `
      intl.formatMessage({ id: 'one.a' }, { n })
      <FormattedMessage id="one.b" values={{ n }} />
      <FormattedMessage
        id={held ? 'one.c' : 'one.d'}
      />
      t('one.e', { code: 'not an id' }); t(late ? 'one.f' : 'one.g')
      sentence('one.h', { code })
      t(\`rule.\${rule}\`)
      intl.formatMessage({ id: \`state.\${state}\` })
      const other = { id: 'scan.not' }`
    const used = usedIds(source)
    expect([...used.whole].sort()).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `one.${name}`),
    )
    expect([...used.prefixes].sort()).toEqual(['rule.', 'state.'])
  })
})

test('placeholders are found inside plurals and tags', () => {
  const text = '{n, plural, one {<b>{code}</b>} other {{d, date, short}}}'
  expect(placeholdersOf(text)).toEqual(['date d', 'plural n', 'tag b', 'text code'])
})

test.each([
  [['fr-CA', 'en'], 'fr'],
  [['sv-SE', 'de-AT'], 'de'],
  [['sv'], 'en'],
  [[], 'en'],
])('of the wanted languages %j the screen speaks %s', (wanted, language) => {
  expect(pickLanguage(wanted)).toBe(language)
})
