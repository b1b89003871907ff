import { DEFAULT_WEDGE_SETTINGS, type WedgeSettings } from '#shared/scan/wedge.ts'
import { createStore } from './store.ts'

const KEPT = 'frostkeep.wedge'

/** What the scanner test found out on this computer; what cannot be read counts as never tested. */
function load(): WedgeSettings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '{}')
    return { ...DEFAULT_WEDGE_SETTINGS, ...(kept as Partial<WedgeSettings>) }
  } catch {
    return DEFAULT_WEDGE_SETTINGS
  }
}

/** How the scanner on the keyboard port is read here. */
export const wedgeSettings = createStore(load())

export function keepWedgeSettings(settings: WedgeSettings): void {
  localStorage.setItem(KEPT, JSON.stringify(settings))
  wedgeSettings.set(settings)
}
