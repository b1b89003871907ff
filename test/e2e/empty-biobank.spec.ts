import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  cell,
  display,
  expectCount,
  expectHome,
  expectSignIn,
  expectTarget,
  goTo,
  pick,
  scanAgain,
} from './support/steps.ts'
import { words } from './support/words.ts'

/** Fills the form of the first start and creates the biobank; the badge that is shown. */
async function createBiobank(page: Page): Promise<string> {
  await button(page, words('firstRun.emptyOpen')).click()
  await page.getByLabel(words('firstRun.site'), { exact: true }).fill('Uppsala')
  await page.getByLabel(words('firstRun.bench'), { exact: true }).fill('Bench 3')
  await page.getByLabel(words('firstRun.person'), { exact: true }).fill('Sofia Berg')
  await page.getByLabel(words('pin.new'), { exact: true }).fill('2468')
  await expect(button(page, words('firstRun.create'))).toBeDisabled()
  await page.getByLabel(words('pin.again'), { exact: true }).fill('2468')
  await button(page, words('firstRun.create')).click()
  const card = page.getByRole('region', { name: words('firstRun.yourBadge') })
  const [badge = ''] = /FKB-\w+/.exec(await card.innerText()) ?? []
  return badge
}

test('an empty biobank is set up, gets a freezer, a box and a study, and takes in three tubes', async ({
  bench,
}) => {
  const { page } = bench
  const badge = await createBiobank(page)
  expect(badge).toMatch(/^FKB-[0-9A-F]{20}$/)
  await button(page, words('firstRun.haveIt')).click()
  await expectSignIn(page)
  await expect(page.getByText(badge)).toBeHidden()
  await scan(page, badge)
  await expectHome(page)
  await expect(button(page, 'Sofia Berg')).toBeVisible()

  await goTo(page, 'freezers')
  await button(page, words('freezers.add')).click()
  await button(page, words('freezers.addNamed', { name: 'F1' })).click()
  await expect(display(page)).toContainText(words('freezers.made', { name: 'F1' }))
  await button(page, words('freezers.addBox')).click()
  await scan(page, 'BX-1')
  await button(page, words('freezers.addBoxNamed', { code: 'BX-1' })).click()
  await expect(display(page)).toContainText(
    words('freezers.boxMade', { code: 'BX-1', place: 'F1/S1/R1/B1' }),
  )
  await button(page, words('study.add')).click()
  const study = page.getByRole('dialog', { name: words('study.question') })
  await study.getByLabel(words('study.code')).fill('BALTIC')
  await study.getByLabel(words('study.name'), { exact: true }).fill('Baltic cohort')
  await study.getByRole('button', { name: words('study.add') }).click()
  await expect(display(page)).toContainText(words('study.made', { code: 'BALTIC' }))

  await goTo(page, 'scan')
  await expectHome(page)
  await scanAgain(page, 'BX-1')
  await pick(page, words('accession.material'), words('material.urine'))
  await button(page, words('intake.start')).click()
  for (const [code, position] of [
    ['U-0001', 'A1'],
    ['U-0002', 'A2'],
    ['U-0003', 'A3'],
  ] as const) {
    await expectTarget(page, position)
    await scan(page, code)
    await expect(cell(page, position)).toHaveAccessibleName(new RegExp(code))
  }
  await expectCount(page, 3)
  expect(bench.problems).toEqual([])
})

test('the badge of the first person is shown once, and the PIN opens the bench as well', async ({
  startBench,
}) => {
  const before = await startBench()
  const badge = await createBiobank(before.page)
  expect(before.problems).toEqual([])
  await before.close()

  const { page, problems, printed } = await startBench({ data: before.data })
  await expectSignIn(page)
  await expect(page.getByText(badge)).toBeHidden()
  expect(printed.join('\n')).not.toContain(badge)
  await page.getByRole('button', { name: 'Sofia Berg' }).click()
  const pin = page.getByLabel(words('signin.pinOf', { name: 'Sofia Berg' }))
  await pin.fill('2468')
  await pin.press('Enter')
  await expectHome(page)
  expect(problems).toEqual([])
})
