import { createStore } from '../../app/store.ts'

const KEPT = 'frostkeep.accession.prints'

/** Whether each tube that is registered gets a label at once. It belongs to the bench, as its printer does. */
export const printsEach = createStore<boolean>(localStorage.getItem(KEPT) === 'yes')

export function keepPrintsEach(prints: boolean): void {
  localStorage.setItem(KEPT, prints ? 'yes' : 'no')
  printsEach.set(prints)
}
