import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { scan } from './scan.ts'
import {
  button,
  display,
  expectHome,
  goTo,
  newTube,
  OTHER_PLASMA_BOX,
  pick,
  scanAgain,
} from './steps.ts'
import type { Look } from './walk.ts'
import { words } from './words.ts'

/** Stored plasma of the demo biobank, enough in each to be divided. */
const [DIVIDED, STRAY, ...RACKED] = [
  'FX05652901',
  'FX05652909',
  'FX05652917',
  'FX05652925',
] as const
const RACK = ['D', 'E'].flatMap((row, n) =>
  [1, 2, 3, 4].map((column) => `${row}${column},${newTube(30 + n * 4 + column)}`),
)

/** A batch of aliquots from its form to what it came to, with a hold and a rack with faults on its way. */
export async function lookAtProcessing(page: Page, look: Look): Promise<void> {
  await goTo(page, 'scan')
  await expectHome(page)
  await scanAgain(page, 'FK:PROCESS')
  await expect(display(page)).toContainText(words('processing.startLine'))
  await lookAtForms(page, look)
  await scan(page, 'FK:START')
  await expect(display(page)).toContainText(words('work.line.parent'))
  for (const code of [DIVIDED, newTube(20), newTube(21)]) await scan(page, code)
  await expect(page.getByText(words('work.counts', { done: 2, parked: 0 }))).toBeVisible()
  await look('batch')
  await scan(page, STRAY)
  await expect(display(page)).toContainText(words('work.finding.fine', { code: STRAY }))
  await look('batch, held')
  await scan(page, 'FK:NEXT')
  await scan(page, 'FK:DONE')
  await expect(display(page)).toContainText(words('work.line.parent'))
  await lookAtRack(page, look)
  await scanAgain(page, 'FK:DONE')
  await expect(display(page)).toContainText(words('processing.doneLine', { n: 10, parents: 3 }))
  await look('batch, done')
  await goTo(page, 'scan')
  await expectHome(page)
}

const kind = (page: Page, id: 'aliquot' | 'derivative') =>
  page.getByRole('radio', { name: words(`processing.kind.${id}`) })

async function lookAtForms(page: Page, look: Look): Promise<void> {
  await kind(page, 'derivative').check()
  await pick(page, words('accession.material'), words('material.plasma'))
  await button(page, words('processing.addSpin')).click()
  await look('processing, derivative')
  await kind(page, 'aliquot').check()
  await scan(page, OTHER_PLASMA_BOX)
  await expect(page.getByText(words('processing.boxFree', { free: 81 }))).toBeVisible()
  await look('processing')
}

async function lookAtRack(page: Page, look: Look): Promise<void> {
  await button(page, words('processing.rack')).click()
  for (const code of RACKED) await scan(page, code)
  await expect(page.getByText(words('processing.wanted', { n: 8 }))).toBeVisible()
  await chooseRack(page, [...RACK, `F1,${newTube(45)}`])
  await expect(page.getByText(words('processing.finding.surplus')).last()).toBeVisible()
  await look('rack, faulty')
  await chooseRack(page, RACK)
  await expect(button(page, words('processing.rackBind', { n: 8 }))).toBeEnabled()
  await look('rack')
  await scan(page, 'FK:DONE')
  await expect(display(page)).toContainText(words('work.bound', { count: 8 }))
}

async function chooseRack(page: Page, lines: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    button(page, words('processing.rackFile')).first().click(),
  ])
  const buffer = Buffer.from(lines.join('\n'))
  await chooser.setFiles({ name: 'rack.csv', mimeType: 'text/csv', buffer })
}
