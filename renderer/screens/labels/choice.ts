import type { LabelTemplate } from '#shared/label/template.ts'
import { createStore } from '../../app/store.ts'

/** What labels of one kind were last printed on, and as. */
export interface LabelChoice {
  readonly printer: string
  readonly template: string
}

type Choices = Partial<Record<LabelTemplate['kind'], LabelChoice>>

const KEPT = 'frostkeep.labels'

function kept(): Choices {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Choices
  } catch {
    return {}
  }
}

/** It belongs to the place and not to the person, as the printer on the bench does. */
export const labelChoices = createStore<Choices>(kept())

export function keepChoice(kind: LabelTemplate['kind'], choice: LabelChoice): void {
  const next = { ...labelChoices.get(), [kind]: choice }
  localStorage.setItem(KEPT, JSON.stringify(next))
  labelChoices.set(next)
}
