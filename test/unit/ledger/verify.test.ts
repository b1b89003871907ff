import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, type Json } from '#shared/ledger/canonical.ts'
import { toHex } from '#shared/ledger/envelope.ts'
import { type EventFinding, type Finding, MOST_DEPENDENTS } from '#shared/ledger/findings.ts'
import { createVerifier, type Verified, type VerifyGiven } from '#shared/ledger/verify.ts'
import { type KeptEvent, plainUid } from '#shared/ledger/verify-chain.ts'
import type { KeptPosition } from '#shared/ledger/verify-order.ts'
import type { KeptSeal } from '#shared/ledger/verify-seal.ts'
import { verifySignature } from '../../../electron/ed25519.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { FOREIGN, INSTALL, KeptLedger, OWN, sealOf, testKey } from '../../support/ledger/kept.ts'

const KEY = testKey()

interface Rows {
  readonly events: readonly KeptEvent[]
  readonly order?: readonly KeptPosition[]
  readonly seals?: readonly KeptSeal[]
}

function verified(
  { events, order = [], seals = [] }: Rows,
  more: Partial<VerifyGiven> = {},
): Verified {
  const verifier = createVerifier({ sha256, verifySignature, install: INSTALL, ...more })
  for (const e of events) verifier.event(e)
  for (const position of order) verifier.position(position)
  for (const seal of seals) verifier.seal(seal)
  return verifier.end()
}

/** Two chains: the bench's own names its key first. Row 1 names; own 2, 3, 5; foreign 4, 6. */
function ledger(): KeptLedger {
  const kept = new KeptLedger()
  kept.name(OWN, KEY)
  for (const chain of [OWN, OWN, FOREIGN, OWN, FOREIGN]) kept.add(chain)
  return kept
}

/** The ledger of six with one row changed, or without it where `change` gives nothing. */
function harmed(row: number, change: (e: KeptEvent) => KeptEvent | null): KeptEvent[] {
  return ledger().events.flatMap((e) => (e.row === row ? (change(e) ?? []) : e))
}

const faults = (findings: readonly Finding[]): string[] =>
  findings.map((one) =>
    one.type === 'event' ? `${one.fault} ${one.event}` : `${one.type} ${JSON.stringify(one)}`,
  )

const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, i) => (i === 9 ? byte ^ 4 : byte))
const eventFinding = (result: Verified): EventFinding => result.findings[0] as EventFinding

describe('a ledger that is sound', () => {
  test('has no finding, and its chains end where they end', () => {
    const kept = ledger()
    const seals = [sealOf(kept.events[1]!, KEY), sealOf(kept.events[4]!, KEY)]
    const result = verified({ events: kept.events, order: kept.order(), seals })
    expect(result).toMatchObject({ events: 6, order: 6, seals: 2, acts: 1, findings: [] })
    expect(result.chains).toEqual([
      {
        name: OWN,
        own: true,
        events: 4,
        seq: 4,
        hash: toHex(kept.events[4]!.hash),
        sealed: { seq: 4, at: 1_000, key: KEY.public, protection: 'keychain' },
        keys: [KEY.public],
      },
      {
        name: FOREIGN,
        own: false,
        events: 2,
        seq: 2,
        hash: toHex(kept.events[5]!.hash),
        sealed: null,
        keys: [],
      },
    ])
  })

  test('may lack events of another bench, and its keys with them', () => {
    const kept = new KeptLedger()
    kept.name(FOREIGN, KEY)
    kept.add(FOREIGN)
    const act = kept.act(FOREIGN, KEY)
    const events = kept.events.slice(2).map((e) => ({ ...e, row: e.row - 2 }))
    const seals = [sealOf(act, KEY), { ...sealOf(kept.events[1]!, KEY), event: null }]
    expect(verified({ events, seals }).findings).toEqual([])
    expect(faults(verified({ events }, { install: FOREIGN.slice(0, 36) }).findings)).toEqual([
      'missing 1',
    ])
  })

  test('may hold what no version of ours can read', () => {
    const kept = new KeptLedger()
    for (const body of ['no JSON', '7', '{"uid":7,"base":[]}', '[]']) kept.put(FOREIGN, body, '')
    const events = kept.events.map((e) => ({ ...e, uid: toHex(e.hash).slice(0, 36) }))
    expect(verified({ events }).findings).toEqual([])
    const unnamed = events.map((e) => ({ ...e, uid: null }))
    expect(verified({ events: unnamed }).findings).toEqual([])
  })

  test('may keep an event under its hash whose identity another one has', () => {
    const kept = ledger()
    const { body } = kept.events[1]!
    const twin = kept.put(FOREIGN, body, '')
    const events = [...kept.events.slice(0, -1), { ...twin, uid: toHex(twin.hash).slice(0, 36) }]
    expect(verified({ events }, { isTaken: () => true }).findings).toEqual([])
    expect(faults(verified({ events }, { isTaken: () => false }).findings)).toEqual(['uid 7'])
    expect(faults(verified({ events }).findings)).toEqual(['uid 7'])
  })
})

describe('the first bad event is named when', () => {
  test.each<[string, number, (e: KeptEvent) => KeptEvent | null, string[]]>([
    ['its body was changed', 3, (e) => ({ ...e, body: e.body.replace('Ida', 'Eve') }), ['hash 3']],
    ['its hash was changed', 3, (e) => ({ ...e, hash: flipped(e.hash) }), ['hash 3']],
    ['its prev was changed', 3, (e) => ({ ...e, prev: flipped(e.prev) }), ['hash 3']],
    ['its number was changed', 3, (e) => ({ ...e, seq: 7 }), ['hash 3']],
    [
      'it was moved to another chain',
      3,
      (e) => ({ ...e, chain: FOREIGN }),
      ['hash 3', 'missing 5'],
    ],
    ['its chain has no name', 3, (e) => ({ ...e, chain: null }), ['chain 3', 'missing 5']],
    ['it is gone from the bench’s own chain', 3, () => null, ['missing 5', 'row 4']],
    ['it is gone from another bench’s chain', 4, () => null, ['row 5']],
    ['it has another identity', 3, (e) => ({ ...e, uid: 'another' }), ['uid 3']],
    ['its hash is cut', 3, (e) => ({ ...e, hash: e.hash.slice(1) }), ['form 3']],
    ['its number is none', 3, (e) => ({ ...e, seq: 0 }), ['form 3']],
    ['its row is another', 6, (e) => ({ ...e, row: 9 }), ['row 9']],
  ])('%s', (_, row, change, expected) => {
    const found = faults(verified({ events: harmed(row, change) }).findings)
    expect(found.toSorted()).toEqual(expected.toSorted())
  })

  test('it was exchanged together with its hash: then the next one does not follow', () => {
    const kept = ledger()
    const other = new KeptLedger()
    other.name(OWN, KEY)
    other.put(OWN, kept.events[1]!.body, 'x')
    const lie = other.put(OWN, kept.events[2]!.body.replace('Ida', 'Eve'), kept.events[2]!.uid!)
    const events = kept.events.map((e) => (e.row === 3 ? { ...lie, prev: e.prev } : e))
    expect(faults(verified({ events }).findings)).toEqual(['link 5'])
  })

  test('it is another envelope of an event that is not there', () => {
    const verifier = createVerifier({ sha256, verifySignature, install: INSTALL })
    const [{ prev, hash, seq }] = ledger().events as [KeptEvent]
    verifier.alias({ chain: FOREIGN, seq, prev, hash, event: 7, body: null })
    expect(verifier.end().findings).toMatchObject([{ fault: 'fact', event: 7, isAlias: true }])
  })

  test('two stand at one place', () => {
    const kept = ledger()
    const [, , third] = kept.events
    const twice = { ...third!, row: 7 }
    expect(faults(verified({ events: [...kept.events, twice] }).findings)).toEqual(['seq 7'])
  })
})

describe('of the first bad event it is told', () => {
  test('what it says, by whom, when and of what', () => {
    const result = verified({
      events: harmed(3, (e) => ({ ...e, body: e.body.replace('Ida', 'Eve') })),
    })
    const says = { type: 'specimen.moved', at: 3, actor: 'Eve', entities: ['tube:T1'] }
    expect(eventFinding(result)).toMatchObject({ chain: OWN, seq: 3, event: 3, says })
  })

  test('that it says nothing which can be read', () => {
    const result = verified({ events: harmed(3, (e) => ({ ...e, body: '{' })) })
    expect(eventFinding(result)).toMatchObject({ fault: 'hash', says: null })
    const odd = verified({ events: harmed(3, (e) => ({ ...e, body: '{"ents":7}' })) })
    const says = { type: '?', at: 0, actor: '?', entities: [] }
    expect(eventFinding(odd)).toMatchObject({ fault: 'hash', says })
  })

  test('from where on events are missing, and how many after that hang in the air', () => {
    const kept = new KeptLedger()
    for (let n = 0; n < 9; n++) kept.add(OWN)
    const events = kept.events.filter(({ seq }) => seq !== 4 && seq !== 5)
    const found = eventFinding(verified({ events }, {}))
    expect(found).toMatchObject({ fault: 'missing', seq: 6, from: 4, unproven: 3, alsoBad: 0 })
  })

  test('that later ones are proven all the same where only it was changed', () => {
    const found = (change: (e: KeptEvent) => KeptEvent) =>
      eventFinding(verified({ events: harmed(2, change) }))
    expect(found((e) => ({ ...e, body: '{}' }))).toMatchObject({ unproven: 0, alsoBad: 0 })
    expect(found((e) => ({ ...e, prev: flipped(e.prev) }))).toMatchObject({ unproven: 0 })
    expect(found((e) => ({ ...e, hash: flipped(e.hash) }))).toMatchObject({ unproven: 0 })
  })

  test('which later events, of any chain, name it as what they saw', () => {
    const kept = ledger()
    const bad = kept.events[1]!
    kept.add(FOREIGN, { base: { 'tube:T1': [bad.uid!] }, ents: ['tube:T1', 'position:B/1'] })
    kept.add(OWN, { base: { 'tube:T1': ['unknown'] } })
    for (let n = 0; n < MOST_DEPENDENTS + 5; n++)
      kept.add(OWN, { base: { a: [bad.uid!], b: [bad.uid!] } })
    const events = kept.events.map((e) => (e.row === 2 ? { ...e, body: `${e.body} ` } : e))
    const found = eventFinding(verified({ events }))
    expect(found.dependentCount).toBe(MOST_DEPENDENTS + 6)
    expect(found.dependents).toHaveLength(MOST_DEPENDENTS)
    expect(found.dependents[0]).toMatchObject({
      chain: FOREIGN,
      event: 7,
      type: 'specimen.moved',
      entities: ['tube:T1', 'position:B/1'],
    })
  })

  test('how many more are bad', () => {
    const events = ledger().events.map((e) => ({ ...e, body: `${e.body} ` }))
    expect(verified({ events }).findings).toMatchObject([
      { chain: OWN, event: 1, alsoBad: 3 },
      { chain: FOREIGN, event: 4, alsoBad: 1 },
    ])
  })
})

describe('a signed act', () => {
  const act = (change: (body: string) => string): Finding[] => {
    const kept = ledger()
    const { body } = kept.act(OWN, KEY, { data: { reason: 'expired' } })
    const forged = new KeptLedger()
    for (const e of kept.events.slice(0, -1)) forged.put(e.chain!, e.body, e.uid!)
    forged.put(OWN, change(body), kept.events.at(-1)!.uid!)
    return [...verified({ events: forged.events }).findings]
  }

  test('holds as it is', () => {
    expect(act((body) => body)).toEqual([])
  })

  test.each<[string, (body: string) => string]>([
    ['with another word in it', (body) => body.replace('expired', 'misread')],
    ['with another signature', (body) => body.replace(/"sig":"../, '"sig":"00')],
    ['with another key', (body) => body.replace(KEY.public, testKey().public)],
    ['with a cut signature', (body) => body.replace(/"sig":"../, '"sig":"')],
    ['with a signature of another form', (body) => body.replace(/"sig":\{.*?\}/, '"sig":7')],
    ['with a key that is no text', (body) => body.replace(/"key":"[^"]*"/, '"key":7')],
    ['with a number that no ledger holds', (body) => body.replace('"expired"', '0.5')],
  ])('does not %s', (_, change) => {
    expect(faults(act(change))).toEqual(['act 7'])
  })

  test('of a key that its chain never names does not, wherever it stands', () => {
    const kept = ledger()
    const stranger = testKey()
    kept.act(OWN, stranger)
    kept.act(OWN, stranger)
    expect(faults(verified({ events: kept.events }).findings)).toEqual(['act 7'])
    expect(verified({ events: kept.events }, { anyKey: true }).findings).toEqual([])
    kept.name(OWN, stranger)
    expect(verified({ events: kept.events }).findings).toEqual([])
  })

  test('that names a key which has not signed it names none', () => {
    const kept = new KeptLedger()
    const [mine, theirs] = [testKey(), testKey()]
    kept.name(OWN, mine)
    kept.act(OWN, mine, { type: 'bench.key_added', data: { key: theirs.public } })
    expect(verified({ events: kept.events }).chains[0]?.keys).toEqual([mine.public])
  })
})

describe('a seal', () => {
  const finding = (change: (seal: KeptSeal) => KeptSeal, more: Partial<VerifyGiven> = {}) => {
    const kept = ledger()
    const seals = [change(sealOf(kept.events[4]!, KEY))]
    return verified({ events: kept.events, seals }, more).findings
  }

  test('holds as it is', () => {
    expect(finding((seal) => seal)).toEqual([])
  })

  test.each<[string, string, (seal: KeptSeal) => KeptSeal]>([
    ['of another signature', 'signature', (seal) => ({ ...seal, sig: flipped(seal.sig) })],
    ['of another time', 'signature', (seal) => ({ ...seal, at: 7 })],
    ['of another protection', 'signature', (seal) => ({ ...seal, protection: 'file' })],
    ['of no known protection', 'form', (seal) => ({ ...seal, protection: 'trust' })],
    ['of no chain', 'form', (seal) => ({ ...seal, chain: null })],
    ['of no time', 'form', (seal) => ({ ...seal, at: 0.5 })],
    ['with a cut hash', 'form', (seal) => ({ ...seal, hash: seal.hash.slice(1) })],
    ['of an event that is gone', 'missing', (seal) => ({ ...seal, event: null })],
    ['of another event', 'event', (seal) => ({ ...seal, event: flipped(seal.hash) })],
  ])('does not %s', (_, fault, change) => {
    expect(finding(change)).toMatchObject([{ type: 'seal', fault }])
  })

  test('without a key cannot be named by it', () => {
    const noKey = (seal: KeptSeal) => ({ ...seal, key: null as unknown as Uint8Array })
    expect(finding(noKey)).toMatchObject([{ fault: 'form', key: '?' }])
  })

  test('by a key that the chain has not named, or of a chain that is not here, does not', () => {
    const kept = ledger()
    const stranger = testKey()
    const seals = [sealOf(kept.events[4]!, stranger)]
    const sealed = (more: Partial<VerifyGiven>) => verified({ events: kept.events, seals }, more)
    expect(sealed({}).findings).toMatchObject([{ type: 'seal', fault: 'key' }])
    expect(sealed({ anyKey: true }).findings).toEqual([])
    expect(verified({ events: [], seals }).findings).toMatchObject([{ fault: 'missing' }])
  })

  test('that is older than another does not take its place', () => {
    const kept = ledger()
    const seals = [kept.events[4]!, kept.events[1]!].map((e) => sealOf(e, KEY))
    expect(verified({ events: kept.events, seals }).chains[0]?.sealed?.seq).toBe(4)
  })
})

const LOST = {
  event: null,
  running: null,
  receivedAt: null,
  receipt: null,
} as unknown as Partial<KeptPosition>

describe('the common order', () => {
  const finding = (change: (order: KeptPosition[]) => KeptPosition[]) => {
    const kept = ledger()
    return verified({ events: kept.events, order: change(kept.order()) }).findings
  }
  const at = (pos: number, change: Partial<KeptPosition>) => (order: KeptPosition[]) =>
    order.map((row) => (row.pos === pos ? { ...row, ...change } : row))

  test.each<[string, string, number, (order: KeptPosition[]) => KeptPosition[]]>([
    ['a position is gone', 'gap', 4, (order) => order.filter(({ pos }) => pos !== 3)],
    ['an event is not there', 'event', 3, at(3, { event: null })],
    ['a running hash is another', 'running', 3, at(3, { running: new Uint8Array(32) })],
    ['a row has lost its columns', 'running', 3, at(3, LOST)],
    ['a time is none', 'receipt', 3, at(3, { receivedAt: null as unknown as number })],
    [
      'an event has no hash',
      'event',
      3,
      (order) => at(3, { event: { ...order[2]!.event!, hash: LOST.running! } })(order),
    ],
    ['a time is another', 'receipt', 3, at(3, { receivedAt: 7 })],
    ['a receipt is another', 'receipt', 3, at(3, { receipt: new Uint8Array(32) })],
    ['the last receipt is another', 'receipt', 6, at(6, { receipt: new Uint8Array(32) })],
  ])('does not hold where %s', (_, fault, pos, change) => {
    expect(finding(change)).toMatchObject([{ type: 'order', fault, pos }])
  })

  test('is bad once where one row is', () => {
    for (const change of [{ running: new Uint8Array(32) }, { event: null }, { receivedAt: 7 }])
      expect(finding(at(3, change))).toMatchObject([{ alsoBad: 0 }])
  })

  test('is bad at both where two events have changed places', () => {
    const swapped = (order: KeptPosition[]) =>
      order.map((row) => ({
        ...row,
        event: order[row.pos === 2 ? 2 : row.pos === 3 ? 1 : row.pos - 1]!.event,
      }))
    expect(finding(swapped)).toMatchObject([{ fault: 'running', pos: 2, alsoBad: 1 }])
  })

  test('of an older format keeps no receipts', () => {
    expect(finding((order) => order.map((row) => ({ ...row, receipt: null })))).toEqual([])
  })
})

describe('a check of a ledger’s end', () => {
  test('goes on after what stands before, and finds what does not follow', () => {
    const kept = ledger()
    const [before, last] = [kept.events[2]!, kept.events[4]!]
    const order = kept.order()
    const tail = (hash: Uint8Array) => {
      const start = { pos: 4, running: order[3]!.running, receipt: null }
      const given = { sha256, verifySignature, install: INSTALL, anyKey: true }
      const verifier = createVerifier(given, null, start)
      verifier.resume(OWN, { seq: before.seq, hash })
      verifier.event(last)
      for (const row of order.slice(4)) verifier.position({ ...row, receipt: null })
      return verifier.end()
    }
    expect(tail(before.hash)).toMatchObject({ events: 1, order: 2, findings: [] })
    expect(faults(tail(flipped(before.hash)).findings)).toEqual(['link 5'])
  })
})

describe('what is read of a body without reading it', () => {
  const uid = '0190a1b2-0000-7000-8000-000000000001'
  const other = '0190a1b2-0000-7000-8000-000000000002'
  const via = { device: 'Zebra DS2208', source: 'wedge' }

  test('is the identity that it names, whatever else it says', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => canBeWritten(value))
    fc.assert(
      fc.property(json, fc.boolean(), (data, hasVia) => {
        const body = canonical({ data, uid, v: 1, ...(hasVia ? { via } : {}) } as Json)
        expect([uid, null]).toContain(plainUid(body))
      }),
    )
    expect(plainUid(canonical({ data: { uid: other }, uid, v: 1, via }))).toBe(uid)
    expect(plainUid(canonical({ ents: [], uid, v: 1 }))).toBe(uid)
  })

  test.each<[string, string]>([
    ['a name further in', canonical({ data: { a: 1, uid: other, v: 1 } })],
    ['a name further in, with a device', canonical({ data: { a: 1, uid: other, v: 1, via } })],
    ['a name in a list', canonical([{ a: 1, uid: other, v: 1 }])],
    ['a name in a text', canonical({ note: `,"uid":"${other}","v":1}` })],
    ['a signed act', canonical({ a: 1, sig: { key: '', sig: '' }, uid, v: 1 })],
    ['a signed act with a blank', `{"a":1,"sig" :{},"uid":"${uid}","v":1}`],
    ['a name that is spelt', `{"a":1,"\\u0073ig":{},"uid":"${uid}","v":1}`],
    ['a device that is spelt', canonical({ a: 1, uid, v: 1, via: { ...via, device: '"' } })],
    ['another order of members', `{"v":1,"uid":"${uid}"}`],
    ['no name', '{}'],
  ])('is nothing of %s', (_, body) => {
    expect(plainUid(body)).toBeNull()
  })
})

function canBeWritten(value: unknown): boolean {
  try {
    canonical(value as Json)
    return true
  } catch {
    return false
  }
}
