import { seeded } from '../../../electron/store/demo/random.ts'

const MATERIALS = ['Plasma', 'Plasma', 'Plasma', 'Whole blood', 'DNA', 'Serum', 'Urine', 'Saliva']
const COLD = ['RT', 'LN', '2 °C to 10 °C', '-60 °C to -85 °C', '-18 °C to -35 °C']
/** What a registry repeats in every row of an exported view: its own description, its diseases. */
const REPEATED = [
  'The registry is a core facility whose purpose is to support researchers who run studies with collections of samples, within the university and outside of it, in its own country and in others, with samples of its own and of others.',
  'XYZ:0001234\\Ontology of Examples (OEX)\\2.62\\OEX\\An organ that is found in the body and whose description goes on for a while, as those of ontologies do where nobody has to read them aloud to anybody else in a room',
]

/**
 * A table without a header and with 40 columns, of the form in which a registry exports a view of its
 * samples: about 1,000 letters a row, most of them the same in every row. Every row of it is right.
 */
export function wideTableOf({ rows, seed = 1 }: { rows: number; seed?: number }): string {
  const random = seeded(seed)
  const code = (row: number) => `00102-${String(row * 3 + 369).padStart(8, '0')}`
  const start = Date.UTC(2004, 5, 10, 14, 22)
  const lines = Array.from({ length: rows }, (_, row) => {
    const taken = new Date(start + row * 47_000).toISOString().slice(0, 19)
    const parent = row % 5 === 0 ? '' : code(row - (row % 5))
    const at = (list: readonly string[]) => list[random.below(list.length)]!
    const cells = [code(row), parent, row % 5 === 0 ? 'Whole blood' : at(MATERIALS)]
    cells.push(
      at(COLD),
      row % 19 === 0 ? '' : taken,
      REPEATED[1]!,
      '2038',
      'A biobank',
      '',
      REPEATED[0]!,
    )
    const study = random.below(99)
    cells.push(`SC${study}`, `SCA_${study}`, `Sample collection ${study}`, REPEATED[0]!)
    cells.push(
      at(['Male', 'Female']),
      String(random.below(60)),
      'year',
      'Survey data',
      REPEATED[1]!,
    )
    return [...cells, ...Array<string>(40 - cells.length).fill('')]
  })
  return lines.map((line) => `${line.join('\t')}\n`).join('')
}
