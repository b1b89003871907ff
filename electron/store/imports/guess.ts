import { IMPORT_FIELDS, type ImportField } from '#shared/contract/imports.ts'

/** What the columns of the field's tables are called, in the order of preference. */
const NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  code: [
    'barcode',
    'tubebarcode',
    'tubecode',
    'tubeid',
    'samplebarcode',
    'sampleid',
    'specimenid',
    'specimenlabel',
    'code',
    'id',
    'identifier',
  ],
  material: ['materialtype', 'material', 'sampletype', 'specimentype', 'type'],
  collectedAt: [
    'sampledtime',
    'collectedat',
    'collectiondate',
    'collectiontime',
    'datecollected',
    'samplingdate',
    'collected',
    'creationdatetime',
  ],
  parent: ['parentsampleid', 'parentbarcode', 'parentid', 'parent', 'parentspecimenlabel'],
  // Never by itself: such columns hold names and numbers of people, so a person decides. IMP-8
  donor: [],
  tubeType: ['tubetype', 'containertype', 'primarycontainer'],
  box: ['box', 'boxid', 'boxbarcode', 'boxcode', 'rackid', 'rackbarcode'],
  position: ['position', 'pos', 'tubeposition', 'tubelocation', 'boxposition'],
  volume: ['volume', 'volumeml', 'amount', 'quantity', 'initialquantity'],
}

const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Which column probably holds which field. A person sees it and may change it. */
export function guessColumns(columns: readonly string[]): Partial<Record<ImportField, number>> {
  const names = columns.map(bare)
  const guess: Partial<Record<ImportField, number>> = {}
  const used = new Set<number>()
  for (const field of IMPORT_FIELDS) {
    const name = NAMES[field].find((n) => names.includes(n) && !used.has(names.indexOf(n)))
    if (name === undefined) continue
    guess[field] = names.indexOf(name)
    used.add(names.indexOf(name))
  }
  return guess
}
