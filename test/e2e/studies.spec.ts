import type { Locator, Page } from '@playwright/test'
import { checkDigitOf } from '#shared/domain/study/check-digits.ts'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  expectHome,
  expectTarget,
  goTo,
  IDA,
  MARC,
  pick,
  scanAgain,
  sentence,
  startAtHome,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

const BODY = 'FX0991234'
const RIGHT = BODY + checkDigitOf('mod11', BODY)!
const WRONG = `${BODY}${RIGHT.endsWith('1') ? '2' : '1'}`

const dialog = (page: Page): Locator => page.getByRole('dialog')
const inDialog = (page: Page, name: string): Locator =>
  dialog(page).getByRole('button', { name, exact: true })
const title = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name })
const card = (page: Page, name: string): Locator =>
  page.locator('section').filter({ hasText: name })

async function openStudy(page: Page): Promise<void> {
  await goTo(page, 'samples')
  await button(page, words('studies.title')).click()
  await button(page, words('studies.openOne', { code: 'NORDLUNG' })).click()
  await expect(title(page, 'Nordic lung cohort')).toBeVisible()
}

async function setCodes(page: Page): Promise<void> {
  await button(page, words('studies.changeCodes')).click()
  await inDialog(page, words('studies.addForm')).click()
  const form = page.getByLabel(words('studies.form', { n: 1 }), { exact: true })
  await form.fill('FX 1')
  await expect(dialog(page)).toContainText(words('studies.badForm'))
  await expect(inDialog(page, words('studies.saveCodes'))).toBeDisabled()
  await form.fill('FX########')
  await pick(page, words('studies.checkLabel'), words('studies.check.mod11'))
  await expectAccessible(page, 'codes of a study')
  // A scan while a question is open is answered, and changes nothing.
  await scan(page, RIGHT)
  await expect(dialog(page)).toContainText(words('lookup.notUsed', { code: RIGHT }))
  await inDialog(page, words('studies.saveCodes')).click()
  await expect(page.getByText(words('studies.check.mod11'))).toBeVisible()
}

/** What the screen says of a code that is scanned to be tried. */
async function expectTrial(page: Page, code: string, said: string): Promise<void> {
  await scanAgain(page, code)
  await expect(page.getByRole('status').filter({ hasText: code })).toContainText(said)
}

async function addField(page: Page): Promise<void> {
  await button(page, words('fields.change')).click()
  await button(page, words('fields.add')).click()
  await dialog(page).getByLabel(words('fields.label')).fill('Storage pH')
  await pick(page, words('fields.kind'), words('fields.type.number'))
  await dialog(page).getByLabel(words('fields.decimals')).fill('2')
  await dialog(page).getByLabel(words('fields.max')).fill('14')
  await dialog(page).getByText(words('fields.isRequired')).click()
  await inDialog(page, words('fields.add')).click()
  await button(page, words('fields.upOne', { label: 'Storage pH' })).click()
  await button(page, words('fields.save')).click()
  await expect(card(page, words('fields.title')).getByText('Storage pH')).toBeVisible()
}

async function publish(page: Page): Promise<void> {
  const [before, next] = ['Lung cohort, version 1', 'Lung cohort, version 2']
  await button(page, words('protocols.nextOf', { name: before })).click()
  await page.getByLabel(words('protocols.name'), { exact: true }).fill(next)
  await button(page, words('protocols.addEvent')).click()
  const publishing = button(page, words('protocols.publish'))
  await expect(publishing).toBeDisabled()
  await page.getByLabel(words('protocols.eventName')).last().fill('Five years on')
  await page.getByLabel(words('protocols.eventDay')).last().fill('1826')
  await page.getByLabel(words('protocols.tubeLabel')).last().fill('Plasma')
  await page
    .getByRole('combobox', { name: words('protocols.material') })
    .last()
    .click()
  await page.getByRole('option', { name: words('material.plasma') }).click()
  await page
    .getByRole('combobox', { name: words('protocols.tubeType') })
    .last()
    .click()
  await page.getByRole('option', { name: words('tubeType.cryotube') }).click()
  await expectAccessible(page, 'a protocol')
  await publishing.click()
  await expect(page.getByRole('heading', { name: next })).toBeVisible()
  await page.getByText(words('protocols.former', { count: 1 })).click()
  await expect(page.getByRole('heading', { name: before })).toBeVisible()
}

async function recordVisit(page: Page): Promise<void> {
  await button(page, words('visits.record')).click()
  await pick(page, words('visits.event'), 'Five years on')
  await dialog(page).getByLabel(words('visits.donor')).fill('Anna Andersson')
  await expect(dialog(page)).toContainText(words('visits.badDonor'))
  await expect(inDialog(page, words('visits.save'))).toBeDisabled()
  await inDialog(page, words('visits.newDonor')).click()
  await inDialog(page, words('visits.save')).click()
  await expect(page.getByText(words('visits.there', { there: 0, planned: 1 }))).toBeVisible()
  await expect(page.getByText(words('visits.missing', { count: 1 }))).toBeVisible()
}

async function fillIn(page: Page): Promise<void> {
  const asks = card(page, words('fields.ofSample', { study: 'NORDLUNG' }))
  await asks.getByRole('button', { name: words('fields.fill') }).click()
  const saving = asks.getByRole('button', { name: words('fields.saveValues') })
  await expect(saving).toBeDisabled()
  await asks.getByLabel('Storage pH').fill('14,01')
  await expect(asks).toContainText('up to 14.')
  await asks.getByLabel('Storage pH').fill('7,40')
  await pick(page, 'Fasting', 'Yes')
  await saving.click()
  await expect(asks.getByText('7.40')).toBeVisible()
}

test('a manager says how codes look, what is asked and what is planned; a code with a wrong check digit is refused in words (STU-1 STU-5 STU-11 STU-13 STU-14) @browser', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench, { badge: MARC })
  const { page } = bench
  await openStudy(page)
  await setCodes(page)
  await expectTrial(page, RIGHT, words('studies.fits'))
  await expectTrial(page, WRONG, words('studies.wrongCheck', { expected: RIGHT.slice(-1) }))
  await addField(page)
  await publish(page)
  await recordVisit(page)

  await goTo(page, 'scan')
  await startIntake(page)
  await scan(page, WRONG)
  await expect(display(page)).toContainText(words('refusal.checkDigit', { code: WRONG }))
  await scan(page, 'FK:NEXT')
  await expectTarget(page, 'A1')
  await scan(page, RIGHT)
  await expectTarget(page, 'A2')
  await goTo(page, 'samples')
  await scanAgain(page, RIGHT)
  await expect(title(page, words('specimen.title'))).toBeVisible()
  await fillIn(page)
  await expectAccessible(page, 'a described specimen')

  // Negative control: who is no manager reads the same, and has no way to change it.
  await scan(page, IDA)
  await expect(sentence(page, words('session.switched', { name: 'Ida Lindqvist' }))).toBeVisible()
  await openStudy(page)
  await expect(page.getByText('Storage pH')).toBeVisible()
  for (const id of ['studies.changeCodes', 'fields.change', 'protocols.new'] as const)
    await expect(button(page, words(id))).toHaveCount(0)
  await expect(button(page, words('visits.record'))).toBeVisible()
  await goTo(page, 'scan')
  await expectHome(page)
  expect(bench.problems).toEqual([])
})
