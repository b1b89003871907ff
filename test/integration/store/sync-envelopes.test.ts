import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { branchName, withoutBranch } from '#shared/ledger/chain.ts'
import { type Envelope, fromHex, NO_HASH } from '#shared/ledger/envelope.ts'
import { receiptHash } from '#shared/ledger/seal.ts'
import { insert, insertAlias } from '../../../electron/store/ledger.ts'
import type { PulledPage } from '../../../electron/store/sync/apply.ts'
import { accessioned, at, BOX, SITE, stored, T1, T2, T3 } from '../../support/domain/facts.ts'
import { firstPage, foreignBody } from '../../support/store/foreign.ts'
import { linksOf } from '../../support/store/links.ts'
import { again } from '../../support/store/site.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { sha256, TestChain, testId } from '../../support/sync/events.ts'

let bench: TestBench
let chain: TestChain
let other: TestChain

beforeEach(() => {
  bench = new TestBench().found().box(BOX, 'BX-1')
  chain = new TestChain(testId('9', 1), 1, SITE)
  other = new TestChain(testId('9', 1), 7, SITE)
})
afterEach(() => bench.remove())

const apply = (envelopes: readonly Envelope[]) => bench.writer.applyPage(firstPage(envelopes))
const uids = () => bench.column('SELECT uid FROM event WHERE chain > 1 ORDER BY id')

describe('another envelope of a fact that is here', () => {
  test('is an alias of it: the fact is there once', () => {
    const body = foreignBody(accessioned(T1), 1)
    const first = chain.write(body)
    other.write(foreignBody(accessioned(T2), 2))
    const second = other.write(body)
    apply([first, other.events[0]!])
    const page = firstPage([first, other.events[0]!, second])
    expect(() => bench.writer.applyPage({ ...page, entries: page.entries.slice(2) })).toThrow(
      'one position',
    )
    expect(uids()).toEqual([testId('f', 1), testId('f', 2)])
  })

  test('may stand at the position, also of an alias of an alias, and gets it once', () => {
    const mine = bench.act('accession', accessioned(T1).data as never)
    expect(mine.ok).toBe(true)
    const [body] = bench.column<string>('SELECT body FROM event ORDER BY id DESC LIMIT 1')
    bench.writer.newLife('forked')
    const third = other.write(body!)
    const before = bench.column('SELECT count(*) FROM event')
    apply([third])
    expect(bench.column('SELECT count(*) FROM event')).toEqual(before)
    const [event] = bench.column('SELECT event FROM stream_order')
    expect(bench.rows('SELECT event, seq FROM alias ORDER BY id').at(-1)).toEqual({ event, seq: 1 })
    expect(bench.column('SELECT count(*) FROM alias WHERE event = ?', event)).toEqual([2])
    expect(bench.writer.fact(JSON.parse(body!).uid)?.envelope).toEqual(third)
    again(bench)
  })

  test('with another body is another event, whose identity is its hash', () => {
    const first = chain.write(foreignBody(accessioned(T1), 1))
    const second = other.write(foreignBody(accessioned(T2), 1))
    apply([first, second])
    expect(uids()).toEqual([testId('f', 1), second.hash.slice(0, 36)])
    expect(bench.column('SELECT count(*) FROM alias')).toEqual([0])
    again(bench)
  })

  test.each([
    'UPDATE alias SET seq = 9',
    'DELETE FROM alias',
    'INSERT OR REPLACE INTO alias SELECT * FROM alias',
    'INSERT INTO alias SELECT id + 1, chain, seq, prev, hash, event FROM alias LIMIT 1',
  ])('stays as it is: %s', (sql) => {
    bench.act('accession', accessioned(T1).data as never)
    bench.writer.newLife('forked')
    expect(() => bench.db.exec(sql)).toThrow('alias')
  })

  test('comes to the present chain only at its end, and an event as well', () => {
    bench.act('accession', accessioned(T1).data as never)
    const name = bench.writer.newLife('forked')
    const [present] = bench.rows<{ id: number }>(`SELECT id FROM chain WHERE name = '${name}'`)
    const seq = linksOf(bench, name).length
    const link = (at: number) => ({
      chain: name,
      seq: at,
      prev: NO_HASH,
      hash: NO_HASH,
      body: '{}',
    })
    for (const at of [seq, seq + 2, 1]) {
      expect(() => insert(bench.db, present!.id, link(at), testId('0', 1))).toThrow(
        'end of its chain',
      )
      expect(() => insertAlias(bench.db, present!.id, link(at), 1)).toThrow('end of its chain')
    }
    bench.damaged = true
    insertAlias(bench.db, present!.id, link(seq + 1), 1)
    expect(() => insert(bench.db, present!.id, link(seq + 1), testId('0', 1))).toThrow(
      'end of its chain',
    )
  })
})

describe('another event at a place that is taken', () => {
  const fork = (): TestChain => {
    chain.write(foreignBody(accessioned(T1), 1))
    chain.write(foreignBody(stored(T1, at('B3')), 2))
    chain.write(foreignBody(accessioned(T2), 3))
    const fork = chain.copy(1)
    fork.write(foreignBody(stored(T1, at('D1')), 4))
    fork.write(foreignBody(accessioned(T3), 5))
    return fork
  }

  test('stands in a branch of its chain, and both facts stay', () => {
    const branch = fork()
    apply([...chain.events, ...branch.events.slice(1)])
    expect(linksOf(bench, chain.name)).toEqual([1, 2, 3])
    expect(linksOf(bench, `${chain.name}#2`)).toEqual([2, 3])
    expect(bench.reader.specimen(T1)!.places).toHaveLength(2)
    expect(bench.reader.specimen(T3)).not.toBeNull()
    again(bench)
  })

  test('may be the third one, and each branch goes on by itself', () => {
    const branch = fork()
    const third = chain.copy(2)
    third.write(foreignBody(accessioned(T3), 6))
    third.write(foreignBody(accessioned(testId('7', 9)), 7))
    apply([...chain.events, ...third.events.slice(2), ...branch.events.slice(1)])
    expect(linksOf(bench, `${chain.name}#2`)).toEqual([3, 4])
    expect(linksOf(bench, `${chain.name}#3`)).toEqual([2, 3])
    again(bench)
  })

  test('is known when it comes again by a restored service', () => {
    const branch = fork()
    apply([...chain.events, ...branch.events.slice(1)])
    bench.writer.diverge({ pos: 0, hash: NO_HASH }, testId('e', 2))
    const page = firstPage([...branch.events, ...chain.events.slice(1)])
    const epoch = testId('e', 2)
    bench.writer.applyPage({ ...page, epoch, cursor: { ...page.cursor, epoch } })
    expect(uids()).toHaveLength(5)
    expect(bench.column("SELECT count(*) FROM chain WHERE instr(name, '#') > 0")).toEqual([1])
    again(bench)
  })

  test('is returned under the chain’s own name', () => {
    const branch = fork()
    apply([...chain.events, ...branch.events.slice(1)])
    bench.writer.diverge({ pos: 0, hash: NO_HASH }, testId('e', 2))
    const envelopes = bench.writer.limbo(0, { events: 9, bytes: 1e6 }).map((one) => one.envelope)
    expect(envelopes).toEqual([...chain.events, ...branch.events.slice(1)])
    expect(bench.writer.limbo(2, { events: 2, bytes: 1e6 }).map((one) => one.envelope)).toEqual(
      envelopes.slice(2, 4),
    )
    expect(bench.writer.limbo(0, { events: 9, bytes: 1 })).toHaveLength(1)
  })

  test('needs a branch only there: what is late fills its own chain', () => {
    fork()
    const [first, second, third] = chain.events as [Envelope, Envelope, Envelope]
    apply([third, first, second])
    expect(linksOf(bench, chain.name)).toEqual([1, 2, 3])
    expect(bench.column("SELECT count(*) FROM chain WHERE instr(name, '#') > 0")).toEqual([0])
  })

  test('has a name that says whose branch it is', () => {
    expect(branchName(chain.name, 1)).toBe(chain.name)
    expect(withoutBranch(branchName(chain.name, 3))).toBe(chain.name)
  })
})

interface Placed {
  readonly pos: number
  readonly received_at: number
  readonly quarantine: string | null
  readonly receipt: Uint8Array
}

describe('what the service has marked', () => {
  const marked = (): PulledPage => {
    const page = firstPage([
      chain.write(foreignBody(accessioned(T1), 1)),
      chain.write(
        foreignBody(stored(T1, at('B3')), 2, { base: { [`tube:${T1}`]: [testId('f', 8)] } }),
      ),
      other.write(foreignBody(accessioned(T1, { accession: '26-9-00009' }), 8)),
    ])
    const entries = page.entries.map((entry) =>
      entry.pos === 2 ? { ...entry, quarantined: 'CAUSE_LOST' } : entry,
    )
    return { ...page, entries }
  }

  test('is kept with its position, under its receipt', () => {
    bench.writer.applyPage(marked())
    const rows = bench.rows<Placed>(
      'SELECT pos, received_at, quarantine, receipt FROM stream_order ORDER BY pos',
    )
    expect(rows.map(({ quarantine }) => quarantine)).toEqual([null, 'CAUSE_LOST', null])
    let before = NO_HASH
    for (const { pos, received_at, quarantine, receipt } of rows) {
      const hash = receiptHash(sha256, before, pos, received_at, quarantine)
      expect(fromHex(hash)).toEqual(new Uint8Array(receipt))
      if (quarantine !== null) expect(receiptHash(sha256, before, pos, received_at)).not.toBe(hash)
      before = hash
    }
  })

  test('may come before its cause, and is derived again to the same', () => {
    bench.writer.applyPage(marked())
    again(bench)
    bench.writer.diverge({ pos: 0, hash: NO_HASH }, testId('e', 2))
    again(bench)
  })
})
