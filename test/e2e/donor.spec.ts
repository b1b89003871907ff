import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  JANA,
  MARC,
  pick,
  STORED_TUBE,
  sentence,
  signIn,
  startAtHome,
} from './support/steps.ts'
import { words } from './support/words.ts'

const NOTE = 'Slightly haemolytic, taken in theatre 4'
const PIN = '3333'

const notes = (page: Page) => page.locator('section').filter({ hasText: words('note.title') })
const dialog = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'))
const inDialog = (page: Page, name: string) => dialog(page).getByRole('button', { name })

/** Opens the card of a stored tube and answers its donor. */
async function openTube(page: Page): Promise<string> {
  await scan(page, STORED_TUBE)
  const donor = page.getByText(/^D-[A-Z0-9]{4}-[A-Z0-9]{4}$/).first()
  await expect(donor).toBeVisible()
  return (await donor.textContent()) ?? ''
}

async function write(page: Page, text: string): Promise<void> {
  await button(page, words('note.add')).click()
  await page.getByLabel(words('note.text'), { exact: true }).fill(text)
  await button(page, words('note.save')).click()
}

test('DON-2 DON-4 a note is read at its bench, a withdrawal holds the tube back, and an erasure leaves nothing to read @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench, { badge: JANA })
  const { page } = bench
  const donor = await openTube(page)
  await write(page, NOTE)
  await expect(notes(page).getByText(NOTE)).toBeVisible()

  await button(page, words('donor.withdraw')).click()
  await pick(page, words('donor.wish'), words('donor.wish.destroy'))
  await inDialog(page, words('donor.withdrawAct')).click()
  await expect(sentence(page, words('donor.withdrawn'))).toBeVisible()
  await expect(display(page)).toContainText(words('specimen.scanWithdrawn'))
  await expectAccessible(page, 'a withdrawal')
  await button(page, words('box.checkOut')).click()
  await expect(display(page)).toContainText(
    words('refusal.consentWithdrawn', { code: STORED_TUBE, donor }),
  )
  await expect(page.getByText(words('specimenState.stored')).first()).toBeVisible()

  await button(page, words('donor.erase')).click()
  await expect(dialog(page)).toContainText(words('erase.backups'))
  await inDialog(page, words('erase.goOn')).click()
  await dialog(page).getByLabel(words('erase.typed')).fill(donor)
  await expect(inDialog(page, words('erase.act'))).toBeDisabled()
  await dialog(page).getByLabel(words('erase.pin')).fill('9999')
  await inDialog(page, words('erase.act')).click()
  await expect(dialog(page).getByRole('alert')).toBeVisible()
  await expect(notes(page).getByText(NOTE)).toBeAttached()
  await dialog(page).getByLabel(words('erase.pin')).fill(PIN)
  await inDialog(page, words('erase.act')).click()
  await expect(dialog(page)).toBeHidden()
  await expect(notes(page).getByText(words('note.mask.erased'), { exact: true })).toBeVisible()
  await expect(page.getByText(NOTE)).toBeHidden()
  await expect(button(page, words('note.add'))).toBeHidden()
  expect(bench.problems).toEqual([])
})

test('DON-1 a technician writes notes and is not asked what only others may record @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await openTube(page)
  await write(page, NOTE)
  await expect(notes(page).getByText(NOTE)).toBeVisible()
  await expect(button(page, words('donor.withdraw'))).toBeHidden()
  await expect(button(page, words('donor.erase'))).toBeHidden()
  expect(bench.problems).toEqual([])
})

test('DON-7 DON-4 a note is read at the other bench by a lent key, and an erasure at the centre reaches both @electron', async ({
  startBench,
  startService,
}) => {
  test.setTimeout(600_000)
  const service = await startService()
  const enrol = async () => ['--service', service.url, '--code', await service.code()]
  const a = await startAtHome(startBench, { args: await enrol() })
  const b = await startBench({ args: await enrol(), screen: 'browser' })
  await expect(b.page.getByRole('button', { name: 'Marc Dubois' })).toBeVisible()
  await signIn(b.page, MARC)
  await expect(b.page.getByRole('banner')).toContainText(words('sync.upToDate'), {
    timeout: 120_000,
  })
  const donor = await openTube(a.page)
  await openTube(b.page)
  await write(a.page, NOTE)
  await expect(notes(b.page).getByText(NOTE)).toBeVisible({ timeout: 60_000 })

  const said = await service.act('erase', donor, '--confirm', donor)
  expect(said).toContain(donor)
  for (const { page } of [a, b])
    await expect(notes(page).getByText(words('note.mask.erased'), { exact: true })).toBeVisible({
      timeout: 60_000,
    })
  expect([...a.problems, ...b.problems]).toEqual([])
})
