import type { Page } from '@playwright/test'
import { TEST_CODES } from '#shared/scan/test-sheet.ts'
import { expect } from './fixtures.ts'
import { scan } from './scan.ts'
import { button, goTo } from './steps.ts'
import type { Look } from './walk.ts'
import { words } from './words.ts'

/** The set-up of scanners with its test running, of rack scanners, and of printers. */
export async function lookAtDevices(page: Page, look: Look): Promise<void> {
  await goTo(page, 'settings')
  await button(page, words('devices.open.scanners')).click()
  await button(page, words('scannerTest.start')).click()
  await scan(page, TEST_CODES.command.toLowerCase())
  await expect(page.getByText(words('scannerTest.caseExchanged'))).toBeVisible()
  await look('scanners, tested')
  await button(page, words('scannerTest.end')).click()
  await button(page, words('devices.place.racks')).click()
  await expect(page.getByText(words('racks.noSources'))).toBeVisible()
  await look('rack scanners')
  await button(page, words('devices.place.printers')).click()
  await expect(page.getByText(words('devices.noPrinters'))).toBeVisible()
  await look('printers')
}
