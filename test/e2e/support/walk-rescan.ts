import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { rackPicture, type Well } from './rack-picture.ts'
import { button, display, newTube } from './steps.ts'
import type { Look } from './walk.ts'
import { words } from './words.ts'

const SIDE = 9

/** A rack with unknown tubes in most wells, one that cannot be read, and one code twice. */
function wells(): Map<string, Well> {
  const all = new Map<string, Well>()
  for (let index = 0; index < SIDE * SIDE - SIDE; index++) {
    const name = `${String.fromCharCode(65 + Math.floor(index / SIDE))}${(index % SIDE) + 1}`
    all.set(name, newTube(200 + index))
  }
  all.set('B2', 'scratched')
  all.set('C3', newTube(200))
  return all
}

/** From a box's map: the ways to read it, a picture of it, and what it comes to. */
export async function lookAtRescan(page: Page, look: Look): Promise<void> {
  await button(page, words('rescan.read')).click()
  await expect(display(page)).toContainText(words('rescan.lineReadThis'))
  await look('whole box')
  await button(page, words('rescan.handStart')).click()
  await expect(button(page, words('rescan.handEmpty'))).toBeVisible()
  await look('whole box, by hand')
  await button(page, words('rescan.otherSource')).click()
  await page
    .getByLabel(words('rescan.file'))
    .last()
    .setInputFiles({
      name: 'rack.png',
      mimeType: 'image/png',
      buffer: rackPicture({ rows: SIDE, columns: SIDE, wells: wells() }),
    })
  await expect(display(page)).toContainText(words('rescan.lineStage.photo'))
  await page.getByRole('gridcell', { name: /^C3,/ }).click()
  await look('whole box, picture')
  const where = words('rescan.corner.top-right')
  await button(page, words('rescan.cornerIs', { where })).click()
  await button(page, words('rescan.confirmCorner', { where })).click()
  await expect(page.getByRole('heading', { name: words('rescan.differences') })).toBeVisible()
  await look('whole box, compared')
}
