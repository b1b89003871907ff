import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entity } from '#shared/domain/entities.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import { seal } from '#shared/ledger/envelope.ts'
import {
  at,
  BOX,
  codeOf,
  IDA,
  moved,
  STUDY,
  specimenData,
  stored,
  T1,
  T2,
} from '../../support/domain/facts.ts'
import { firstPage, foreignBody } from '../../support/store/foreign.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { sha256, testId } from '../../support/sync/events.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found().box(BOX, 'BX-1')
  bench.act('takeIn', { ...specimenData(T1), at: at('B3') })
})
afterEach(() => bench.remove())

/** A bench of a newer version says something of these entities, having seen all there is of them. */
function newer(ents: readonly string[], more: Partial<EventBody>): void {
  const base = Object.fromEntries(
    ents.map((name) => [
      name,
      bench
        .column<string>('SELECT heads FROM entity WHERE name = ?', name)
        .flatMap((heads) => (JSON.parse(heads) as { uid: string }[]).map(({ uid }) => uid)),
    ]),
  )
  const draft = { ...stored(T1, at('B3')), ents }
  const body = foreignBody(draft, 1, { type: 'specimen.irradiated', base, ...more })
  const chain = `${testId('2', 1)}~1:${bench.writer.facts().stream}`
  const own = bench.writer.outbox({ events: 100, bytes: 1_000_000 })
  bench.writer.applyPage(firstPage([...own, seal(sha256, chain, null, body)]))
}

const move = () => bench.act('move', { specimen: T1, at: at('C1') })
const shown = () => ({
  specimen: bench.reader.specimen(T1)!.unread,
  tube: bench.reader.box(BOX)!.positions[at('B3').index]!.tubes[0]!.unread,
})

describe('NEW-1 what a newer version said', () => {
  test('is marked where it is shown', () => {
    expect(shown()).toEqual({ specimen: false, tube: false })
    newer([entity.tube(T1)], {})
    expect(shown()).toEqual({ specimen: true, tube: true })
    expect(move().ok).toBe(true)
    expect(bench.reader.specimen(T1)).toMatchObject({ unread: true, state: 'stored' })
  })

  test('and marked as critical is acted over by nobody', () => {
    newer([entity.tube(T1)], { crit: true })
    const before = bench.writer.facts().position
    const no = { ok: false, error: { type: 'NewerVersion', code: codeOf(T1) } }
    expect(move()).toEqual(no)
    expect(bench.act('checkOut', { specimen: T1, reason: null })).toEqual(no)
    expect(bench.writer.facts().position).toBe(before)
    expect(bench.act('takeIn', { ...specimenData(T2), at: at('B4') }).ok).toBe(true)
    bench.writer.rebuild()
    expect(move()).toEqual(no)
  })

  test('of a box lets no tube into it', () => {
    newer([entity.container(BOX)], { crit: true })
    expect(bench.act('takeIn', { ...specimenData(T2), at: at('B4') })).toEqual({
      ok: false,
      error: { type: 'NewerVersion', code: 'BX-1' },
    })
  })

  test('of a box lets no table into it, and says why', () => {
    newer([entity.container(BOX)], { crit: true })
    const id = bench.newId()
    bench.writer.openImport(id, 't.csv', 'barcode,type,box,position\nFX9,DNA,BX-1,C1')
    const columns = { code: 0, material: 1, box: 2, position: 3 }
    bench.writer.checkImport(id, { columns, study: STUDY, tubeType: 'cryotube' })
    expect(bench.writer.runImport(id, bench.newId(), IDA)).toMatchObject({
      type: 'refused',
      refusal: { type: 'NewerVersion', code: 'BX-1' },
    })
  })

  test('in a form that cannot be read at all is critical too, where it says so', () => {
    newer([entity.tube(T1)], { crit: true, v: 1_000 })
    expect(move()).toMatchObject({ error: { type: 'NewerVersion' } })
  })

  test('negative control: a critical event that this version reads stands in nobody’s way', () => {
    const draft = moved(T1, at('B3'), at('D1'))
    newer(draft.ents, { crit: true, type: draft.type, data: draft.data as EventBody['data'] })
    expect(bench.reader.specimen(T1)!.places).toMatchObject([{ position: 'D1' }])
    expect(move().ok).toBe(true)
  })
})
