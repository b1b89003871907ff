import { createStore } from './store.ts'

/**
 * The badge code of a new biobank's first person. The program keeps it nowhere, so it stays on the
 * screen until that person says that they have it.
 */
export const newBadge = createStore<string | null>(null)

export const useNewBadge = newBadge.use
