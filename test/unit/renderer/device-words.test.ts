import { describe, expect, it, test } from 'vitest'
import { rackSource } from '#shared/contract/racks.ts'
import { explainReport } from '#shared/scan/explain-bytes.ts'
import { learnLayout } from '#shared/scan/rack/learn.ts'
import { TEST_CODES } from '#shared/scan/test-sheet.ts'
import type { WedgeKey } from '#shared/scan/wedge.ts'
import { encodeReports } from '../../../electron/devices/fake-hid-port.ts'
import {
  answersOf,
  layoutOf,
  layoutToTry,
  openWords,
} from '../../../renderer/screens/devices/layout-draft.ts'
import { printerWords } from '../../../renderer/screens/devices/printer-words.ts'
import { receivedText } from '../../../renderer/screens/devices/received-text.ts'
import { sampleLines } from '../../../renderer/screens/devices/sample.ts'
import { whyClosed } from '../../../renderer/screens/devices/say-standing.ts'
import { draftOf, sourceOfDraft } from '../../../renderer/screens/devices/source-draft.ts'
import type { Received } from '../../../renderer/screens/devices/use-received.ts'

const DONOR = 'FX05653780'

const fromHid = (text: string): Received[] =>
  encodeReports(text).map((bytes, at) => ({
    ...{ id: String(at), kind: 'hid', at, name: 'Pistol (S1)', bytes },
    runs: explainReport(bytes),
  }))

const fromKeys = (text: string): Received => ({
  ...{ id: 'k', kind: 'keys', at: 0 },
  keys: [...text].map(
    (key, at): WedgeKey => ({
      code: /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`,
      ...{ key, shift: key !== key.toLowerCase(), at: at * 5 },
    }),
  ),
})

const copied = (all: readonly Received[]) =>
  receivedText(
    all,
    (part) => part,
    (at) => `t${at}`,
  )

describe('what is copied for support', () => {
  test.each([
    ['a report', fromHid(DONOR)],
    ['keys', [fromKeys(DONOR)]],
  ])('has no character of a code that came by %s', (_, all) => {
    const text = copied(all)
    expect(text).not.toContain(DONOR)
    expect(text).not.toMatch(/46 58|FX|KeyF|Digit5|5653/)
  })

  it('says how long, in which parts, and how fast', () => {
    expect(copied(fromHid(DONOR))).toContain('data (10): A A 9 9 9 9 9 9 9 9')
    expect(copied(fromHid(DONOR))).toContain('aim (3): 5D 43 30')
    expect(copied([fromKeys(DONOR)])).toContain('+5 ms Key… A')
  })

  it('leaves the test codes readable (negative control)', () => {
    expect(copied(fromHid(TEST_CODES.command))).toContain('46 4B 3A 4E 45 58 54')
    expect(copied([fromKeys(TEST_CODES.position)])).toContain('KeyB B')
  })
})

test.each([
  ['Error: Permission denied, cannot open /dev/ttyACM0', 'forbidden'],
  ['Opening COM3: Access denied', 'forbidden'],
  ['Error Resource temporarily unavailable Cannot lock port', 'held'],
  ['Error: No such file or directory, cannot open /dev/ttyACM0', 'missing'],
  ['Opening COM3: File not found', 'missing'],
  ['something else', 'other'],
  [null, 'other'],
] as const)('%j is %s', (message, why) => {
  expect(whyClosed(message)).toBe(why)
})

test('what a printer answered is shown with its control characters', () => {
  expect(printerWords('\u0002030,0\u0003\r\n\u0002001\u0003\r\n')).toBe(
    '‹STX›030,0‹ETX›‹CR›‹LF›\n‹STX›001‹ETX›‹CR›‹LF›',
  )
  expect(printerWords('\u0000\u00ff~')).toBe('‹NUL›‹FF›~')
})

describe('a source of racks in its form', () => {
  const sources = [
    { kind: 'folder', name: 'F', folder: '/racks' },
    { kind: 'micronic', name: 'M', url: 'http://localhost:2500' },
    {
      ...{ kind: 'visionmate', name: 'V', host: 'scanner', port: 8000, order: 'rows' },
      ...{ noTube: ['No Tube', 'leer'], noRead: [] },
    },
  ] as const
  test.each(sources)('$kind comes back as it was', (source) => {
    const read = rackSource.parse(source)
    expect(sourceOfDraft(draftOf(read), 'usual')).toEqual(read)
  })

  it('takes its kind for a name where none was given', () => {
    const draft = draftOf({ kind: 'folder', name: '  ', folder: ' /racks ' })
    expect(sourceOfDraft(draft, 'Watched folder')).toEqual({
      ...{ kind: 'folder', name: 'Watched folder', folder: '/racks' },
    })
  })
})

describe('a layout that is being taught', () => {
  const text = [
    'Plate: RK-7;;',
    'Pos;Code;Zeit',
    ...[...'ABCDEF'].map((row, n) => `${row}1;${n > 3 ? 'LEER' : `FR0100${n}`};12:0${n}`),
  ].join('\n')
  const learnt = learnLayout(text)
  if (!learnt.ok) throw new Error('the sample is to be learnt from')
  const proposal = learnt.value[0]!

  it('is none while a word or the name is open', () => {
    const answers = answersOf(proposal)
    expect(openWords(proposal, answers).map(({ word }) => word)).toEqual(['LEER'])
    expect(layoutOf(proposal, { ...answers, name: 'Ours' })).toBeNull()
    expect(layoutToTry(proposal, answers)).toBeNull()
    const said = { ...answers, meanings: { LEER: 'no-tube' as const } }
    expect(layoutToTry(proposal, said)).not.toBeNull()
    expect(layoutOf(proposal, { ...said, name: ' ' })).toBeNull()
    expect(layoutOf(proposal, { ...said, name: ' Ours ' })).toMatchObject({
      ...{ name: 'Ours', noTube: ['LEER'], noRead: [], rack: { line: 0, label: 'Plate:' } },
    })
  })

  it('shows the lines above the tubes apart', () => {
    const lines = sampleLines(text, proposal.layout, 2)
    expect(lines.map(({ isAbove, cells }) => [isAbove, cells[0]])).toEqual([
      ...[
        [true, 'Plate: RK-7'],
        [true, 'Pos'],
        [false, 'A1'],
        [false, 'B1'],
      ],
    ])
  })
})
