import type { PersonView } from '#shared/contract/views.ts'

/** Whether a person may do what needs a manager; the bench decides, this only spares a vain question. */
export const isManager = (person: PersonView | null): boolean =>
  person?.role === 'manager' || person?.role === 'administrator'
