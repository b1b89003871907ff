import { createStore } from './store.ts'

const open = createStore(false)

export const usePersonMenuOpen = open.use
export const openPersonMenu = (): void => open.set(true)
export const closePersonMenu = (): void => open.set(false)
