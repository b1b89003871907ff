import { z } from 'zod'
import type { TemplateView } from '#shared/contract/labels.ts'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { type LabelTemplate, labelTemplate } from '#shared/label/template.ts'
import { getMeta, setMeta } from '../meta.ts'
import type { ReadDb, WriteDb } from '../open.ts'

const kept = z.array(labelTemplate)

const own = (db: ReadDb): LabelTemplate[] =>
  kept.parse(JSON.parse(getMeta(db, 'label_templates') ?? '[]'))

/** The built-in templates first, then this bench's own. */
export const templates = (db: ReadDb): TemplateView[] => [
  ...BUILT_IN.map((template) => ({ template, builtIn: true })),
  ...own(db).map((template) => ({ template, builtIn: false })),
]

export const templateOf = (db: ReadDb, id: string): LabelTemplate | null =>
  templates(db).find(({ template }) => template.id === id)?.template ?? null

/** A built-in template is never changed: what is saved under its name would be passed over. */
export function saveTemplate(db: WriteDb, template: LabelTemplate): void {
  const others = own(db).filter(({ id }) => id !== template.id)
  setMeta(db, 'label_templates', JSON.stringify([...others, template]))
}

export function removeTemplate(db: WriteDb, id: string): void {
  const others = own(db).filter((template) => template.id !== id)
  setMeta(db, 'label_templates', JSON.stringify(others))
}
