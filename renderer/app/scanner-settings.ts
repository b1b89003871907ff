import { DEFAULT_WEDGE_SETTINGS, type WedgeSettings } from '#shared/scan/wedge.ts'
import { createStore } from './store.ts'

const KEPT = 'frostkeep.wedge'
const KEPT_AIM = 'frostkeep.wedge-aim'

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

/** Whether it sends an AIM identifier such as `]C0` in front of each code. */
export const wedgeSendsAim = createStore(localStorage.getItem(KEPT_AIM) === 'yes')

export function keepWedgeSettings(settings: WedgeSettings, sendsAim: boolean): void {
  localStorage.setItem(KEPT, JSON.stringify(settings))
  localStorage.setItem(KEPT_AIM, sendsAim ? 'yes' : 'no')
  wedgeSettings.set(settings)
  wedgeSendsAim.set(sendsAim)
}
