import type { Material } from '../words.ts'

/** How many tubes one row may stand for. */
const MOST_PORTIONS = 500

/** The number of portions that a cell says, or null where it says none. */
export function readCount(text: string): number | null {
  const match = /^0*([1-9]\d{0,2})$/.exec(text.trim())
  const count = match ? Number(match[1]) : 0
  return count >= 1 && count <= MOST_PORTIONS ? count : null
}

/** The codes in one cell. */
export const codesIn = (cell: string): readonly string[] =>
  cell
    .split(/[,;|]/)
    .map((code) => code.trim())
    .filter((code) => code !== '')

/** Of these a bare quantity is a volume; of cells, molecules and tissue it is a count or a weight. IMP-13 */
const FLUIDS: ReadonlySet<Material> = new Set([
  'whole-blood',
  'plasma',
  'serum',
  'urine',
  'saliva',
  'csf',
])
export const isFluid = (material: Material): boolean => FLUIDS.has(material)

/** A number without a unit. */
export const isBareNumber = (text: string): boolean => /^\d+(?:[.,]\d+)?$/.test(text.trim())
