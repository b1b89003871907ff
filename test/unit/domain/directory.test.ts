import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitsTubeCodes } from '#shared/domain/directory/facts.ts'
import { benchActor } from '#shared/domain/directory/rules.ts'
import {
  IDA,
  JANA,
  lab,
  MARC,
  personAdded,
  SITE,
  STUDY,
  siteFounded,
  studyCreated,
} from '../../support/domain/facts.ts'
import { ask, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const BENCH = benchActor(testId('9', 1))
const found = ask('foundSite', {
  site: SITE,
  name: 'Uppsala',
  zone: 'Europe/Stockholm',
  tubeCodes: [],
})
const NEW = testId('a', 9)
const addNew = ask('addPerson', {
  person: NEW,
  name: 'technician',
  role: 'technician',
  badge: null,
})
const study = ask('createStudy', { study: STUDY, code: 'NORDLUNG', name: 'Nordic lung cohort' })

describe('DIR-1 a ledger is of one site', () => {
  test('that is founded once', () => {
    given().when(found, BENCH).brings(siteFounded())
    given(siteFounded()).when(found, BENCH).refuses({ type: 'AlreadyFounded', name: 'Uppsala' })
  })
})

describe('DIR-2 the form of a tube code', () => {
  test.each([
    ['FX########', 'FX05653780', true],
    ['FX########', 'FX0565378', false],
    ['FX########', 'FX056537801', false],
    ['FX########', 'fx05653780', false],
    ['FX########', 'FX0565378O', false],
    ['@@##', 'Ab12', true],
    ['@@##', 'Åb12', false],
    ['TR*', 'TR', true],
    ['TR*', 'TR-1/anything', true],
    ['TR*', 'T', false],
    ['*', 'anything', true],
    ['##', '١٢', false],
  ])('%s and %s: %s', (form, code, fits) => {
    expect(fitsTubeCodes([form], code)).toBe(fits)
  })

  test('is any where a site names none, and one of several where it names more', () => {
    expect(fitsTubeCodes([], 'whatever')).toBe(true)
    expect(fitsTubeCodes(['##', '@@'], 'ab')).toBe(true)
    expect(fitsTubeCodes(['##', '@@'], 'a1')).toBe(false)
  })

  test('made of signs that are themselves fits only itself', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/)
    fc.assert(
      fc.property(plain, plain, (form, code) => {
        expect(fitsTubeCodes([form], code)).toBe(form === code)
      }),
    )
  })
})

describe('DIR-4 an administrator is added', () => {
  const administrator = { person: NEW, name: 'administrator', role: 'administrator' } as const
  const addAdministrator = ask('addPerson', { ...administrator, badge: null })

  test('by an administrator or the bench itself', () => {
    given(lab).when(addAdministrator, JANA).brings(personAdded(NEW, 'administrator'))
    given(lab).when(addAdministrator, BENCH).brings(personAdded(NEW, 'administrator'))
  })

  test('not by a manager, who may add a technician all the same', () => {
    given(lab).when(addAdministrator, MARC).refuses({ type: 'NotAllowed', needs: 'administrator' })
    given(lab).when(addNew, MARC).brings(personAdded(NEW, 'technician'))
  })
})

describe("DIR-5 a badge is one person's", () => {
  test('and is given to no second one', () => {
    const badge = 'b'.repeat(64)
    const withBadge = ask('addPerson', { person: NEW, name: 'Nils', role: 'technician', badge })
    const holder = personAdded(testId('a', 8), 'technician')
    const worn = { ...holder, data: { ...holder.data, name: 'Wera', badge } } as typeof holder
    given(lab, worn).when(withBadge, JANA).refuses({ type: 'BadgeTaken', name: 'Wera' })
  })
})

describe('DIR-3 people and studies are added', () => {
  test.each([
    ['a manager', MARC],
    ['an administrator', JANA],
    ['the bench itself', BENCH],
  ])('by %s', (_, actor) => {
    given(lab).when(addNew, actor).brings(personAdded(NEW, 'technician'))
    given(siteFounded(), personAdded(MARC, 'manager'), personAdded(JANA, 'administrator'))
      .when(study, actor)
      .brings(studyCreated())
  })

  test.each([
    ['a technician', IDA],
    ['somebody who is not known', testId('a', 7)],
    ['an empty name', ''],
  ])('not by %s', (_, actor) => {
    given(lab).when(addNew, actor).refuses({ type: 'NotAllowed', needs: 'manager' })
    given(lab).when(study, actor).refuses({ type: 'NotAllowed', needs: 'manager' })
  })

  test('by the bench itself before anybody is there', () => {
    given().when(addNew, BENCH).brings(personAdded(NEW, 'technician'))
  })

  test('never under an identifier that is in use: nobody becomes somebody else', () => {
    const over = ask('addPerson', { person: IDA, name: 'x', role: 'administrator', badge: null })
    expect(() => given(lab).when(over, MARC)).toThrow('new identifier')
    expect(() => given(lab).when(study, MARC)).toThrow('new identifier')
  })
})
