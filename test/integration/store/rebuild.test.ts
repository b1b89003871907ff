import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { derivedDigest } from '../../../electron/store/derived-digest.ts'
import { openLedger } from '../../../electron/store/opening.ts'
import { openShadow, type Shadow } from '../../../electron/store/rebuild/shadow.ts'
import { Overtaken, swap } from '../../../electron/store/rebuild/swap.ts'
import { rebuild, shadowFileOf } from '../../../electron/store/rebuild.ts'
import { checkSchema } from '../../../electron/store/verify/schema.ts'
import { BOX, OTHER_BOX, specimenData } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { carryOutStep, SMALL, steps } from '../../support/store/schedule.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { EPOCH } from '../../support/sync/events.ts'

let bench: TestBench
beforeEach(() => {
  bench = new TestBench().found()
  bench.box(BOX, 'BX-1').box(OTHER_BOX, 'BX-2')
  for (let index = 0; index < 30; index++) takeIn(index)
  while (bench.writer.tidy());
})
afterEach(() => bench.remove())

function takeIn(index: number, container = BOX): void {
  const data = specimenData(bench.newId(), { code: `FX-${container.slice(0, 2)}-${index}` })
  expect(bench.act('takeIn', { ...data, at: { container, index } }).ok).toBe(true)
}

function inShadow<T>(of: TestBench, work: (shadow: Shadow) => T): T {
  const shadow = openShadow(of.file, shadowFileOf(of.file))
  try {
    return work(shadow)
  } finally {
    shadow.close()
  }
}

const ATTENTIVE = { now: () => 0, beforeUpgrade: () => {} }
const QUIETLY = { say: () => {}, isCancelled: () => false }

/** Derives again beside the ledger and changes the tables over; `between` is done between every two steps. */
function rebuildBeside(of: TestBench, between: () => void = () => {}): number {
  inShadow(of, (shadow) => shadow.build(QUIETLY))
  const each = swap(of.db, shadowFileOf(of.file), 0.01)
  let count = 0
  while (!each.next().done) {
    count++
    between()
  }
  return count
}

const isTextSound = (of: TestBench): boolean => {
  const check = "INSERT INTO specimen_text(specimen_text, rank) VALUES ('integrity-check', 1)"
  try {
    of.db.prepare(check).run()
    return true
  } catch {
    return false
  }
}

describe('tables that are derived again beside the ledger', () => {
  test('are the same, to the byte, as those that were kept up as it grew', () => {
    expect(
      inShadow(bench, (shadow) => shadow.build(QUIETLY) && shadow.differences(QUIETLY)),
    ).toEqual([])
  })

  test('are told apart from those of a ledger in which one was changed', () => {
    bench.db.exec('UPDATE tube_claim SET since = since + 1')
    expect(
      inShadow(bench, (shadow) => shadow.build(QUIETLY) && shadow.differences(QUIETLY)),
    ).toEqual(['tube_claim'])
    bench.writer.rebuild()
  })

  test('take in what comes while they are built', () => {
    inShadow(bench, (shadow) => {
      let more = 40
      shadow.build({ say: () => takeIn(more++), isCancelled: () => false })
      takeIn(more++)
      expect(shadow.differences(QUIETLY)).toEqual([])
    })
  })

  test('take in positions that are given, and lost again, while they are built', () => {
    const order = new CommonOrder()
    const other = new TestBench('2')
    other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
    for (let n = 0; n < 2; n++) order.exchange(bench, other)
    const kept = order.log.length
    const [first, second] = bench.column<string>('SELECT id FROM specimen ORDER BY n LIMIT 2')
    // Here it comes after what this bench has recorded; in the common order it comes before.
    bench.act('move', { specimen: first!, at: { container: BOX, index: 80 } })
    other.act('move', { specimen: second!, at: { container: BOX, index: 80 } })
    other.act('move', { specimen: first!, at: { container: BOX, index: 79 } })
    const meet = () => {
      order.push(other)
      order.push(bench)
      order.pull(bench)
    }
    inShadow(bench, (shadow) => {
      let isFirst = true
      const say = () => {
        if (isFirst) meet()
        isFirst = false
      }
      shadow.build({ say, isCancelled: () => false })
      expect(bench.column('SELECT count(*) FROM discrepancy')).not.toEqual([0])
      expect(shadow.differences(QUIETLY)).toEqual([])
      bench.writer.diverge({ pos: kept, hash: order.log[kept - 1]!.running }, EPOCH)
      expect(shadow.differences(QUIETLY)).toEqual([])
    })
    other.remove()
  })

  test('are not built on when that was cancelled', () => {
    const cancelled = { ...QUIETLY, isCancelled: () => true }
    expect(inShadow(bench, (shadow) => shadow.build(cancelled))).toBe(false)
  })

  test('take the place of the others, whatever those held, and leave nothing beside them', () => {
    const before = derivedDigest(bench.db)
    bench.db.exec("DELETE FROM tube_claim; UPDATE specimen SET code = 'x' || n; DELETE FROM tally")
    bench.db.exec(
      "INSERT INTO discrepancy VALUES ('a', 'code-twice', 'code:x', 1, 'open', 1, '[]', NULL)",
    )
    expect(derivedDigest(bench.db)).not.toEqual(before)
    expect(isTextSound(bench)).toBe(false)
    expect(rebuildBeside(bench)).toBeGreaterThan(20)
    expect(derivedDigest(bench.db)).toEqual(before)
    expect(isTextSound(bench)).toBe(true)
    expect(checkSchema(bench.db)).toEqual([])
    expect(existsSync(shadowFileOf(bench.file))).toBe(false)
    expect(bench.db.pragma('integrity_check', { simple: true })).toBe('ok')
    takeIn(50)
    expect(bench.reader.specimens({ text: 'FX-', limit: 99, after: null }).rows).toHaveLength(31)
    expect(bench.reader.box(BOX)!.taken).toBe(31)
  })

  test('hold what was recorded between any two steps', () => {
    let index = 31
    const took = rebuildBeside(bench, () => {
      if (index < 81) takeIn(index++)
    })
    expect(took).toBeGreaterThan(20)
    expect(bench.reader.box(BOX)!.taken).toBe(index - 1)
    const live = derivedDigest(bench.db)
    bench.writer.rebuild()
    expect(derivedDigest(bench.db)).toEqual(live)
    expect(isTextSound(bench)).toBe(true)
  })

  test('are derived apart as well when a ledger of many events is opened', () => {
    const before = derivedDigest(bench.db)
    bench.db.exec('DELETE FROM tube_claim; DELETE FROM entity_event')
    const said: number[] = []
    rebuild(bench.db, { say: (done, of) => said.push(done, of) }, 10)
    expect(derivedDigest(bench.db)).toEqual(before)
    expect(said).toEqual([bench.writer.facts().position, bench.writer.facts().position])
    expect(isTextSound(bench)).toBe(true)
    expect(checkSchema(bench.db)).toEqual([])
  })

  test('may change places again and again', () => {
    const before = derivedDigest(bench.db)
    for (let i = 0; i < 3; i++) rebuildBeside(bench)
    expect(derivedDigest(bench.db)).toEqual(before)
    bench.restart()
    expect(derivedDigest(bench.db)).toEqual(before)
    expect(bench.db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('are thrown away when too much came in meanwhile, and the others stay', () => {
    const before = derivedDigest(bench.db)
    inShadow(bench, (shadow) => shadow.build(QUIETLY))
    const each = swap(bench.db, shadowFileOf(bench.file), 1_000)
    each.next()
    const many = Array.from({ length: 2_001 }, (_, i) => ({
      container: bench.newId(),
      kind: 'box' as const,
      name: `N-${i}`,
      code: null,
      place: null,
      layout: SMALL,
      holds: [],
      celsius: null,
    }))
    bench.containers(...many)
    expect(() => {
      while (!each.next().done);
    }).toThrow(Overtaken)
    expect(derivedDigest(bench.db)).not.toEqual(before)
    expect(bench.reader.box(BOX)!.taken).toBe(30)
    bench.restart()
    expect(checkSchema(bench.db)).toEqual([])
  })
})

describe('an end in the middle', () => {
  test('at any step leaves a ledger that works, with nothing beside it after the next start', () => {
    const before = derivedDigest(bench.db)
    const copies = mkdtempSync(join(tmpdir(), 'frostkeep-ends-'))
    try {
      let count = 0
      rebuildBeside(bench, () =>
        cpSync(bench.folder, join(copies, String(count++)), { recursive: true }),
      )
      expect(count).toBeGreaterThan(20)
      let beside = 0
      for (let i = 0; i < count; i++) {
        const file = join(copies, String(i), 'ledger.db')
        if (existsSync(shadowFileOf(file))) beside++
        const { db, opening } = openLedger(file, [], ATTENTIVE)
        expect(opening.findings).toEqual([])
        db.close()
        const again = new TestBench('9', join(copies, String(i)))
        expect(derivedDigest(again.db)).toEqual(before)
        expect(checkSchema(again.db)).toEqual([])
        expect(isTextSound(again)).toBe(true)
        expect(existsSync(shadowFileOf(file))).toBe(false)
        again.close()
      }
      expect(beside).toBeGreaterThan(0)
    } finally {
      rmSync(copies, { recursive: true, force: true })
    }
  })
})

test('any day at two benches is derived again beside the ledger to the same', () => {
  let days = 0
  fc.assert(
    fc.property(steps(40), (day) => {
      const a = new TestBench('1').found()
      a.box(BOX, 'BX-1', { layout: SMALL }).box(OTHER_BOX, 'BX-2', { layout: SMALL })
      const b = new TestBench('2')
      const order = new CommonOrder()
      b.writer.join(a.writer.facts().stream!, 2, 'Bench 2')
      order.exchange(a, b)
      order.exchange(a, b)
      const tally = { saved: 0, refused: 0 }
      for (const step of day) carryOutStep(step, step.bench === 0 ? a : b, order, tally)
      for (const one of [a, b]) {
        const live = derivedDigest(one.db)
        rebuildBeside(one)
        expect(derivedDigest(one.db)).toEqual(live)
        one.remove()
      }
      days++
    }),
    { numRuns: 15 },
  )
  expect(days).toBe(15)
}, 60_000)
