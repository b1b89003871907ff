import type { StorageList } from './list.ts'

/**
 * Seventh element, version 2: the lists of SPRECLib and of LIMBUS agree but for I, which SPRECLib codes as G.
 * U (paraffin at -20 °C) is not among them: SPRECLib does not have it, and the map of the German core data set
 * has it for versions 3 and 4.
 */
export const STORAGE_2: StorageList = {
  kind: 'storage',
  complete: true,
  rows: [
    { code: 'A', vessel: 'pp-tube-0.5-2-ml', at: ['minus-80'] },
    { code: 'B', vessel: 'pp-tube-0.5-2-ml', at: ['minus-20'] },
    { code: 'V', vessel: 'pp-tube-0.5-2-ml', at: ['below-minus-135'] },
    { code: 'C', vessel: 'cryotube', at: ['nitrogen'] },
    { code: 'D', vessel: 'cryotube', at: ['minus-80'] },
    { code: 'E', vessel: 'cryotube', at: ['programmed'] },
    { code: 'F', vessel: 'straw', at: ['nitrogen'] },
    { code: 'G', vessel: 'straw', at: ['minus-80'] },
    { code: 'H', vessel: 'straw', at: ['minus-20'] },
    { code: 'I', vessel: 'straw', at: ['programmed'] },
    { code: 'J', vessel: 'pp-tube-5-ml', at: ['minus-80'] },
    { code: 'K', vessel: 'pp-tube-5-ml', at: ['minus-20'] },
    { code: 'L', vessel: 'microplate', at: ['minus-80'] },
    { code: 'M', vessel: 'microplate', at: ['minus-20'] },
    { code: 'N', vessel: 'cryotube', at: ['nitrogen-after-minus-80'] },
    { code: 'O', vessel: 'straw', at: ['nitrogen-after-minus-80'] },
    { code: 'P', vessel: 'paraffin', at: ['room', 'cold'] },
    { code: 'Q', vessel: 'bag', at: ['nitrogen'] },
    { code: 'R', vessel: 'dry-medium', at: ['room'] },
    { code: 'S', vessel: 'pp-tube-40-500-ul', at: ['minus-80'] },
    { code: 'T', vessel: 'pp-tube-40-500-ul', at: ['minus-20'] },
    { code: 'W', vessel: 'pp-tube-40-500-ul', at: ['below-minus-135'] },
    { code: 'Y', vessel: 'original', at: ['minus-80', 'minus-20'] },
  ],
}

/** Versions 3 and 4, known in part: the map of the German core data set names the vessels alone. */
export const STORAGE_3_4: StorageList = {
  kind: 'storage',
  complete: false,
  rows: [
    ...['A', 'B', 'J', 'K', 'S', 'T', 'V', 'W'].map((code) => vesselOnly(code, 'pp-tube')),
    ...['C', 'D', 'E', 'N'].map((code) => vesselOnly(code, 'cryotube')),
    ...['F', 'G', 'H', 'I', 'O'].map((code) => vesselOnly(code, 'straw')),
    ...['L', 'M'].map((code) => vesselOnly(code, 'microplate')),
    ...['P', 'U'].map((code) => vesselOnly(code, 'paraffin')),
    vesselOnly('Q', 'bag'),
  ],
}

function vesselOnly(code: string, vessel: StorageList['rows'][number]['vessel']) {
  return { code, vessel, at: [] }
}
