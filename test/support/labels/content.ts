import type { LabelContent } from '#shared/label/content.ts'

/** What a tube's label says; only the code matters to who reads it back. */
export const contentWith = (code: string, given: Partial<LabelContent> = {}): LabelContent => ({
  code,
  accession: 'L-2026-000123',
  study: 'COLD-1',
  material: 'Plasma',
  collected: '2026-11-24 08:30',
  donor: 'D-7QX2-M4KP',
  position: 'F1/S2/R3/B7 · C4',
  ...given,
})
