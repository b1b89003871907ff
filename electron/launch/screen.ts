import { hasDisplay } from './display.ts'
import {
  chosenElectron,
  findElectron,
  isPinnedComplete,
  pinnedElectron,
  type Surroundings,
} from './find-electron.ts'
import { WORDS, type Words } from './words.ts'

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
  words: Words = WORDS.en,
): Promise<Screen> {
  const browser = (reason: string): Screen => ({
    kind: 'browser',
    because: words.browser(reason),
  })
  if (serve) return { kind: 'browser' }
  if (!hasDisplay(around.platform, around.env)) return browser(words.noDisplay)
  const electron = findElectron(around)
  if (electron) return { kind: 'window', electron }
  const chosen = chosenElectron(around)
  if (chosen) return browser(words.noElectronAt(chosen))
  if ((await fetchPinned()) && isPinnedComplete(around)) {
    return { kind: 'window', electron: pinnedElectron(around) }
  }
  return browser(words.notFetched)
}
