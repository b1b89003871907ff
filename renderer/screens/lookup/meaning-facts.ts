import { type Gs1Field, gs1Day } from '#shared/scan/identity/gs1.ts'
import type { Meaning } from '#shared/scan/identity/identity.ts'
import {
  donationCheck,
  type IsbtName,
  type IsbtStructure,
  isbtDay,
} from '#shared/scan/identity/isbt128.ts'

/** What parts of a code are called: each has a word `meaning.…` in every language. */
export type FactName =
  | 'product'
  | 'serial'
  | 'batch'
  | 'expiry'
  | 'produced'
  | 'collected'
  | 'date'
  | 'unit'
  | 'asset'
  | 'document'
  | 'person'
  | 'place'
  | 'facility'
  | 'donation'
  | 'bloodGroup'
  | 'other'

/** `day`: the value is a calendar day, `YYYY-MM-DD`. */
export interface MeaningFact {
  name: FactName
  value: string
  isDay: boolean
}

/** The parts of a code in the order in which they are printed; the year of now tells the century of GS1 dates. */
export function factsOfMeaning(meaning: Meaning, thisYear: number): MeaningFact[] {
  if (meaning.kind === 'gs1') return meaning.fields.map((field) => ofField(field, thisYear))
  if (meaning.kind === 'isbt128') return meaning.structures.flatMap(ofStructure)
  return []
}

const GS1_NAMES: Readonly<Record<string, FactName>> = {
  '00': 'unit',
  '01': 'product',
  '02': 'product',
  '10': 'batch',
  '11': 'produced',
  '12': 'date',
  '13': 'date',
  '15': 'expiry',
  '16': 'date',
  '17': 'expiry',
  '21': 'serial',
  '250': 'serial',
  '253': 'document',
  '414': 'place',
  '7003': 'expiry',
  '8003': 'asset',
  '8004': 'asset',
  '8006': 'product',
  '8010': 'product',
  '8011': 'serial',
  '8017': 'person',
  '8018': 'person',
}

const DAYS: ReadonlySet<FactName> = new Set(['produced', 'date', 'expiry', 'collected'])

function ofField({ ai, value }: Gs1Field, thisYear: number): MeaningFact {
  const name = GS1_NAMES[ai]
  if (name === undefined) return { name: 'other', value: `(${ai}) ${value}`, isDay: false }
  const isDay = DAYS.has(name)
  return { name, value: isDay ? gs1Day(value, thisYear) : value, isDay }
}

const ISBT_NAMES: Readonly<Partial<Record<IsbtName, FactName>>> = {
  product: 'product',
  expiry: 'expiry',
  collected: 'collected',
  produced: 'produced',
  'blood-group': 'bloodGroup',
  'container-lot': 'batch',
  'item-lot': 'batch',
}

function ofStructure({ name, identifier, data }: IsbtStructure): MeaningFact[] {
  if (name === 'donation') return ofDonation(data)
  const known = ISBT_NAMES[name]
  if (known === undefined) return [{ name: 'other', value: identifier + data, isDay: false }]
  const day = DAYS.has(known) ? isbtDay(data) : null
  return [{ name: known, value: day ?? data, isDay: day !== null }]
}

/** As a label prints it: in groups, with the check character behind. */
function ofDonation(data: string): MeaningFact[] {
  const number = data.slice(0, 13)
  const groups = [data.slice(0, 5), data.slice(5, 7), data.slice(7, 13), donationCheck(number)]
  return [
    { name: 'donation', value: groups.join(' '), isDay: false },
    { name: 'facility', value: data.slice(0, 5), isDay: false },
  ]
}
