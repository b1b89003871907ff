import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { scan } from './scan.ts'
import {
  button,
  display,
  expectHome,
  expectSignIn,
  expectTarget,
  goTo,
  newTube,
  PLASMA_BOX,
  pick,
  STORED_TUBE,
  scanAgain,
  signIn,
  startIntake,
} from './steps.ts'
import { lookAtDevices } from './walk-devices.ts'
import { lookAtProcessing } from './walk-processing.ts'
import { lookAtReceiving } from './walk-receiving.ts'
import { lookAtRescan } from './walk-rescan.ts'
import { words } from './words.ts'

/** What is done at a screen once its content is there; afterwards the screen speaks English again, at its usual size. */
export type Look = (screen: string) => Promise<void>

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** From the first start through every screen; each is looked at when its content is there. */
export async function walk(page: Page, look: Look): Promise<void> {
  await look('first start')
  await button(page, words('firstRun.demoOpen')).click()
  await expectSignIn(page)
  await expect(page.getByRole('button', { name: /Ida/ })).toBeVisible()
  await look('sign-in')
  await page.getByRole('button', { name: /Ida/ }).click()
  await look('PIN')
  await signInFromPin(page)
  await expect(page.getByText(words('home.specimens', { count: 2, text: '2,000' }))).toBeVisible()
  await look('home')
  await lookAtScanning(page, look)
  await lookAtPlaces(page, look)
}

async function signInFromPin(page: Page): Promise<void> {
  await button(page, words('signin.allNames')).click()
  await signIn(page)
}

async function lookAtScanning(page: Page, look: Look): Promise<void> {
  await scan(page, newTube(90))
  await expect(display(page)).toContainText(words('accession.line', { code: newTube(90) }))
  await look('accession')
  await scan(page, 'FK:CANCEL')
  await expectHome(page)
  await lookAtRegistrations(page, look)
  await lookAtReceiving(page, look)
  await lookAtProcessing(page, look)
  await startIntake(page)
  await scan(page, newTube(0))
  await scan(page, '0232021993')
  for (let n = 1; n < 11; n++) await scan(page, newTube(n))
  await expectTarget(page, 'B4')
  await look('intake')
  await scan(page, STORED_TUBE)
  await expect(display(page)).toContainText(words('intake.stop'))
  await look('hold')
  await scan(page, 'FK:NEXT')
  await button(page, words('intake.resolve')).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await look('question')
  await button(page, words('common.close')).click()
}

async function lookAtRegistrations(page: Page, look: Look): Promise<void> {
  await scan(page, 'FK:ACCESSION')
  await expect(display(page)).toContainText(words('accession.batchLine'))
  await pick(page, words('study.label'), /NORDLUNG/)
  await pick(page, words('accession.material'), words('material.serum'))
  await look('registrations, begin')
  await scan(page, 'FK:START')
  await expect(display(page)).toContainText(words('work.line.new-tube'))
  for (let n = 91; n < 96; n++) await scan(page, newTube(n))
  await expect(page.getByText(words('work.counts', { done: 5, parked: 0 }))).toBeVisible()
  await look('registrations')
  await scan(page, 'FK:DONE')
  await goTo(page, 'scan')
  await expectHome(page)
}

async function lookAtStudies(page: Page, look: Look): Promise<void> {
  await button(page, words('studies.title')).click()
  const open = button(page, words('studies.openOne', { code: 'NORDLUNG' }))
  await expect(open).toBeVisible()
  await look('studies')
  await open.click()
  await expect(title(page, 'Nordic lung cohort')).toBeVisible()
  await page.getByLabel(words('studies.try')).fill('FX05653780')
  await look('study')
  await goTo(page, 'samples')
}

async function lookAtPlaces(page: Page, look: Look): Promise<void> {
  await goTo(page, 'freezers')
  await expect(page.getByRole('grid')).toBeVisible()
  await look('freezers')
  await scanAgain(page, PLASMA_BOX)
  await expect(title(page, words('box.of', { code: PLASMA_BOX }))).toBeVisible()
  await page.getByRole('gridcell', { name: /^A1,/ }).click()
  await expect(button(page, words('box.checkOut'))).toBeVisible()
  await look('box')
  await lookAtRescan(page, look)
  await goTo(page, 'samples')
  await expect(page.getByRole('row').nth(20)).toBeVisible()
  await look('samples')
  await lookAtStudies(page, look)
  await scanAgain(page, STORED_TUBE)
  await expect(title(page, words('specimen.title'))).toBeVisible()
  await look('specimen')
  await button(page, words('labels.printLabel')).click()
  await expect(page.getByRole('dialog').locator('svg[data-drawn=true]')).toBeVisible()
  await look('label to print')
  await button(page, words('common.cancel')).click()
  for (const place of ['worklist', 'settings', 'import'] as const) {
    await goTo(page, place)
    await look(place)
  }
  await checkTable(page)
  await look('import, checked')
  await goTo(page, 'samples')
  await button(page, words('transfer.title')).click()
  await expect(title(page, words('transfer.title'))).toBeVisible()
  await look('between sites')
  await goTo(page, 'settings')
  await button(page, words('labels.open')).click()
  await expect(page.getByText(words('labels.nothing'))).toBeVisible()
  await look('labels')
  await lookAtDevices(page, look)
  await goTo(page, 'settings')
  await button(page, words('ledger.open')).click()
  await button(page, words('ledger.verify')).click()
  await expect(page.getByText(words('ledger.soundWords', { chains: 1 }))).toBeVisible()
  await look('ledger')
  await page.keyboard.press('F1')
  await expect(title(page, words('help.title'))).toBeVisible()
  await look('help')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await look('palette')
}

const TABLE = `ID\tMATERIAL_TYPE\tSAMPLED_TIME
FX09990001\tPlasma\t2024-06-10T14:22:41
FX09990002\tMoon dust\t2024-06-10T14:25:00
FX09990003\tSerum\t2024-02-31`

/** A table of which one row is right. */
async function checkTable(page: Page): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    button(page, words('import.choose')).first().click(),
  ])
  await chooser.setFiles({
    name: 'samples.tsv',
    mimeType: 'text/tab-separated-values',
    buffer: Buffer.from(TABLE),
  })
  await expect(page.getByRole('heading', { name: words('import.mapping') })).toBeVisible()
  await page
    .getByRole('combobox', { name: words('study.label'), exact: true })
    .first()
    .click()
  await page.getByRole('option', { name: /NORDLUNG/ }).click()
  await button(page, words('import.check')).click()
  await expect(page.getByText('Moon dust').first()).toBeVisible()
}

/** Every kind of thing that can disagree, on a bench in which it does; see discrepancies.ts. */
export async function walkCases(page: Page, look: Look): Promise<void> {
  await goTo(page, 'worklist')
  const cases = page.getByRole('list', { name: words('worklist.title') }).getByRole('button')
  await expect(cases.nth(10)).toBeVisible()
  const count = await cases.count()
  for (let n = 0; n < count; n++) {
    await cases.nth(n).click()
    await expect(cases.nth(n)).toHaveAttribute('aria-current', 'true')
    await look(`worklist, case ${n + 1}`)
  }
  await cases.first().click()
  await scanAgain(page, 'FK:NEXT')
  await look('worklist, refused')
}
