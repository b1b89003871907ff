import { describe, expect, test } from 'vitest'
import type { Command } from '#shared/domain/commands.ts'
import { donorOf, donorsOf, holderOf } from '#shared/domain/donor/rules.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import {
  accessioned,
  at,
  codeOf,
  lab,
  MARC,
  specimenData,
  stored,
  T1,
  T2,
  T3,
  T4,
} from '../../support/domain/facts.ts'
import { ask, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const ANNA = 'D-AAAA-0001'
const BERT = 'D-BBBB-0002'
const T5 = testId('7', 5)
const BATCH = testId('6', 1)

let commands = 20
const next = () => testId('c', ++commands)
const undo = ({ id }: Command) => ask('undo', { command: id }, next())

const batch = (kind: 'aliquot' | 'pool') => ({
  ...{ processing: BATCH, kind, startedAt: null, endedAt: null, spins: [] },
  ...{ keptAt: null, keptAfter: null, method: null },
})

function child(specimen: string, origin: 'aliquot' | 'pool') {
  const {
    accession: _,
    parent: __,
    ...data
  } = specimenData(specimen, { origin, nanolitres: 50_000 })
  return data
}

const aliquot = (specimen: string, of: string, take: number | null = 100_000) =>
  ask(
    'makeChild',
    { processing: batch('aliquot'), parent: of, take, child: child(specimen, 'aliquot'), at: null },
    next(),
  )

const pool = (specimen: string, ...of: string[]) =>
  ask(
    'pool',
    {
      processing: batch('pool'),
      parents: of.map((one) => ({ specimen: one, take: 100_000 })),
      child: child(specimen, 'pool'),
      at: at('C1'),
    },
    next(),
  )

const has = (specimen: string, donor: string | null) =>
  accessioned(specimen, { donor, nanolitres: 500_000 })

const PARENTS = [...lab, has(T1, ANNA), has(T2, BERT), has(T4, ANNA)]

const withdrawn = (donor: string): Draft => ({
  type: 'donor.withdrawn',
  ents: [entity.donor(donor)],
  data: { donor, by: 'donor', wish: 'destroy', reason: null },
})

describe('DON-9 a pool has the donors of all that went into it', () => {
  test('and so has what is made of it', () => {
    const past = given(PARENTS)
      .after(pool(T3, T1, T2))
      .after(aliquot(T5, T3, 1_000))
    const world = past.ledger.world()
    expect(donorsOf(world, T3).sort()).toEqual([ANNA, BERT])
    expect(donorsOf(world, T5).sort()).toEqual([ANNA, BERT])
    expect(donorOf(world, T5)).toBeNull()
    expect([holderOf(world, T3), holderOf(world, T5)]).toEqual([T3, T5])
  })

  test('of one donor it is that donor’s, and sealed to that key', () => {
    const world = given(PARENTS)
      .after(pool(T3, T1, T4))
      .ledger.world()
    expect(donorsOf(world, T3)).toEqual([ANNA])
    expect(holderOf(world, T3)).toBe(ANNA)
  })

  test('the withdrawal of any one holds it back, and nobody else’s (control)', () => {
    const takeOut = ask('checkOut', { specimen: T3, reason: null })
    const pooled = () => given(PARENTS).after(pool(T3, T1, T2))
    const of = (donor: string) =>
      pooled().after(
        ask('withdrawDonor', { donor, by: 'donor', wish: 'destroy', reason: null }, next()),
        MARC,
      )
    of(BERT)
      .when(takeOut)
      .refuses({ type: 'ConsentWithdrawn', code: codeOf(T3), donor: BERT })
    of(ANNA).when(takeOut).refuses({ type: 'ConsentWithdrawn', donor: ANNA })
    expect(of('D-CCCC-0003').when(takeOut).facts).toHaveLength(1)
  })

  test('and nothing is pooled of a tube whose donor has withdrawn', () => {
    given(PARENTS, withdrawn(BERT))
      .when(pool(T3, T1, T2))
      .refuses({ type: 'ConsentWithdrawn' })
  })

  test('DIS-7 an act that lets it go names all of them, as many as an event may name', () => {
    const [out] = given(PARENTS)
      .after(pool(T3, T1, T2))
      .when(ask('checkOut', { specimen: T3, reason: null })).facts
    expect(out!.ents).toEqual(expect.arrayContaining([entity.donor(ANNA), entity.donor(BERT)]))
    const many = Array.from({ length: 60 }, (_, n) => testId('4', n + 1))
    const halves = [many.slice(0, 30), many.slice(30)]
    const of = (n: number) => `D-MANY-${String(n).padStart(4, '0')}`
    const [first, second, both] = [testId('3', 1), testId('3', 2), testId('3', 3)]
    const more = many.map((id, n) => accessioned(id, { donor: of(n) }))
    const extra = Array.from({ length: 10 }, (_, n) =>
      accessioned(testId('2', n + 1), { donor: of(100 + n) }),
    )
    const made = (specimen: string, parents: string[]) =>
      accessioned(specimen, { origin: 'pool', parents })
    const past = given(
      lab,
      more,
      extra,
      made(first, halves[0]!),
      made(second, [...halves[1]!, ...extra.map((_, n) => testId('2', n + 1))]),
      made(both, [first, second]),
      stored(both, at('C1')),
    )
    expect(donorsOf(past.ledger.world(), both)).toHaveLength(70)
    expect(
      past.when(ask('checkOut', { specimen: both, reason: null })).facts[0]!.ents,
    ).toHaveLength(64)
  })

  test('a circle of pools that benches made apart has an end', () => {
    const past = given(
      lab,
      accessioned(T1, { parents: [T2, T3], origin: 'pool' }),
      accessioned(T2, { parents: [T1, T3], origin: 'pool' }),
      has(T3, ANNA),
    )
    expect(donorsOf(past.ledger.world(), T1)).toEqual([ANNA])
  })
})

const typesOf = (drafts: readonly Draft[]) => drafts.map(({ type }) => type)

describe('UND-1 a child that was made is taken back as a whole', () => {
  test('its accession, what its parent gave, and what was told of the batch', () => {
    const act = aliquot(T3, T1)
    const past = given(PARENTS).after(act)
    expect(typesOf(past.when(undo(act)).facts)).toEqual([
      'specimen.used',
      'specimen.accession_undone',
      'processing.undone',
    ])
    past.after(undo(act))
    const world = past.ledger.world()
    expect(world.specimen(T3)?.undone).toBe(true)
    expect(world.processing(BATCH)?.undone).toBe(true)
    expect(past.when(aliquot(T5, T1, 500_000)).facts).toHaveLength(3)
  })

  test('PRO-4 but a batch that others were made in stays told', () => {
    const [one, two] = [aliquot(T3, T1), aliquot(T5, T1)]
    const past = given(PARENTS).after(one).after(two).after(undo(one))
    expect(past.ledger.world().processing(BATCH)?.undone).toBe(false)
    past.after(undo(two))
    expect(past.ledger.world().specimen(T5)?.undone).toBe(true)
  })

  test('UND-6 not while something was made of it in its turn', () => {
    const act = aliquot(T3, T1)
    given(PARENTS)
      .after(act)
      .after(aliquot(T5, T3, 1_000))
      .when(undo(act))
      .refuses({ type: 'HasChildren', code: codeOf(T3), child: codeOf(T5) })
  })

  test('UND-4 nor when it was held back since', () => {
    const act = aliquot(T3, T1)
    given(PARENTS)
      .after(act)
      .after(ask('quarantine', { specimen: T3, reason: 'clot' }, next()))
      .when(undo(act))
      .refuses({ type: 'ChangedSince', code: codeOf(T3) })
  })
})

describe('UND-1 a pool is taken back with what every parent gave', () => {
  test('and its place', () => {
    const act = pool(T3, T1, T2)
    const past = given(PARENTS).after(act)
    expect(typesOf(past.when(undo(act)).facts)).toEqual([
      'specimen.placement_undone',
      'specimen.used',
      'specimen.used',
      'specimen.accession_undone',
      'processing.undone',
    ])
  })

  test('UND-6 a parent is not taken back while its pool stands', () => {
    const parent = ask('accession', specimenData(T5, { nanolitres: 500_000 }), next())
    given(PARENTS)
      .after(parent)
      .after(pool(T3, T1, T5))
      .when(undo(parent))
      .refuses({ type: 'HasChildren', child: codeOf(T3) })
  })
})

describe('UND-1 a tube of a consignment', () => {
  const SHIPMENT = testId('1', 77)
  const opened: Draft = {
    type: 'shipment.arrived',
    ents: [entity.shipment(SHIPMENT)],
    data: {
      ...{ shipment: SHIPMENT, sender: 'Lund', courier: null, reference: null },
      ...{ condition: 'good', celsius: null, note: null },
    },
  }
  const { accession: _, code: __, ...plain } = specimenData(T1)
  const receive = (
    outcome: 'received' | 'damaged' = 'received',
    specimen: typeof plain | null = plain,
  ) =>
    ask(
      'receiveItem',
      {
        shipment: SHIPMENT,
        code: codeOf(T1),
        tube: null,
        outcome,
        condition: 'good',
        specimen,
        reason: null,
      },
      next(),
    )

  test('is as if nobody had it in the hand, and what it was registered as is taken back', () => {
    const act = receive()
    const past = given(lab, opened).after(act).after(undo(act))
    const world = past.ledger.world()
    expect(world.item(SHIPMENT, codeOf(T1))).toMatchObject([{ undone: true }])
    expect(world.specimen(T1)?.undone).toBe(true)
    expect(typesOf(past.when(receive()).facts)).toEqual([
      'specimen.accessioned',
      'shipment.item_received',
    ])
  })

  test('UND-4 stays when its consignment is closed, or something else was said of it since', () => {
    const act = receive('received', null)
    const close = ask('closeShipment', { shipment: SHIPMENT, missing: [], note: null }, next())
    given(lab, opened).after(act).after(close).when(undo(act)).refuses({ type: 'ShipmentClosed' })
    const other = receive('damaged', null)
    given(lab, opened)
      .afterApart([act], [other])
      .when(undo(act))
      .refuses({ type: 'ChangedSince', code: codeOf(T1) })
    expect(given(lab, opened).after(act).when(undo(act)).facts).toHaveLength(1)
  })
})

describe('UND-1 another label', () => {
  const relabel = (code: string) => ask('relabel', { specimen: T1, code, reason: 'frost' }, next())

  test('is taken back, wherever the tube has gone since', () => {
    const act = relabel('FX00000099')
    const past = given(PARENTS)
      .after(act)
      .after(ask('store', { specimen: T1, at: at('B1') }, next()))
      .after(undo(act))
    expect(past.ledger.world().specimen(T1)?.code).toBe(codeOf(T1))
  })

  test('UND-4 not when it has another one by now', () => {
    const act = relabel('FX00000099')
    given(PARENTS)
      .after(act)
      .after(relabel('FX00000098'))
      .when(undo(act))
      .refuses({ type: 'ChangedSince', code: 'FX00000098' })
  })
})
