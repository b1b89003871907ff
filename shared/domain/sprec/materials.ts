import type { Material } from '../words.ts'
import type { NameList } from './lists/list.ts'
import type { Missing, Rest, SprecInputs, SprecResult } from './sprec.ts'
import { contradiction, found, lacking, type Verdict } from './verdict.ts'

type Inapplicable = Extract<SprecResult, { applies: false }>['why']
type Kind = 'fluid' | 'solid' | Inapplicable

/** SPR-1 */
const KINDS: Readonly<Record<Material, Kind>> = {
  'whole-blood': 'fluid',
  plasma: 'fluid',
  serum: 'fluid',
  'buffy-coat': 'fluid',
  pbmc: 'fluid',
  dna: 'complex-derivative',
  rna: 'complex-derivative',
  urine: 'fluid',
  saliva: 'fluid',
  csf: 'fluid',
  'tissue-frozen': 'solid',
  'tissue-fixed': 'solid',
  stool: 'fluid',
  other: 'material-unknown',
}

const SEPARATED: readonly Material[] = ['plasma', 'serum', 'buffy-coat', 'pbmc', 'dna', 'rna']

/** Something was done to make it: nobody collects it as it is, whatever its record calls it. */
export const isSeparated = (material: Material): boolean => SEPARATED.includes(material)

export const kindOf = (material: Material): Kind => KINDS[material]

/** The code of a material, or what must be known besides to choose among several. */
const TYPES: Readonly<Partial<Record<Material, { code: string } | { lacks: Missing }>>> = {
  'whole-blood': { code: 'BLD' },
  serum: { code: 'SER' },
  'buffy-coat': { lacks: 'viability' },
  pbmc: { lacks: 'viability' },
  urine: { lacks: 'urine-kind' },
  saliva: { code: 'SAL' },
  csf: { code: 'CSF' },
  'tissue-frozen': { code: 'TIS' },
  'tissue-fixed': { code: 'TIS' },
  stool: { code: 'STL' },
}

/** SPR-6: the first element. Plasma is told apart by how often it was spun. */
export function typeOf(list: NameList, inputs: SprecInputs): Verdict {
  const rests: Rest[] = [{ what: 'material', material: inputs.material }]
  if (inputs.material === 'plasma') return plasma(list, inputs.spins?.length ?? null, rests)
  const type = TYPES[inputs.material]
  if (!type) return found(null, rests)
  return 'code' in type ? found(listed(list, type.code), rests) : lacking([type.lacks], rests)
}

function plasma(list: NameList, times: number | null, material: readonly Rest[]): Verdict {
  if (times === null) return lacking(['spins'], material)
  const rests: Rest[] = [...material, { what: 'spun', times }]
  if (times === 0) return contradiction(rests)
  return found(times > 2 ? null : listed(list, times === 1 ? 'PL1' : 'PL2'), rests)
}

const listed = (list: NameList, code: string): string | null => (code in list.names ? code : null)
