import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  expectHome,
  goTo,
  JANA,
  newTube,
  register,
  signIn,
  startAtHome,
} from './support/steps.ts'
import { words } from './support/words.ts'

/** Several starts, each with a ledger that is looked at from end to end. */
test.describe.configure({ timeout: 480_000 })

const card = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: title }) })

/** Verifies the whole ledger and waits for the sentence that it is sound. */
async function verify(page: Page, chains = 1): Promise<void> {
  await button(page, words('ledger.verify')).click()
  const proof = card(page, words('ledger.proof'))
  await expect(proof.getByText(words('ledger.soundWords', { chains }))).toBeVisible()
}

test('the whole ledger is verified from the screen, and what is proven is told in words', async ({
  startBench,
}) => {
  const { page, problems } = await startAtHome(startBench, { badge: JANA })
  await goTo(page, 'ledger')
  const proof = card(page, words('ledger.proof'))
  await expect(proof.getByText(words('ledger.notVerified'))).toBeVisible()
  await verify(page)
  await expect(proof.getByText(words('ledger.sound'), { exact: true })).toBeVisible()
  await expect(proof.getByText(/^Sealed (up to event|to its last event)/)).toBeVisible()
  const key = card(page, words('ledger.key'))
  await expect(key.getByText(/^[0-9a-f]{4}$/)).toHaveCount(16)
  await expect(key.getByText(words('ledger.keyInFile'))).toBeVisible()
  await expectAccessible(page, 'ledger')
  expect(problems).toEqual([])
})

test('a tube that was registered after a backup is gone from here once that is restored', async ({
  startBench,
}) => {
  const { page, data, problems } = await startAtHome(startBench, { badge: JANA })
  await goTo(page, 'ledger')
  await button(page, words('backup.now')).click()
  const backups = card(page, words('backup.title'))
  await expect(backups.getByText(words('backup.intact'))).toBeVisible()
  await goTo(page, 'scan')
  await expectHome(page)
  await register(page, newTube(60), words('material.plasma'))

  await goTo(page, 'ledger')
  const restore = backups.getByRole('button', { name: words('backup.restore') })
  await restore.click()
  await expect(page.getByRole('row').filter({ hasText: newTube(60) })).toContainText(
    words('fact.specimen.accessioned'),
  )
  await expect(
    page.getByText(words('restore.lost', { lacking: 1, atService: 0, only: 1 })),
  ).toBeVisible()
  await expectAccessible(page, 'preview')
  await button(page, words('restore.ask')).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText(words('confirm.aside'))
  await expectAccessible(page, 'question')
  await question.getByRole('button', { name: words('common.cancel') }).click()
  expect(asideIn(data)).toEqual([])

  await button(page, words('restore.ask')).click()
  await question.getByRole('button', { name: words('restore.act') }).click()
  const report = card(page, words('wentOn.restored'))
  await expect(report).toContainText(newTube(60))
  await expectAccessible(page, 'report')
  expect(asideIn(data)).toEqual([expect.stringMatching(/^restored-/)])
  await button(page, words('wentOn.putAway')).click()
  await signIn(page, JANA)
  await scan(page, newTube(60))
  await expect(display(page)).toContainText(words('accession.line', { code: newTube(60) }))
  await goTo(page, 'ledger')
  await verify(page, 2)
  expect(problems).toEqual([])
})

function asideIn(data: string): string[] {
  try {
    return readdirSync(join(data, 'aside'))
  } catch {
    return []
  }
}

test('the derived tables are rebuilt and the ledger is exported while the bench is used', async ({
  startBench,
}) => {
  const { page, data, problems } = await startAtHome(startBench, { badge: JANA })
  await goTo(page, 'ledger')
  await button(page, words('rebuild.now')).click()
  await expect(page.getByText(words('rebuild.done'))).toBeVisible()
  await button(page, words('export.now')).click()
  const exported = card(page, words('export.title'))
  await expect(exported.getByText(/[/\\]ledger-.*\.jsonl$/).first()).toBeVisible()
  expect(readdirSync(join(data, 'exports'))).toEqual([expect.stringMatching(/\.jsonl$/)])
  expect(problems).toEqual([])
})

test('a technician sees what is proven and can verify it, and nothing else', async ({
  startBench,
}) => {
  const { page, problems } = await startAtHome(startBench)
  const rail = page.getByRole('navigation', { name: words('shell.rail') })
  await expect(rail.getByRole('button', { name: words('rail.ledger') })).toBeHidden()
  await goTo(page, 'settings')
  await button(page, words('ledger.open')).click()
  await verify(page)
  for (const name of ['backup.now', 'export.now', 'rebuild.now', 'key.protect'] as const)
    await expect(button(page, words(name))).toBeHidden()
  expect(problems).toEqual([])
})

test('a passphrase locks the key, and only it or the recovery key unlocks it', async ({
  startBench,
}) => {
  const before = await startAtHome(startBench, { badge: JANA })
  await goTo(before.page, 'ledger')
  await button(before.page, words('key.protect')).click()
  const asked = before.page.getByRole('dialog')
  await asked.getByLabel(words('key.passphrase')).fill('frost and ember')
  await asked.getByLabel(words('key.again')).fill('frost and embers')
  await expect(asked.getByRole('button', { name: words('key.protect') })).toBeDisabled()
  await asked.getByLabel(words('key.again')).fill('frost and ember')
  await asked.getByRole('button', { name: words('key.protect') }).click()
  await expect(before.page.getByText(words('key.recoveryWords'))).toBeVisible()
  await expectAccessible(before.page, 'recovery key')
  await before.page.getByRole('button', { name: words('firstRun.haveIt') }).click()
  await expect(before.page.getByText(words('ledger.protection.passphrase'))).toBeVisible()
  expect(before.problems).toEqual([])
  await before.close()

  const { page, problems } = await startBench({ data: before.data })
  await signIn(page, JANA)
  await goTo(page, 'ledger')
  await expect(page.getByText(words('key.locked'))).toBeVisible()
  await button(page, words('key.unlock')).click()
  const secret = page.getByLabel(words('key.secret'))
  await secret.fill('frost and embers')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('key.unlock') })
    .click()
  await expect(page.getByText(words('key.wrongSecret'))).toBeVisible()
  await secret.fill('frost and ember')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('key.unlock') })
    .click()
  await expect(page.getByText(words('key.locked'))).toBeHidden()
  expect(problems).toEqual([])
})
