import type { Locator, Page } from '@playwright/test'
import { SAME_READ_MS } from '#shared/scan/dedupe.ts'
import type { Bench, StartBench } from './fixtures.ts'
import { expect } from './fixtures.ts'
import { scan } from './scan.ts'
import { words } from './words.ts'

/** What people of the demo biobank scan. */
export const IDA = 'FKB-DEMO-IDA'
export const MARC = 'FKB-DEMO-MARC'
export const JANA = 'FKB-DEMO-JANA'

/** Boxes of the demo biobank that stand ready and empty: plasma, serum, plasma. */
export const PLASMA_BOX = 'BX-20417'
export const SERUM_BOX = 'BX-20418'
export const OTHER_PLASMA_BOX = 'BX-20419'

/** A tube of the demo biobank that is stored; it stands elsewhere than in the boxes above. */
export const STORED_TUBE = 'FX05653000'

/** The `n`th of the tubes that no biobank knows yet, of a known form. */
export const newTube = (n: number): string => `FX099${String(n).padStart(5, '0')}`

/**
 * Lets pass the moment in which the same text is the same read and an Enter is still the scanner's.
 * A person's hand is slower than that; a test is not.
 */
export const letReadPass = (page: Page): Promise<void> => page.waitForTimeout(SAME_READ_MS.wedge)

/** Scans a code that was scanned a moment ago. */
export async function scanAgain(page: Page, text: string): Promise<void> {
  await letReadPass(page)
  await scan(page, text)
}

/** Starts a bench on a demo biobank and signs in. */
export async function startAtHome(
  startBench: StartBench,
  {
    badge = IDA,
    args = [],
    ...options
  }: NonNullable<Parameters<StartBench>[0]> & { badge?: string } = {},
): Promise<Bench> {
  const bench = await startBench({ args: ['--setup', 'demo', ...args], ...options })
  await signIn(bench.page, badge)
  return bench
}

/** Scans a badge at the sign-in screen and waits for the home screen. */
export async function signIn(page: Page, badge = IDA): Promise<void> {
  await expectSignIn(page)
  await scan(page, badge)
  await expectHome(page)
}

/** Nobody is signed in, and a badge would be read. */
export const expectSignIn = (page: Page): Promise<void> =>
  expect(page.getByRole('region', { name: 'Frostkeep' })).toContainText(words('signin.scanBadge'))

export const expectHome = (page: Page): Promise<void> =>
  expect(display(page)).toContainText(words('home.scanBox'))

/** The one loud line of the screen, with what a screen reader says of it. */
export const display = (page: Page): Locator =>
  page.getByRole('region', { name: words('display.label') })

/** A sentence that stays on the screen. */
export const sentence = (page: Page, text: string): Locator =>
  page
    .getByRole('status')
    .or(page.getByRole('alert'))
    .or(page.getByRole('note'))
    .filter({ hasText: text })

export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true })

/** Goes to one of the places of the rail. */
export async function goTo(
  page: Page,
  place: 'scan' | 'freezers' | 'samples' | 'worklist' | 'import' | 'ledger' | 'settings',
): Promise<void> {
  const rail = page.getByRole('navigation', { name: words('shell.rail') })
  // A badge with a number may follow the word.
  await rail.getByRole('button', { name: new RegExp(`^${words(`rail.${place}`)}`) }).click()
}

/** Picks one entry of a list field. */
export async function pick(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}

/** From the home screen: registers a tube that is not known yet; its card is open then. */
export async function register(page: Page, code: string, material: string): Promise<void> {
  await scan(page, code)
  await expect(display(page)).toContainText(words('accession.line', { code }))
  await pick(page, words('study.label'), /NORDLUNG/)
  await pick(page, words('accession.material'), material)
  await button(page, words('accession.register', { code })).click()
  await expect(display(page)).toContainText(words('specimen.registered', { code }))
}

/** From the home screen: scans a box, chooses the study and starts the intake. */
export async function startIntake(page: Page, box = PLASMA_BOX, first = 'A1'): Promise<void> {
  await scanAgain(page, box)
  await expect(display(page)).toContainText(words('intake.startLine', { box }))
  await pick(page, words('study.label'), /NORDLUNG/)
  await button(page, words('intake.start')).click()
  await expectTarget(page, first)
}

/** The position that the next tube is for stands on the display, before any scan. */
export const expectTarget = (page: Page, position: string): Promise<void> =>
  expect(display(page)).toContainText(`${words('intake.scanTubeFor')} ${position}`)

export const expectCount = (page: Page, taken: number, total = 81): Promise<void> =>
  expect(display(page)).toContainText(words('intake.heardCount', { taken, total }))

/** One position of the box on the screen, by what is heard of it: "B3, Filled, FX05653142". */
export const cell = (page: Page, position: string): Locator =>
  page.getByRole('gridcell', { name: new RegExp(`^${position}(,|$)`) })
