import type { NameList } from './list.ts'

/**
 * Second element of fluids. Version 2: as for the first; sodium EDTA is in SPRECLib and in both later maps.
 */
export const CONTAINERS_2: NameList = {
  kind: 'names',
  complete: true,
  names: {
    ACD: 'acid citrate dextrose',
    ADD: 'additives',
    CAT: 'serum tube without clot activator',
    CPD: 'citrate phosphate dextrose',
    CPT: 'cell preparation tube',
    EDG: 'EDTA and gel',
    HEP: 'lithium heparin',
    HIR: 'hirudin',
    LHG: 'lithium heparin and gel',
    ORG: 'Oragene or equivalent',
    PAX: 'PAXgene blood RNA',
    PED: 'potassium EDTA',
    PET: 'polyethylene tube, sterile',
    PI1: 'protease inhibitor S8820 or equivalent',
    PIX: 'protease inhibitors',
    PPS: 'polypropylene tube, sterile',
    PXD: 'PAXgene blood DNA',
    PXR: 'PAXgene bone marrow RNA',
    SCI: 'sodium citrate',
    SED: 'sodium EDTA',
    SHP: 'sodium heparin',
    SPO: 'sodium fluoride and potassium oxalate',
    SST: 'serum separator tube with clot activator',
    TEM: 'Tempus tube',
    TRC: 'trace elements tube',
  },
}

/** What both maps name, under "SPREC 3.0" and under "SPREC 4.0" (see `FLUID_TYPES_3`). */
const IN_BOTH = {
  ACD: 'acid citrate dextrose',
  CAT: 'serum tube without clot activator',
  CPH: 'cell preparation tube, heparin',
  CPT: 'cell preparation tube, citrate',
  CSV: 'aldehyde-based stabiliser for circulating tumour cells',
  EDG: 'EDTA and gel',
  GLS: 'glass',
  HEP: 'lithium heparin',
  HIR: 'hirudin',
  LHB: 'lithium heparin and rubber plug',
  OMN: 'stool container with DNA stabiliser',
  PAX: 'PAXgene blood RNA',
  PED: 'potassium EDTA',
  PET: 'polyethylene tube, sterile',
  PI1: 'protease inhibitor S8820 or equivalent',
  PIX: 'protease inhibitors',
  PPS: 'polypropylene tube, sterile',
  SCI: 'sodium citrate',
  SED: 'sodium EDTA',
  SHP: 'sodium heparin',
  SPO: 'sodium fluoride and potassium oxalate',
}

/** Version 3, known in part. */
export const CONTAINERS_3: NameList = {
  kind: 'names',
  complete: false,
  names: { ...IN_BOTH, ADD: 'chemical additives or stabilisers' },
}

/** Version 4, known in part. */
export const CONTAINERS_4: NameList = {
  kind: 'names',
  complete: false,
  names: {
    ...IN_BOTH,
    CIF: 'citrate fluoride',
    CPD: 'citrate phosphate dextrose',
    LHG: 'lithium heparin and gel',
    ORG: 'Oragene or equivalent',
    SST: 'serum separator tube with clot activator',
    TEM: 'Tempus tube',
  },
}
