import { hasDisplay } from './display.ts'
import {
  chosenElectron,
  findElectron,
  isPinnedComplete,
  pinnedElectron,
  type Surroundings,
} from './find-electron.ts'

/** Where the bench shows its screens. */
export type Screen =
  | { readonly kind: 'window'; readonly electron: string }
  /** `because` is one plain line for the person at the terminal; absent when they asked for it. */
  | { readonly kind: 'browser'; readonly because?: string }

/**
 * A window wherever one can be had, else a browser. `fetchPinned` is called when Electron is not
 * on this computer and nothing names another one; it says whether it could be fetched.
 */
export async function chooseScreen(
  serve: boolean,
  around: Surroundings,
  fetchPinned: () => Promise<boolean>,
): Promise<Screen> {
  if (serve) return { kind: 'browser' }
  if (!hasDisplay(around.platform, around.env)) return browser('There is no display for a window')
  const electron = findElectron(around)
  if (electron) return { kind: 'window', electron }
  const chosen = chosenElectron(around)
  if (chosen) return browser(`There is no Electron at ${chosen}`)
  if ((await fetchPinned()) && isPinnedComplete(around)) {
    return { kind: 'window', electron: pinnedElectron(around) }
  }
  return browser('Electron could not be fetched')
}

const browser = (reason: string): Screen => ({
  kind: 'browser',
  because: `${reason}, so Frostkeep opens for a browser.`,
})
