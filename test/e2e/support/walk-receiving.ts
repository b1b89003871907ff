import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { scan } from './scan.ts'
import { button, display, expectHome, goTo, newTube, pick, scanAgain } from './steps.ts'
import type { Look } from './walk.ts'
import { words } from './words.ts'

const SENDER = 'Umeå biobank'
const supplied = (n: number): string => `UM26-${String(n).padStart(5, '0')}`
const LIST = [
  'Barcode;Material;Volume (mL)',
  ...Array.from({ length: 12 }, (_, n) => `${supplied(n)};${n === 3 ? 'Moon dust' : 'Plasma'};0,5`),
].join('\n')

/** A consignment from its announcement to its end, with every outcome that a tube can have. */
export async function lookAtReceiving(page: Page, look: Look): Promise<void> {
  await goTo(page, 'scan')
  await expectHome(page)
  await scanAgain(page, 'FK:RECEIVE')
  await button(page, words('receiving.announce')).click()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    button(page, words('receiving.chooseList')).first().click(),
  ])
  await chooser.setFiles({ name: 'umea.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) })
  await expect(page.getByText('Moon dust')).toBeVisible()
  await page.getByRole('textbox', { name: words('receiving.sender') }).fill(SENDER)
  await pick(page, words('study.label'), /NORDLUNG/)
  await look('announcing')
  await button(page, words('receiving.announceNow', { n: 12 })).click()
  await expect(display(page)).toContainText(words('receiving.listLine', { sender: SENDER }))
  await look('consignments')
  await scanAgain(page, 'FK:START')
  await expect(display(page)).toContainText(words('receiving.openLine'))
  await look('opening a parcel')
  await scanAgain(page, 'FK:START')
  await expect(display(page)).toContainText(words('intake.heardCount', { taken: 0, total: 12 }))
  for (let n = 0; n < 9; n++) await scan(page, supplied(n))
  await scan(page, 'FK:DAMAGED')
  await scan(page, newTube(85))
  await expect(
    page.getByText(words('work.done.extra', { code: newTube(85) })).first(),
  ).toBeVisible()
  await look('receiving')
  await scan(page, 'FK:DONE')
  await expect(page.getByText(words('receiving.missingTitle', { n: 3 }))).toBeVisible()
  await look('missing tubes')
  await scanAgain(page, 'FK:DONE')
  await expect(button(page, words('receiving.putAway'))).toBeVisible()
  await look('received')
  await goTo(page, 'scan')
  await expectHome(page)
}
