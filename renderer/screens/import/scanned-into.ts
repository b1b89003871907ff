import { createStore } from '../../app/store.ts'

/** Takes what is scanned while a cell is being mended; undefined where none is. */
export const scannedInto = createStore<((text: string) => void) | undefined>(undefined)
