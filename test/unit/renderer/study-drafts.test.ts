import { describe, expect, it, test } from 'vitest'
import { pseudonym } from '#shared/domain/specimen/facts.ts'
import { fieldsSet, protocolPublished, type StudyField } from '#shared/domain/study/facts.ts'
import {
  draftOf,
  draftsOf,
  keyFor,
  moved,
  NEW_FIELD,
  newEvent,
  readEvents,
  readFieldDraft,
} from '../../../renderer/screens/study/drafts.ts'
import { newPseudonym } from '../../../renderer/screens/study/new-pseudonym.ts'

test.each([
  ['Haemolysis index', [], 'haemolysis_index'],
  ['Prélèvement à jeun', [], 'prelevement_a_jeun'],
  ['Température', ['temperature'], 'temperature_2'],
  ['2. Röhrchen', [], 'rohrchen'],
  ['血液', [], 'field'],
  ['血清', ['field'], 'field_2'],
  ['x'.repeat(80), [], 'x'.repeat(34)],
])('%s becomes a key of its own', (label, taken, key) => {
  expect(keyFor(label, taken)).toBe(key)
})

describe('a field in a form', () => {
  const fields: StudyField[] = [
    { type: 'text', key: 'a', label: 'A', required: true },
    { type: 'date', key: 'b', label: 'B', required: false },
    { type: 'choice', key: 'c', label: 'C', required: false, options: ['x', 'y'] },
    {
      type: 'number',
      key: 'd',
      label: 'D',
      required: false,
      unit: 'mL',
      decimals: 2,
      min: -0.5,
      max: null,
    },
  ]

  it.each(fields)('that is not changed is the same field: $type', (field) => {
    expect(readFieldDraft(draftOf(field), ['a', 'b', 'c', 'd'])).toEqual(field)
  })

  test.each([
    [{ label: '  ' }],
    [{ type: 'choice', options: ' \n ' }],
    [{ type: 'number', decimals: '7' }],
    [{ type: 'number', decimals: '' }],
    [{ type: 'number', min: 'low' }],
    [{ type: 'number', min: '2', max: '1' }],
  ] as const)('that is not whole is none yet: %j', (part) => {
    expect(readFieldDraft({ ...NEW_FIELD, label: 'X', ...part }, [])).toBeNull()
    expect(readFieldDraft({ ...NEW_FIELD, label: 'X' }, [])).not.toBeNull()
  })

  it('takes each choice once, and is what the ledger takes', () => {
    const draft = { ...NEW_FIELD, label: 'Tube', type: 'choice' as const, options: 'a\n b\n\na' }
    const field = readFieldDraft(draft, ['tube'])
    expect(field).toMatchObject({ key: 'tube_2', options: ['a', 'b'] })
    const study = '00000000-0000-7000-8000-000000000001'
    expect(fieldsSet.safeParse({ study, fields: [field] }).success).toBe(true)
  })
})

describe('a protocol in a form', () => {
  let ids = 0
  const newId = () => `${++ids}`
  const tube = { label: 'EDTA', material: 'whole-blood', tubeType: 'edta-tube' } as const
  const event = (more: object = {}, of: object = {}) => {
    const draft = newEvent(newId(), newId())
    return { ...draft, name: 'Visit', ...more, tubes: [{ ...draft.tubes[0]!, ...tube, ...of }] }
  }

  it('is what the ledger takes, with keys of their own', () => {
    const events = readEvents([event(), event({ day: '365' }, { millilitres: '0,5', count: '2' })])!
    expect(events.map(({ key, day }) => [key, day])).toEqual([
      ['visit', null],
      ['visit_2', 365],
    ])
    expect(events[1]?.tubes).toEqual([{ ...tube, key: 'edta', count: 2, nanolitres: 500_000 }])
    const [protocol, study] = ['1', '2'].map((n) => `00000000-0000-7000-8000-00000000000${n}`)
    const published = { protocol, study, name: 'One', replaces: null, events }
    expect(protocolPublished.safeParse(published).success).toBe(true)
  })

  it('that begins with a published one keeps its keys, whatever is called otherwise', () => {
    const events = readEvents([event({}, { millilitres: '9' })])!
    const [draft] = draftsOf(events, newId)
    expect(readEvents([draft!])).toEqual(events)
    expect(readEvents([{ ...draft!, name: 'Otherwise' }])).toMatchObject([{ key: 'visit' }])
    // A new one beside it takes no key that is taken.
    expect(readEvents([event(), draft!])?.map(({ key }) => key)).toEqual(['visit_2', 'visit'])
  })

  test.each([
    [{ name: '' }, {}],
    [{ day: 'soon' }, {}],
    [{ day: '36501' }, {}],
    [{}, { label: '' }],
    [{}, { material: null }],
    [{}, { tubeType: null }],
    [{}, { count: '0' }],
    [{}, { count: '' }],
    [{}, { count: '100' }],
    [{}, { millilitres: 'much' }],
    [{}, { millilitres: '0' }],
  ])('that is not whole is none yet: %j %j', (more, of) => {
    expect(readEvents([event(more, of)])).toBeNull()
    expect(readEvents([event()])).not.toBeNull()
  })

  test('without an event is none', () => {
    expect(readEvents([])).toBeNull()
  })
})

test('a thing is moved one place, never beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
})

describe('SPE-8 a new pseudonym', () => {
  it('has the only form that is taken, and another one each time', () => {
    const many = Array.from({ length: 200 }, () => newPseudonym())
    for (const one of many) expect(pseudonym.safeParse(one).success).toBe(true)
    expect(new Set(many).size).toBe(200)
  })

  it('takes no byte that would make some signs likelier', () => {
    let asked = 0
    const fill = (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(asked++ === 0 ? 255 : 0)
    expect(newPseudonym(fill)).toBe('D-2222-2222')
    expect(asked).toBe(2)
  })
})
