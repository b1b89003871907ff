import type { AskedLabel, LabelOf, LabelSubject } from '#shared/contract/labels.ts'
import type { LabelContent } from '#shared/label/content.ts'
import type { LabelTemplate } from '#shared/label/template.ts'
import type { Names } from '../../i18n/names.ts'

/** The words of the screen for what the bench keeps as a key or a time. */
export function askedOf({ of, material, collectedAt }: LabelSubject, names: Names): AskedLabel {
  return {
    of,
    material: material === null ? '' : names.material(material),
    collected: collectedAt === null ? '' : dayOf(collectedAt),
  }
}

export const contentOf = (subject: LabelSubject, names: Names): LabelContent => ({
  ...subject.content,
  ...words(askedOf(subject, names)),
})

const words = ({ material, collected }: AskedLabel) => ({ material, collected })

/** `2026-11-24` by this computer's calendar: the same in every language, and short. */
function dayOf(at: number): string {
  const day = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

export const kindOf = ({ type }: LabelOf): LabelTemplate['kind'] =>
  type === 'specimen' || type === 'tube' ? 'tube' : type === 'container' ? 'box' : 'position'

/** On a template that nothing is printed from yet. */
const SAMPLE: LabelContent = {
  code: 'FK-000123',
  accession: '2026-000123',
  study: 'NORDLUNG',
  material: 'Plasma',
  collected: '2026-11-24',
  donor: 'D-7QX2-M4KP',
  position: 'F1/S2/R3/B7 · C4',
}

/** A box and a position are called otherwise than a tube. */
export function sampleOf({ kind }: LabelTemplate): LabelContent {
  if (kind === 'tube') return SAMPLE
  return kind === 'box'
    ? { ...SAMPLE, code: 'BX-20417', position: 'F1/S2/R3/B7' }
    : { ...SAMPLE, code: 'BX-20417/B3', position: 'B3' }
}
