import type { Material, TubeType } from '../words.ts'

/** Lower case, letters and digits only, so that "Whole Blood", "whole-blood" and "WHOLE_BLOOD" are one. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')

/** What tables call materials: MIABIS sample types, SPREC codes, everyday names. */
const MATERIAL_WORDS: Readonly<Record<Material, readonly string[]>> = {
  'whole-blood': ['whole blood', 'blood', 'BLD', 'Vollblut', 'sang total'],
  plasma: ['plasma', 'PL1', 'PL2', 'EDTA plasma', 'citrate plasma', 'heparin plasma'],
  serum: ['serum', 'SER', 'sérum'],
  'buffy-coat': ['buffy coat', 'buffy', 'BUF', 'BFF', 'leukocytes'],
  pbmc: ['PBMC', 'peripheral blood mononuclear cells', 'CEL'],
  dna: ['DNA', 'cDNA', 'genomic DNA', 'gDNA', 'ADN'],
  rna: ['RNA', 'mRNA', 'microRNA', 'ARN'],
  urine: ['urine', 'URN', 'Urin'],
  saliva: ['saliva', 'SAL', 'Speichel', 'salive'],
  csf: ['CSF', 'cerebrospinal fluid', 'Liquor'],
  'tissue-frozen': [
    'tissue (fresh frozen)',
    'tissue frozen',
    'frozen tissue',
    'cryo tissue',
    'TIS',
  ],
  'tissue-fixed': ['tissue (fixed)', 'tissue FFPE', 'FFPE', 'paraffin tissue', 'fixed tissue'],
  stool: ['stool', 'faeces', 'feces', 'STL', 'Stuhl', 'selles'],
  other: ['other', 'ZZZ', 'sonstige', 'autre'],
}

const TUBE_WORDS: Readonly<Record<TubeType, readonly string[]>> = {
  cryotube: ['cryotube', 'cryovial', 'cryo tube', 'vial', 'tube'],
  'edta-tube': ['EDTA tube', 'EDTA', 'K-EDTA', 'PED'],
  'serum-tube': ['serum tube', 'SST', 'CAT'],
  'heparin-tube': ['heparin tube', 'heparin', 'HEP'],
  straw: ['straw', 'cryo straw'],
  other: ['other'],
}

const lookUp = <T extends string>(words: Readonly<Record<T, readonly string[]>>) =>
  new Map(
    (Object.entries(words) as [T, readonly string[]][]).flatMap(([name, all]) =>
      [name, ...all].map((word) => [bare(word), name] as const),
    ),
  )

const MATERIALS_BY_WORD = lookUp(MATERIAL_WORDS)
const TUBES_BY_WORD = lookUp(TUBE_WORDS)

/** The material that a table's word means, or null. Never a near miss: a person decides those. IMP-3 */
export const readMaterial = (text: string): Material | null =>
  MATERIALS_BY_WORD.get(bare(text)) ?? null

export const readTubeType = (text: string): TubeType | null => TUBES_BY_WORD.get(bare(text)) ?? null
