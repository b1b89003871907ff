import type { NameList } from './list.ts'

/**
 * First element of fluids. Version 2: Lehmann et al. 2012, doi 10.1089/bio.2012.0012, table 1 (PMC6463986);
 * the open library SPRECLib has the same codes.
 */
export const FLUID_TYPES_2: NameList = {
  kind: 'names',
  complete: true,
  names: {
    ASC: 'ascites',
    AMN: 'amniotic fluid',
    BAL: 'bronchoalveolar lavage',
    BLD: 'whole blood',
    BMA: 'bone marrow aspirate',
    BMK: 'breast milk',
    BUC: 'buccal cells',
    BUF: 'buffy coat, not by density gradient, viable',
    BFF: 'buffy coat, not by density gradient, not viable',
    CEL: 'mononuclear cells by density gradient, viable',
    CEN: 'fresh cells, not of blood',
    CLN: 'cells, not of blood, viable',
    CRD: 'cord blood',
    CSF: 'cerebrospinal fluid',
    DWB: 'dried whole blood',
    NAS: 'nasal washing',
    PEL: 'mononuclear cells by density gradient, not viable',
    PEN: 'cells, not of blood, not viable',
    PFL: 'pleural fluid',
    PL1: 'plasma, spun once',
    PL2: 'plasma, spun twice',
    RBC: 'red blood cells',
    SAL: 'saliva',
    SEM: 'semen',
    SER: 'serum',
    SPT: 'sputum',
    STL: 'stool',
    SYN: 'synovial fluid',
    TER: 'tears',
    U24: 'urine of 24 hours',
    URN: 'urine, random',
    URM: 'urine, first of the morning',
    URT: 'urine, timed',
  },
}

const NOT_IN_MAPS = ['BUC', 'CEN', 'CLN', 'PEL', 'PEN']
const NAMED_BY_MAPS = Object.fromEntries(
  Object.entries(FLUID_TYPES_2.names).filter(([code]) => !NOT_IN_MAPS.includes(code)),
)

/**
 * Version 3, known in part: what the concept map of the German core data set's biobank module names under
 * "SPREC 3.0". It maps what it has a counterpart for, so that a code may be missing there and stand in the list.
 */
export const FLUID_TYPES_3: NameList = { kind: 'names', complete: false, names: NAMED_BY_MAPS }

/**
 * Version 4 (doi 10.1089/bio.2024.0010), known in part: the same map under "SPREC 4.0", and what the mapping
 * of MIABIS names for version 4 alone.
 */
export const FLUID_TYPES_4: NameList = {
  kind: 'names',
  complete: false,
  names: {
    ...NAMED_BY_MAPS,
    EBC: 'exhaled breath condensate',
    EXO: 'exosomes, isolated or enriched',
    PTF: 'peritoneal fluid',
    SWT: 'sweat',
  },
}
