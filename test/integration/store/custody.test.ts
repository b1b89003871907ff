import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, BOX, MARC, NOON, specimenData, T1 } from '../../support/domain/facts.ts'
import { TestBench, VIA } from '../../support/store/test-bench.ts'

const HOUR = 3_600_000
let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found().box(BOX, 'BX-1')
  bench.act('takeIn', { ...specimenData(T1), at: at('B3') })
  const asked = { id: bench.newId(), via: VIA, specimen: T1, reason: 'RQ-118' }
  bench.must(MARC, { type: 'checkOut', ...asked })
})
afterEach(() => bench.remove())

/** Ida brings the tube back, an hour later, and takes that back. */
function returnedByMistake(): void {
  bench.clock.at += HOUR
  bench.act('returnTube', { specimen: T1, at: null })
  bench.act('undo', { command: bench.reader.recent(1)[0]!.command })
}

test('UND-7 a tube whose return was undone is out with who had it, and its time out goes on', () => {
  returnedByMistake()
  expect(bench.reader.specimen(T1)).toMatchObject({ state: 'out', holder: 'Marc', since: NOON })
  expect(bench.reader.home().out).toEqual({ count: 1, longestSince: NOON })
  expect(bench.reader.specimen(T1)!.custody[0]).toMatchObject({ reason: 'RQ-118', undoes: true })
  bench.clock.at += HOUR
  bench.act('returnTube', { specimen: T1, at: null })
  expect(bench.reader.specimen(T1)!.custody[0]).toMatchObject({ outFor: 2 * HOUR })
})

test('negative control: one that was brought back and taken out anew is out anew', () => {
  bench.clock.at += HOUR
  bench.act('returnTube', { specimen: T1, at: null })
  bench.act('checkOut', { specimen: T1, reason: null })
  expect(bench.reader.specimen(T1)).toMatchObject({ holder: 'Ida', since: NOON + HOUR })
})
