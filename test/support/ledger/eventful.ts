import { seal as sealEnvelope } from '#shared/ledger/envelope.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { at } from '../domain/facts.ts'
import { CommonOrder } from '../store/common-order.ts'
import { foreignBody } from '../store/foreign.ts'
import type { TestBench } from '../store/test-bench.ts'
import { EPOCH, testId } from '../sync/events.ts'

/**
 * What two benches with two common tubes live through that makes a ledger more than its chains: a seal that
 * does not hold; a service that was restored and lost what it had given, of which some never came back; a new
 * life that tells facts again under other envelopes; a second link at a place of an ended chain, marked by the
 * service; and, at last, a fact that nobody has heard of yet. Answers the order as it is then.
 */
export function liveThrough(a: TestBench, b: TestBench, order: CommonOrder): CommonOrder {
  const kept = order.log.length
  a.act('move', { specimen: testId('7', 4), at: at('I4') })
  b.act('move', { specimen: testId('7', 5), at: at('I5') })
  order.exchange(a, b)
  order.exchange(a, b)
  b.act('move', { specimen: testId('7', 6), at: at('I6') })
  tellWithBadSeal(a, b, order)
  const older = restored(a, order, kept)
  a.act('move', { specimen: testId('7', 4), at: at('I7') })
  const ended = a.writer.facts().chain!
  a.writer.newLife('forked')
  older.exchange(a)
  older.exchange(a)
  hearFork(a, older, ended)
  a.act('move', { specimen: testId('7', 4), at: at('I8') })
  return older
}

function tellWithBadSeal(a: TestBench, b: TestBench, order: CommonOrder): void {
  order.push(b)
  const row = order.log.at(-1)!
  const { chain, seq, hash } = row.envelope
  const claim = { chain, seq, hash, key: '0'.repeat(64), at: 1, protection: 'file' } as const
  order.log[order.log.length - 1] = { ...row, seal: { ...claim, sig: '0'.repeat(128) } }
  order.pull(a)
}

function restored(a: TestBench, order: CommonOrder, kept: number): CommonOrder {
  a.writer.diverge({ pos: kept, hash: order.log[kept - 1]!.running }, EPOCH)
  return new CommonOrder(order.log.slice(0, kept))
}

/** Somebody else has written at a place of a chain that this bench has left. */
function hearFork(a: TestBench, order: CommonOrder, chain: string): void {
  const [head] = a.rows<{ seq: number; hash: string }>(
    `SELECT e.seq, lower(hex(e.hash)) AS hash FROM event e JOIN chain c ON c.id = e.chain
     WHERE c.name = ? ORDER BY e.seq DESC LIMIT 1 OFFSET 2`,
    chain,
  )
  const said = { type: 'moon.landed', ents: ['moon:1'], data: { at: 'Mare Tranquillitatis' } }
  const body = foreignBody(said as unknown as Parameters<typeof foreignBody>[0], 4_711)
  order.add(sealEnvelope(sha256, chain, head!, body))
  const last = order.log.length - 1
  order.log[last] = { ...order.log[last]!, quarantined: 'FORK' }
  order.pull(a)
}
