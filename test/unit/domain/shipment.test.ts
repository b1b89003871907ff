import { describe, expect, test } from 'vitest'
import type { Command, CommandOf } from '#shared/domain/commands.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import type { ManifestItem } from '#shared/domain/shipment/facts.ts'
import { itemNow, manifestOf } from '#shared/domain/shipment/items.ts'
import { accessioned, lab, NOON, STUDY, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { ask, type Given, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const PARCEL = testId('f', 1)
const [A, B, C] = ['SUP-0001', 'SUP-0002', 'SUP-0003'] as const
const REASON = 'Damaged on arrival'

let commands = 100
const next = () => testId('c', ++commands)

const announced = (code: string): ManifestItem => ({
  ...{ code, material: 'plasma', tubeType: 'cryotube', collectedAt: null, nanolitres: null },
})
const head = { shipment: PARCEL, sender: 'Umeå', courier: null, reference: null }
const expecting = (...codes: string[]): Command =>
  ask(
    'expectShipment',
    { ...head, expectedAt: NOON, study: STUDY, items: codes.map(announced) },
    next(),
  )
const opening = (): Command =>
  ask('openShipment', { ...head, condition: 'good', celsius: -785, note: null }, next())
const closing = (...missing: string[]): Command =>
  ask('closeShipment', { shipment: PARCEL, missing, note: null }, next())

type Item = CommandOf<'receiveItem'>
const item = (code: string, more: Partial<Item> = {}): Command =>
  ask(
    'receiveItem',
    {
      ...{ shipment: PARCEL, code, tube: null, outcome: 'received', condition: 'good' },
      specimen: null,
      ...more,
    },
    next(),
  )
const { code: _, accession: __, ...plasma } = specimenData(T1)
const damaged = (code: string, more: Partial<Item> = {}): Command =>
  item(code, { outcome: 'damaged', condition: 'broken', reason: REASON, ...more })
const undo = ({ id }: Command) => ask('undo', { command: id }, next())

const fact = (code: string, more: object = {}): Draft => ({
  type: 'shipment.item_received',
  ents: [entity.item(PARCEL, code)],
  data: {
    ...{ shipment: PARCEL, code, tube: null, outcome: 'received', condition: 'good' },
    ...more,
  },
})
const heldBack = (specimen: string): Draft => ({
  type: 'specimen.quarantined',
  ents: [entity.status(specimen)],
  data: { specimen, reason: REASON },
})

const open = () =>
  given(lab)
    .after(expecting(A, B, C))
    .after(opening())
const shown = ({ ledger }: Given, code: string) => {
  const world = ledger.world()
  return itemNow(manifestOf(world.shipment(PARCEL)!), code, world.item(PARCEL, code))
}

describe('SHP-1 what was announced, what came and how it ended stand beside each other', () => {
  test('announced at one bench and opened at another that did not know of it', () => {
    const past = given(lab).afterApart([expecting(A)], [opening()])
    expect(past.ledger.world().shipment(PARCEL)).toMatchObject({
      expected: { items: [{ code: A }] },
      arrived: { celsius: -785 },
      closed: null,
    })
  })

  test('a study that is not known is not announced', () => {
    const unknown = { ...expecting(A), study: T2 } as Command
    given(lab).when(unknown).refuses({ type: 'NotFound', what: 'study' })
  })

  test('a code stands once on a manifest', () => {
    given(lab).when(expecting(A, A)).refuses({ type: 'CodeTwice', code: A })
  })
})

describe('SHP-2 a scan can be taken back', () => {
  test('it is then as if nobody had it in the hand', () => {
    const scan = item(A)
    const past = open().after(scan)
    expect(shown(past, A).state).toBe('received')
    expect(shown(past.after(undo(scan)), A)).toMatchObject({ state: 'expected', at: null })
  })

  test('what was registered with it goes with it', () => {
    const scan = item(A, { specimen: plasma })
    const { facts } = open().after(scan).when(undo(scan))
    expect(facts.map(({ type }) => type)).toEqual([
      'shipment.item_undone',
      'specimen.accession_undone',
    ])
  })

  test('not when the consignment is closed, and not when somebody else has said something of it', () => {
    const scan = item(A)
    open().after(scan).after(closing(B, C)).when(undo(scan)).refuses({ type: 'ShipmentClosed' })
    open()
      .afterApart([scan], [item(A)])
      .when(undo(scan))
      .refuses({ type: 'ChangedSince', code: A })
  })
})

describe('SHP-3 a consignment is opened before its tubes are received', () => {
  test('not opened, or closed, it takes no tube', () => {
    given(lab).after(expecting(A)).when(item(A)).refuses({ type: 'NotFound', what: 'shipment' })
    open()
      .after(closing(A, B, C))
      .when(item(A))
      .refuses({ type: 'ShipmentClosed', sender: 'Umeå' })
    open()
      .after(closing(A, B, C))
      .when(opening())
      .refuses({ type: 'ShipmentClosed' })
    open()
      .after(closing(A, B, C))
      .when(expecting(A))
      .refuses({ type: 'ShipmentClosed' })
  })

  test('opened, it is not opened or announced over, whatever is said the second time', () => {
    const warm = { ...opening(), condition: 'thawed', celsius: 40 } as Command
    const again = { type: 'ShipmentOpened', sender: 'Umeå' } as const
    for (const command of [warm, opening(), expecting(A), expecting(A, B, C)])
      open().when(command).refuses(again)
    given(lab).after(opening()).when(expecting(A)).refuses(again)
    const { arrived } = open().ledger.world().shipment(PARCEL)!
    expect(arrived).toMatchObject({ condition: 'good', celsius: -785 })
  })

  test('announced, it may be announced anew until it is opened', () => {
    const past = given(lab).after(expecting(A)).after(expecting(A, B))
    expect(past.ledger.world().shipment(PARCEL)?.expected?.items).toHaveLength(2)
  })

  test('two benches that opened it apart have both said how it came', () => {
    const past = given(lab).afterApart([opening()], [opening()])
    expect(past.ledger.heads(entity.shipment(PARCEL))).toHaveLength(2)
  })

  test('an unannounced one is first heard of by its opening', () => {
    given(lab).after(opening()).when(item(A)).brings(fact(A))
  })
})

describe('SHP-4 a tube that is in the hand is written down', () => {
  test('and registered in the same act where its study is known', () => {
    const data = { ...specimenData(T1, { code: A }), shipment: PARCEL }
    open()
      .when(item(A, { specimen: plasma }))
      .brings({ ...accessioned(T1, data), data } as Draft, fact(A, { tube: T1 }))
  })

  test('one that was announced where the scanning bench did not know it is no extra', () => {
    const past = given(lab).afterApart(
      [expecting(A)],
      [opening(), item(A, { outcome: 'extra' }), item(B, { outcome: 'extra' })],
    )
    expect(shown(past, A).state).toBe('received')
    expect(shown(past, B).state).toBe('extra')
  })

  test('without a manifest nothing is extra', () => {
    const past = given(lab)
      .after(opening())
      .after(item(A, { outcome: 'extra' }))
    expect(shown(past, A).state).toBe('received')
  })
})

describe('SHP-5 nothing is missing before somebody has closed', () => {
  test('and then what nobody had in the hand is', () => {
    const past = open().after(item(A))
    expect(shown(past, B).state).toBe('expected')
    past.after(closing(B, C))
    expect([A, B, C].map((code) => shown(past, code).state)).toEqual([
      'received',
      'missing',
      'missing',
    ])
  })
})

describe('SHP-7 a tube that came damaged is held back in the same act', () => {
  test('registered with it, or known already', () => {
    const { facts } = open().when(damaged(A, { specimen: plasma }))
    expect(facts.map(({ type }) => type)).toEqual([
      'specimen.accessioned',
      'shipment.item_received',
      'specimen.quarantined',
    ])
    const broken = { outcome: 'damaged', condition: 'broken', tube: T1 }
    open()
      .after(item(A, { specimen: plasma }))
      .when(damaged(A, { tube: T1 }))
      .brings(fact(A, broken), heldBack(T1))
  })

  test('without a record there is nothing to hold back', () => {
    open()
      .when(damaged(A))
      .brings(fact(A, { outcome: 'damaged', condition: 'broken' }))
  })

  test('what is held back already keeps its own reason', () => {
    const { facts } = open()
      .after(item(A, { specimen: plasma }))
      .after(ask('quarantine', { specimen: T1, reason: 'box stood open' }, next()))
      .when(damaged(A, { tube: T1 }))
    expect(facts.map(({ type }) => type)).toEqual(['shipment.item_received'])
  })
})

describe('SHP-8 that a tube is damaged may be taken back', () => {
  const scan = item(A, { specimen: plasma })
  const mark = damaged(A, { tube: T1 })

  test('the scan stands again as it was, and the tube is let go', () => {
    const past = open().after(scan).after(mark)
    expect(shown(past, A).state).toBe('damaged')
    past.after(undo(mark))
    expect(shown(past, A)).toMatchObject({ state: 'received', tube: T1, condition: 'good' })
    expect(past.ledger.world().status(T1).quarantined).toBeNull()
  })

  test('and the scan itself can then be taken back as well', () => {
    const past = open().after(scan).after(mark).after(undo(mark)).after(undo(scan))
    expect(shown(past, A).state).toBe('expected')
  })

  test('not before the mark: it rests on the scan', () => {
    open().after(scan).after(mark).when(undo(scan)).refuses({ type: 'ChangedSince', code: A })
  })

  test('registered as damaged at once, all goes in one step', () => {
    const both = damaged(A, { specimen: plasma })
    const past = open().after(both).after(undo(both))
    expect(shown(past, A).state).toBe('expected')
    expect(past.ledger.world().status(T1).quarantined).toBeNull()
  })

  test('not when somebody let it go meanwhile', () => {
    const release = ask('release', { specimen: T1, reason: 'looked at' }, next())
    const past = open().after(scan).after(mark).after(release, testId('a', 2))
    past.when(undo(mark)).refuses({ type: 'ChangedSince', code: A })
  })
})

describe('SHP-9 two benches receive the same consignment apart', () => {
  test('the worse is shown, the other stands beside it, and both facts stay', () => {
    const past = open().afterApart([item(A)], [damaged(A)])
    expect(shown(past, A)).toMatchObject({ state: 'damaged', others: ['received'] })
    expect(past.ledger.heads(entity.item(PARCEL, A))).toHaveLength(2)
  })

  test('what both say alike is said once', () => {
    const past = open().afterApart([item(A)], [item(A)])
    expect(shown(past, A)).toMatchObject({ state: 'received', others: [] })
  })

  test('a scan that one has taken back stands where the other had the tube in the hand', () => {
    const mine = item(A)
    const past = open().afterApart([mine, undo(mine)], [item(A)])
    expect(shown(past, A)).toMatchObject({ state: 'received', others: [] })
  })

  test('a scan that saw both settles it', () => {
    const past = open()
      .afterApart([item(A)], [damaged(A)])
      .after(item(A))
    expect(shown(past, A)).toMatchObject({ state: 'received', others: [] })
  })
})

describe('SHP-10 received at one bench while another has closed the consignment', () => {
  test('it is late and no longer missing', () => {
    const past = open().afterApart([item(A), closing(B, C)], [item(B)])
    expect(shown(past, A)).toMatchObject({ state: 'received', isLate: false })
    expect(shown(past, B)).toMatchObject({ state: 'received', isLate: true })
    expect(shown(past, C)).toMatchObject({ state: 'missing', isLate: false })
  })

  test('two that closed it apart: what neither had in the hand is missing', () => {
    const past = open().afterApart([item(A), closing(B, C)], [item(B), closing(A, C)])
    expect([A, B, C].map((code) => shown(past, code).state)).toEqual([
      'received',
      'received',
      'missing',
    ])
  })
})

describe('SHP-11 a consignment that never comes', () => {
  const ending = (): Command =>
    ask('endShipment', { shipment: PARCEL, reason: 'lost by the courier' }, next())

  test('is ended with a reason, and all its tubes are missing', () => {
    const ended = given(lab).after(expecting(A, B)).after(ending())
    expect(ended.ledger.world().shipment(PARCEL)?.ended).toMatchObject({
      ...{ reason: 'lost by the courier', missing: [A, B] },
    })
    expect(shown(ended, A).state).toBe('missing')
    // The control: as long as it may come it is expected.
    expect(shown(given(lab).after(expecting(A, B)), A).state).toBe('expected')
  })

  test('is opened when it does come after all', () => {
    const came = given(lab).after(expecting(A, B)).after(ending()).after(opening()).after(item(A))
    expect(came.ledger.world().shipment(PARCEL)).toMatchObject({ ended: null, closed: null })
    expect(shown(came, A).state).toBe('received')
    expect(shown(came, B).state).toBe('expected')
  })

  test('is expected again when it is announced anew', () => {
    const again = given(lab).after(expecting(A)).after(ending()).after(expecting(A, B))
    expect(again.ledger.world().shipment(PARCEL)).toMatchObject({ ended: null })
  })

  test('that one bench ends while another has opened it did come', () => {
    const past = given(lab)
      .after(expecting(A, B))
      .afterApart([ending()], [opening(), item(A)])
    expect(past.ledger.world().shipment(PARCEL)).toMatchObject({ ended: null })
    expect([A, B].map((code) => shown(past, code).state)).toEqual(['received', 'expected'])
  })

  test('is not ended twice, nor once it is open, nor where nobody announced it', () => {
    given(lab).when(ending()).refuses({ type: 'NotFound' })
    const ended = given(lab).after(expecting(A)).after(ending())
    ended.when(ending()).refuses({ type: 'ShipmentClosed' })
    open().when(ending()).refuses({ type: 'ShipmentOpened' })
    given(lab).after(expecting(A)).after(opening()).after(closing(A)).when(ending()).refuses({
      type: 'ShipmentClosed',
    })
  })
})
