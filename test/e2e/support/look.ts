import type { Page } from '@playwright/test'

export interface WornLook {
  readonly theme?: 'light' | 'dark' | 'contrast' | 'forced'
  readonly language?: 'en' | 'fr' | 'de'
  readonly scale?: 100 | 125 | 150 | 175 | 200
}

export const THEMES = ['light', 'dark', 'contrast', 'forced'] as const
export const LANGUAGES = ['en', 'fr', 'de'] as const

/** Changes theme, language and size where the page is, as another window of the same browser would. */
export async function wear(page: Page, look: WornLook): Promise<void> {
  const { theme, language, scale } = look
  if (theme) {
    await page.emulateMedia({
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      forcedColors: theme === 'forced' ? 'active' : 'none',
    })
  }
  const kept = {
    ...(theme && { 'frostkeep.theme': theme === 'contrast' ? 'contrast' : 'auto' }),
    ...(language && { 'frostkeep.language': language }),
    ...(scale && { 'frostkeep.scale': String(scale) }),
  }
  await page.evaluate(keep, kept)
  if (language)
    await page.waitForFunction((lang) => document.documentElement.lang === lang, language)
  // What follows a change of size or words by script has then been laid out.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))),
  )
}

/** Runs in the page. */
function keep(kept: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value)
  window.dispatchEvent(new StorageEvent('storage'))
}
