import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  expectSignIn,
  expectTarget,
  goTo,
  newTube,
  signIn,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

const KEPT = 'data-violations'

/** From its first script on, the page notes on its root what its content security policy blocks. */
async function noteViolations(page: Page): Promise<void> {
  await page.addInitScript((kept) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      const before = document.documentElement.getAttribute(kept) ?? ''
      const noted = `${before}${effectiveDirective} ${blockedURI}; `
      document.documentElement.setAttribute(kept, noted)
    })
  }, KEPT)
  await page.reload()
}

const violationsOf = (page: Page): Promise<string | null> => page.locator('html').getAttribute(KEPT)

test('a walk through the program breaks none of its content policy, and the policy does block', async ({
  bench,
}) => {
  const { page } = bench
  await noteViolations(page)
  await button(page, words('firstRun.demoOpen')).click()
  await expectSignIn(page)
  await signIn(page)
  await startIntake(page)
  await scan(page, newTube(0))
  await expectTarget(page, 'A2')
  for (const place of ['freezers', 'samples', 'worklist', 'import', 'settings'] as const) {
    await goTo(page, place)
    const rail = page.getByRole('navigation', { name: words('shell.rail') })
    await expect(rail.locator('[aria-current=page]')).toContainText(words(`rail.${place}`))
  }
  expect(await violationsOf(page)).toBeNull()
  expect(bench.problems).toEqual([])

  // Negative control: an inline script is blocked, and so is an address elsewhere.
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "Broken in"'
    document.head.append(script)
    return fetch('https://example.org/').catch(() => undefined)
  })
  await expect.poll(() => violationsOf(page)).toContain('script-src-elem')
  expect(await violationsOf(page)).toContain('connect-src')
  expect(await page.title()).not.toBe('Broken in')
})
