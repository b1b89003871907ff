import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  expectHome,
  letReadPass,
  MARC,
  newTube,
  OTHER_PLASMA_BOX,
  pick,
  register,
  STORED_TUBE,
  scanAgain,
  sentence,
  startAtHome,
} from './support/steps.ts'
import { words } from './support/words.ts'

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const custody = (page: Page) =>
  page.getByRole('list', { name: words('custody.title') }).getByRole('listitem')

const expectForm = (page: Page, code: string) =>
  expect(display(page)).toContainText(words('accession.line', { code }))

test('an unknown code at home is registered, and the position that is scanned next stores it', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await register(page, newTube(0), words('material.plasma'))
  await expect(title(page, words('specimen.title'))).toBeVisible()
  await expect(page.getByText(words('specimenState.unplaced')).first()).toBeVisible()

  await scan(page, `${OTHER_PLASMA_BOX}/A1`)
  const place = `${OTHER_PLASMA_BOX}/A1`
  await expect(display(page)).toContainText(words('lookup.stored', { code: newTube(0), place }))
  await expect(custody(page).first()).toContainText(words('custody.stored', { place }))
  await expect(page.getByText(words('specimenState.stored')).first()).toBeVisible()

  await scan(page, 'FK:UNDO')
  await expect(display(page)).toContainText(words('lookup.undone', { code: newTube(0) }))
  await expect(page.getByText(words('specimenState.unplaced')).first()).toBeVisible()
  expect(bench.problems).toEqual([])
})

test("the scanner's Enter does not submit the form, and another scan waits and comes next", async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await scan(page, newTube(0))
  await expectForm(page, newTube(0))
  await pick(page, words('study.label'), /NORDLUNG/)
  await pick(page, words('accession.material'), words('material.serum'))
  const submit = button(page, words('accession.register', { code: newTube(0) }))
  await submit.focus()

  await scan(page, newTube(1))
  const said = words('waiting.waits', { code: newTube(1), behind: newTube(0) })
  await expect(sentence(page, said)).toBeVisible()
  await expectForm(page, newTube(0))
  await expect(submit).toBeFocused()

  // Negative control: the same button does register when a person presses Enter on it.
  await letReadPass(page)
  await page.keyboard.press('Enter')
  await expectForm(page, newTube(1))
  await scan(page, 'FK:CANCEL')
  await expectHome(page)
  await scanAgain(page, newTube(0))
  await expect(title(page, words('specimen.title'))).toBeVisible()
  await expect(custody(page)).toHaveCount(1)
  expect(bench.problems).toEqual([])
})

test('a known tube opens its card with lineage and custody', async ({ startBench }) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await scan(page, STORED_TUBE)
  await expect(title(page, words('specimen.title'))).toBeVisible()
  const family = page.getByRole('list', { name: words('specimen.lineage') })
  await expect(family.getByRole('button', { name: STORED_TUBE })).toHaveAttribute(
    'aria-current',
    'true',
  )
  await expect(custody(page).last()).toContainText(words('custody.accessioned'))

  const root = family.getByRole('button', { name: words('material.whole-blood') })
  await expect(root).not.toHaveAttribute('aria-current', 'true')
  await root.click()
  await expect(root).toHaveAttribute('aria-current', 'true')
  expect(bench.problems).toEqual([])
})

test('a code by hand is typed twice and marked as typed', async ({ startBench }) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  const typed = async (first: string, second: string) => {
    const question = page.getByRole('dialog', { name: words('type.question') })
    await question.getByLabel(words('type.first'), { exact: true }).fill(first)
    await question.getByLabel(words('type.second')).fill(second)
  }
  await button(page, words('type.open')).click()
  await typed(newTube(0), newTube(1))
  await expect(page.getByText(words('type.differ'))).toBeVisible()
  await expect(button(page, words('type.use'))).toBeDisabled()
  await typed(newTube(0), newTube(0))
  await button(page, words('type.use')).click()

  await expectForm(page, newTube(0))
  await pick(page, words('study.label'), /NORDLUNG/)
  await pick(page, words('accession.material'), words('material.serum'))
  await button(page, words('accession.register', { code: newTube(0) })).click()
  await expect(custody(page).first()).toContainText(words('custody.typed'))
  expect(bench.problems).toEqual([])
})

test('STA-2 STA-5 a tube that is held back is not taken out until a manager releases it; use and thaws are recorded', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await scan(page, STORED_TUBE)
  const code = STORED_TUBE
  const dialog = page.getByRole('dialog')
  await button(page, words('use.some')).click()
  await dialog.getByLabel(words('use.amount')).fill('50')
  await scanAgain(page, newTube(0))
  await expect(dialog).toContainText(words('lookup.notUsed', { code: newTube(0) }))
  await dialog.getByRole('button', { name: words('use.record') }).click()
  await expect(display(page)).toContainText(words('use.used', { volume: '50\u00a0µL', code }))
  await button(page, words('use.thaw')).click()
  await expect(display(page)).toContainText(words('use.thawed', { code }))
  await expect(custody(page).first()).toContainText(words('custody.thawed'))
  await scan(page, 'FK:UNDO')
  await expect(custody(page).first()).toContainText(words('custody.thawUndone'))

  await button(page, words('use.quarantine')).click()
  await dialog.getByLabel(words('use.reason')).fill('Box stood open')
  await dialog.getByRole('button', { name: words('use.quarantine') }).click()
  await expect(sentence(page, words('heldBack.quarantinedDo'))).toBeVisible()
  await button(page, words('box.checkOut')).click()
  await expect(display(page)).toContainText(words('refusal.quarantined', { code }))
  await expect(button(page, words('use.release'))).toBeHidden()
  await expectAccessible(page, 'a tube in quarantine')

  await scan(page, MARC)
  await expect(page.getByRole('banner')).toContainText('Marc Dubois')
  await button(page, words('use.release')).click()
  await dialog.getByLabel(words('use.reason')).fill('Logger read -78')
  await dialog.getByRole('button', { name: words('use.release') }).click()
  await expect(display(page)).toContainText(words('use.released', { code }))
  await button(page, words('box.checkOut')).click()
  await expect(display(page)).toContainText(words('lookup.checkedOut', { code }))
  expect(bench.problems).toEqual([])
})
