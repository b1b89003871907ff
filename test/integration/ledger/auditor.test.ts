import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { envelopeHash, runningHash } from '#shared/ledger/envelope.ts'
import { type ExportLine, writeLine } from '#shared/ledger/export.ts'
import { receiptHash } from '#shared/ledger/seal.ts'
import { MOST_LINES } from '#shared/ledger/verify-export.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { seeded } from '../../../electron/store/demo/random.ts'
import { verifyExport } from '../../../electron/store/verify/export-file.ts'
import { audit, forge, inItsWords } from '../../support/ledger/auditor.ts'
import { KEY, provenLedger } from '../../support/ledger/proven-ledger.ts'

const proven = provenLedger()
const SOUND = readFileSync(proven.exported, 'utf8').trimEnd().split('\n')
afterAll(() => proven.remove())

type Of<T extends ExportLine['t']> = Extract<ExportLine, { t: T }>

/** The lines with one of a kind changed: the `nth` of it, from 0. */
function change<T extends ExportLine['t']>(
  kind: T,
  nth: number,
  how: (line: Of<T>) => Of<T>,
): string[] {
  const at = SOUND.flatMap((line, i) => (JSON.parse(line).t === kind ? [i] : []))[nth]!
  return SOUND.map((line, i) => (i === at ? writeLine(how(JSON.parse(line))) : line))
}

const without = (kind: ExportLine['t'], nth: number): string[] => {
  const at = SOUND.flatMap((line, i) => (JSON.parse(line).t === kind ? [i] : []))[nth]!
  return SOUND.filter((_, i) => i !== at)
}

/** What both say of a file; that they agree is asserted. */
function both(file: string): readonly string[] {
  const audited = audit(file)
  const ours = verifyExport(file)!
  expect(audited.sound).toBe(ours.sound)
  expect(audited.code).toBe(ours.sound ? 0 : 1)
  const lines = new Set(audited.faults.filter((one) => one.startsWith('line')).slice(0, MOST_LINES))
  const named = audited.faults.filter((one) => lines.has(one) || !one.startsWith('line'))
  expect([...new Set(named)].toSorted()).toEqual([...new Set(inItsWords(ours.findings))])
  return audited.faults
}

const file = join(proven.folder, 'changed.jsonl')
const signed = (lines: readonly string[]): readonly string[] => {
  forge(file, lines)
  return both(file)
}
const ZEROES = '0'.repeat(64)
const flip = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1)

type Lines<T extends ExportLine['t']> = Of<T>[]
const linesOf = <T extends ExportLine['t']>(kind: T): Lines<T> =>
  SOUND.slice(1)
    .map((line) => JSON.parse(line))
    .filter(({ t }) => t === kind)

/** The export of a ledger with one event more at the end of a chain: no key is needed for its hash. */
function longer(isOwn: boolean, bodyOf: (last: Of<'event'>) => string): string[] {
  const [head, heads] = [JSON.parse(SOUND[0]!), linesOf('heads')[0]!]
  const last = linesOf('event').findLast(({ chain }) => chain.startsWith(head.bench) === isOwn)!
  const envelope = { chain: last.chain, seq: last.seq + 1, prev: last.hash, body: bodyOf(last) }
  const more = { t: 'event', ...envelope, hash: envelopeHash(sha256, envelope) } as const
  const end = { chain: more.chain, seq: more.seq, hash: more.hash }
  const ends = heads.heads.map((one) => (one.chain === more.chain ? end : one))
  const events = head.events + 1
  return [
    writeLine({ ...head, events }),
    ...SOUND.slice(1, events),
    writeLine(more),
    ...SOUND.slice(events, -2),
    writeLine({ ...heads, heads: ends }),
    SOUND.at(-1)!,
  ]
}

const outsider = (): string[] =>
  longer(false, ({ body }) =>
    body.replace(/,"sig":\{[^}]*\}/, '').replace(/"uid":"....../, '"uid":"ffffff'),
  )

/** Bodies that a careless writer may sign, and whether they are acts that hold. */
const ACTS: readonly [string, string, string, boolean][] = [
  ['has no blank', '"data":{"n":1}', '"sig":', true],
  ['has a blank before a colon', '"data":{"n":1}', '"sig" :', true],
  ['has a line feed before a colon', '"data":{"n":1}', '"sig"\n:', true],
  ['spells its name', '"data":{"n":1}', '"\\u0073ig":', true],
  ['has a part of a number', '"data":{"n":1.5}', '"sig":', false],
  ['has a number that is too large', '"data":{"n":9007199254740993}', '"sig":', false],
  ['has text that is not composed', '"data":{"n":"e\u0301"}', '"sig":', false],
  ['has a name that is not composed', '"data":{"e\u0301":1}', '"sig":', false],
]
const REST = '"type":"a.b","uid":"0192aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaac","v":1'

function act(data: string, name: string): string {
  const text = JSON.stringify(JSON.parse(`{${data},${REST}}`))
  const sig = KEY.sign(Buffer.concat([Buffer.from('act1'), sha256(Buffer.from(text))]))
  return `{${data},${name}{"key":"${KEY.public}","sig":"${sig}"},${REST}}`
}

/** And with one position more, of an event that has one: as only the service could make it. */
function placedTwice(): string[] {
  const head = JSON.parse(SOUND[0]!)
  const last = linesOf('order').at(-1)!
  const pos = last.pos + 1
  const { hash } = linesOf('event').find(
    ({ chain, seq }) => chain === last.chain && seq === last.seq,
  )!
  const more = {
    ...last,
    pos,
    running: runningHash(sha256, last.running, pos, hash),
    receipt: receiptHash(sha256, last.receipt, pos, last.received_at),
  }
  const orders = head.orders + 1
  const at = SOUND.indexOf(writeLine(last)) + 1
  return [
    writeLine({ ...head, orders }),
    ...SOUND.slice(1, at),
    writeLine(more),
    ...SOUND.slice(at),
  ]
}

describe('two verifiers that share no code', () => {
  test('find an export sound, and count the same', () => {
    expect(both(proven.exported)).toEqual([])
    const { lines } = audit(proven.exported)
    const ours = verifyExport(proven.exported)!
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({
      events: ours.events,
      orders: ours.order,
      seals: ours.seals,
      acts: ours.acts,
      key: ours.made!.key,
    })
    expect(ours).toMatchObject({ events: 43, order: 37, seals: 5, acts: 8 })
    expect(signed(SOUND)).toEqual([])
  })

  test.each<[string, () => string[]]>([
    ['a body was changed', () => change('event', 9, (e) => ({ ...e, body: `${e.body} ` }))],
    ['a hash was changed', () => change('event', 9, (e) => ({ ...e, hash: flip(e.hash) }))],
    ['a prev was changed', () => change('event', 9, (e) => ({ ...e, prev: flip(e.prev) }))],
    ['a number was changed', () => change('event', 9, (e) => ({ ...e, seq: e.seq + 1 }))],
    ['an event is gone', () => without('event', 9)],
    ['the last event is gone', () => without('event', 42)],
    ['another bench’s event is gone', () => without('event', 36)],
    ['a position is gone', () => without('order', 9)],
    ['the last position is gone', () => without('order', 36)],
    ['another bench’s event has no place in the order', () => outsider()],
    ['another bench’s event has two places', () => placedTwice()],
    ['a running hash was changed', () => change('order', 5, (o) => ({ ...o, running: ZEROES }))],
    ['a time was changed', () => change('order', 5, (o) => ({ ...o, received_at: 7 }))],
    ['a time before 1970 was put in', () => change('order', 5, (o) => ({ ...o, received_at: -7 }))],
    ['a receipt was changed', () => change('order', 5, (o) => ({ ...o, receipt: ZEROES }))],
    ['the order names no event', () => change('order', 5, (o) => ({ ...o, seq: 9_999 }))],
    ['the order names another', () => change('order', 5, (o) => ({ ...o, seq: o.seq + 1 }))],
    [
      'a seal’s signature was changed',
      () => change('seal', 1, (s) => ({ ...s, sig: flip(s.sig) })),
    ],
    ['a seal’s time was changed', () => change('seal', 1, (s) => ({ ...s, at: s.at + 1 }))],
    ['a seal’s key was changed', () => change('seal', 1, (s) => ({ ...s, key: flip(s.key) }))],
    ['a seal was moved', () => change('seal', 1, (s) => ({ ...s, seq: s.seq + 1 }))],
    ['a seal is gone', () => without('seal', 1)],
    ['the heads are gone', () => without('heads', 0)],
    ['a head is gone', () => change('heads', 0, (h) => ({ ...h, heads: h.heads.slice(1) }))],
    [
      'the heads are not sorted',
      () => change('heads', 0, (h) => ({ ...h, heads: h.heads.toReversed() })),
    ],
    [
      'the anchor is ahead',
      () => change('heads', 0, (h) => ({ ...h, anchor: { ...h.anchor!, seq: 99 } })),
    ],
    [
      'the anchor has another event',
      () => change('heads', 0, (h) => ({ ...h, anchor: { ...h.anchor!, hash: ZEROES } })),
    ],
    [
      'the anchor has more events',
      () => change('heads', 0, (h) => ({ ...h, anchor: { ...h.anchor!, events: 99 } })),
    ],
    [
      'the anchor has another order',
      () => change('heads', 0, (h) => ({ ...h, anchor: { ...h.anchor!, running: ZEROES } })),
    ],
    [
      'the anchor has more of the order',
      () => change('heads', 0, (h) => ({ ...h, anchor: { ...h.anchor!, pos: 99 } })),
    ],
    ['two events changed places', () => swap(9, 10)],
    ['an event comes twice', () => twice(9)],
    [
      'an event comes after the seals',
      () => [...SOUND.slice(0, -2), SOUND[9]!, ...SOUND.slice(-2)],
    ],
    ['the heads come twice', () => twice(SOUND.length - 2)],
    ['the first line is gone', () => SOUND.slice(1)],
    ['the first line comes twice', () => twice(0)],
    [
      'the bench is another',
      () => SOUND.map((line, i) => (i === 0 ? line.replace('11111111', '22222222') : line)),
    ],
    [
      'the count is another',
      () => SOUND.map((line, i) => (i === 0 ? line.replace('"seals":5', '"seals":4') : line)),
    ],
    ['a line is empty', () => [...SOUND.slice(0, 5), '', ...SOUND.slice(5)]],
    [
      'a line has a blank',
      () => SOUND.map((line, i) => (i === 5 ? line.replace(',', ', ') : line)),
    ],
    [
      'a line has one member more',
      () => SOUND.map((line, i) => (i === 5 ? line.replace('{', '{"a":1,') : line)),
    ],
    [
      'a line has a member twice',
      () => SOUND.map((line, i) => (i === 5 ? line.replace('"t":', '"t":"event","t":') : line)),
    ],
    [
      'a line is of another kind',
      () => SOUND.map((line, i) => (i === 5 ? line.replace('"t":"event"', '"t":"fact"') : line)),
    ],
    [
      'a body has half a character',
      () => SOUND.map((line, i) => (i === 5 ? line.replace('"body":"', '"body":"\\ud800') : line)),
    ],
  ])('agree on what is wrong where %s and all is signed anew', (_, lines) => {
    expect(signed(lines()).length).toBeGreaterThan(0)
  })

  test.each<[string, (lines: string[]) => string]>([
    ['is cut off', (lines) => lines.join('\n')],
    ['has no last line', (lines) => `${lines.slice(0, -1).join('\n')}\n`],
    ['ends with two lines', (lines) => `${[...lines, lines.at(-1)].join('\n')}\n`],
    ['is signed by half', (lines) => `${[...lines.slice(0, -1), end({ sig: null })].join('\n')}\n`],
    [
      'is signed by another',
      (lines) => `${[...lines.slice(0, -1), end({ key: ZEROES })].join('\n')}\n`,
    ],
    [
      'has another signature',
      (lines) => `${[...lines.slice(0, -1), end({ sig: '0'.repeat(128) })].join('\n')}\n`,
    ],
    [
      'has another sum',
      (lines) => `${[...lines.slice(0, -1), end({ sha256: ZEROES })].join('\n')}\n`,
    ],
    ['has line ends of another system', (lines) => `${lines.join('\r\n')}\r\n`],
    ['begins with a byte order mark', (lines) => `\ufeff${lines.join('\n')}\n`],
  ])('agree on an export that %s', (_, text) => {
    writeFileSync(file, text([...SOUND]))
    expect(both(file).length).toBeGreaterThan(0)
  })

  test('agree that one is whole that nobody has signed, and say so', () => {
    const lines = [...SOUND.slice(0, -1), end({ key: null, sig: null })]
    writeFileSync(file, `${lines.join('\n')}\n`)
    expect(both(file)).toEqual([])
    expect(JSON.parse(audit(file).lines.at(-1)!).notes).toEqual(['export-unsigned'])
    expect(verifyExport(file)!.notes).toContain('export-unsigned')
    expect(JSON.parse(audit(proven.exported).lines.at(-1)!).notes).toEqual([])
  })

  test.each(ACTS)('agree on a signed act that %s', (_, data, name, holds) => {
    const faults = signed(longer(true, () => act(data, name)))
    expect(faults).toEqual(holds ? [] : [expect.stringMatching(/^event act /)])
    expect(verifyExport(file)!.acts).toBe(9)
  })

  test('agree on a signature that is none, with a blank before its colon', () => {
    const faults = signed(longer(true, () => `{"data":{},"sig" :1,${REST}}`))
    expect(faults).toEqual([expect.stringMatching(/^event act /)])
  })

  const SEED = Date.now() % 1_000_000
  test(`agree on bits that are turned anywhere (seed ${SEED})`, () => {
    const random = seeded(SEED)
    const bytes = readFileSync(proven.exported)
    for (let n = 0; n < 40; n++) {
      const changed = Buffer.from(bytes)
      changed[random.below(bytes.length)]! ^= 1 << random.below(8)
      writeFileSync(file, changed)
      expect(both(file).length).toBeGreaterThan(0)
    }
  }, 60_000)
})

const swap = (a: number, b: number): string[] =>
  SOUND.map((line, i) => SOUND[i === a ? b : i === b ? a : i] ?? line)

const twice = (at: number): string[] => [...SOUND.slice(0, at + 1), ...SOUND.slice(at)]

const end = (change: Partial<Of<'end'>>): string =>
  writeLine({ ...(JSON.parse(SOUND.at(-1)!) as Of<'end'>), ...change })
