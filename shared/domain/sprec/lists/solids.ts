import type { CollectionList, NameList } from './list.ts'
import { HOUR, moreThan } from './time.ts'

/** First element of solids. Version 2: Lehmann et al. 2012, table 2, as SPRECLib has it. */
export const SOLID_TYPES_2: NameList = {
  kind: 'names',
  complete: true,
  names: {
    CEN: 'fresh cells, not of blood',
    CLN: 'cells, not of blood, viable',
    FNA: 'cells of a fine-needle aspirate',
    HAR: 'hair',
    LCM: 'cells by laser capture',
    PEN: 'cells, not of blood, not viable',
    PLC: 'placenta',
    TIS: 'solid tissue',
    TCM: 'disrupted tissue, not viable',
  },
}

/** Versions 3 and 4, known in part: the map of `FLUID_TYPES_3`, and what MIABIS maps to both. */
export const SOLID_TYPES_3_4: NameList = {
  kind: 'names',
  complete: false,
  names: { BON: 'bone', HAR: 'hair', NAL: 'nails', PLC: 'placenta', TTH: 'teeth' },
}

/** Second element of solids, version 2 (as `SOLID_TYPES_2`). */
export const COLLECTIONS_2: CollectionList = {
  kind: 'collections',
  complete: true,
  names: {
    ASN: 'fine-needle aspirate',
    BCM: 'biopsy in culture medium',
    BPS: 'biopsy',
    BSL: 'biopsy in saline',
    BTM: 'biopsy in cold transport medium',
    PUN: 'punction',
    SCM: 'excision in culture medium',
    SRG: 'excision',
    SSL: 'excision in saline',
    STM: 'excision in cold transport medium',
    SWB: 'swab',
    VAC: 'excision in a vacuum container',
  },
  autopsy: [
    { code: 'A06', from: 0, to: 6 * HOUR },
    { code: 'A12', from: 6 * HOUR, to: 12 * HOUR },
    { code: 'A24', from: 12 * HOUR, to: 24 * HOUR },
    { code: 'A48', from: 24 * HOUR, to: 48 * HOUR },
    { code: 'A72', from: 48 * HOUR, to: moreThan(72 * HOUR) },
  ],
}

/** Versions 3 and 4: no list could be read. */
export const COLLECTIONS_UNREAD: CollectionList = {
  kind: 'collections',
  complete: false,
  names: {},
  autopsy: [],
}

const FIXATIVES = {
  ACA: 'no aldehyde, with acetic acid',
  ALD: 'aldehyde',
  ALL: 'Allprotect',
  ETH: 'alcohol',
  FOR: 'formalin, not buffered',
  HST: 'heat',
  NAA: 'no aldehyde, no acetic acid',
  NBF: 'formalin, neutral buffered',
  OCT: 'medium for cutting frozen',
  PXT: 'PAXgene tissue',
  RNL: 'RNAlater',
  SNP: 'snap freezing',
}

/** Fifth element of solids, version 2 (as `SOLID_TYPES_2`). */
export const FIXATIONS_2: NameList = { kind: 'names', complete: true, names: FIXATIVES }

/** Version 4, known in part: the map of the German core data set. */
export const FIXATIONS_4: NameList = {
  kind: 'names',
  complete: false,
  names: {
    ACA: FIXATIVES.ACA,
    ALD: FIXATIVES.ALD,
    ETH: FIXATIVES.ETH,
    FOR: FIXATIVES.FOR,
    NBF: FIXATIVES.NBF,
    OCT: FIXATIVES.OCT,
  },
}

/** Version 3: no list could be read. */
export const FIXATIONS_UNREAD: NameList = { kind: 'names', complete: false, names: {} }
