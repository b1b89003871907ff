import { createStore } from './store.ts'

const open = createStore(false)

export const usePaletteOpen = open.use
export const openPalette = (): void => open.set(true)
export const closePalette = (): void => open.set(false)
