import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { damageAccession, destroyLedger } from './support/damage.ts'
import { type Bench, expect, type StartBench, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  expectHome,
  expectSignIn,
  expectTarget,
  goTo,
  IDA,
  JANA,
  MARC,
  newTube,
  PLASMA_BOX,
  register,
  STORED_TUBE,
  scanAgain,
  sentence,
  signIn,
  startAtHome,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

/** Several starts, each with a ledger that is looked at from end to end. */
test.describe.configure({ timeout: 480_000 })

const LOST = newTube(70)
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name })

/** A bench whose last event, the registration of a tube, was changed after it had ended. */
async function startDamaged(startBench: StartBench): Promise<Bench> {
  const before = await startAtHome(startBench)
  await register(before.page, LOST, words('material.plasma'))
  await before.close()
  damageAccession(before.data, LOST)
  return startBench({ data: before.data })
}

/** A bench of the demo biobank that has made a backup and ended. */
async function leaveBackup(startBench: StartBench): Promise<string> {
  const { page, data, close } = await startAtHome(startBench, { badge: JANA })
  await goTo(page, 'ledger')
  await button(page, words('backup.now')).click()
  await expect(page.getByText(words('backup.intact'))).toBeVisible()
  await close()
  return data
}

test('a damaged ledger is told on every screen, looked up in, and not written to', async ({
  startBench,
}) => {
  const { page, problems } = await startDamaged(startBench)
  await expect(sentence(page, words('damaged.banner'))).toBeVisible()
  await expectAccessible(page, 'sign-in')
  await signIn(page, IDA)
  await expect(sentence(page, words('damaged.banner'))).toBeVisible()
  await scan(page, STORED_TUBE)
  await expect(page.getByRole('heading', { level: 1, name: words('specimen.title') })).toBeVisible()
  await expect(sentence(page, words('damaged.banner'))).toBeVisible()
  await expect(button(page, words('damaged.recover'))).toBeHidden()
  await button(page, words('box.checkOut')).click()
  await expect(display(page)).toContainText(words('refusal.readOnly'))

  await scan(page, newTube(71))
  await expect(display(page)).toContainText(words('accession.line', { code: newTube(71) }))
  expect(problems).toEqual([])
})

test('a batch that was open when the ledger was damaged takes no scan, and can be left', async ({
  startBench,
}) => {
  const before = await startAtHome(startBench)
  await startIntake(before.page)
  await scan(before.page, LOST)
  await expectTarget(before.page, 'A2')
  await before.close()
  damageAccession(before.data, LOST)

  const { page, problems } = await startBench({ data: before.data })
  await signIn(page, IDA)
  await scan(page, PLASMA_BOX)
  await expectTarget(page, 'A2')
  await scan(page, newTube(71))
  await expect(sentence(page, words('refusal.readOnlyDo'))).toBeVisible()
  await expectTarget(page, 'A2')
  await button(page, words('intake.finish')).click()
  await expectHome(page)
  expect(problems).toEqual([])
})

test('a damaged ledger is salvaged: the proven part goes on, and the lost tube is named', async ({
  startBench,
}) => {
  const { page, problems } = await startDamaged(startBench)
  await signIn(page, MARC)
  await button(page, words('damaged.recover')).click()
  await expect(heading(page, words('recovery.found'))).toBeVisible()
  await expect(page.getByText(/is not what was recorded$/)).toBeVisible()
  await expectAccessible(page, 'recovery')

  await button(page, words('salvage.look')).click()
  await expect(heading(page, words('salvage.title'))).toBeVisible()
  await expect(page.getByText(words('salvage.lost'))).toBeVisible()
  await expect(page.getByRole('table')).toContainText(LOST.slice(0, -1))
  await expectAccessible(page, 'what can be proven')
  await button(page, words('salvage.ask')).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText(words('confirm.aside'))
  await question.getByRole('button', { name: words('salvage.act') }).click()

  await expect(heading(page, words('wentOn.salvaged'))).toBeVisible()
  await expect(page.getByText(LOST.slice(0, -1))).toBeVisible()
  await expectAccessible(page, 'report')
  await page.reload()
  await expect(heading(page, words('wentOn.salvaged'))).toBeVisible()
  await button(page, words('wentOn.putAway')).click()

  await signIn(page, JANA)
  await expect(sentence(page, words('damaged.banner'))).toBeHidden()
  await register(page, LOST, words('material.plasma'))
  await goTo(page, 'ledger')
  await button(page, words('ledger.verify')).click()
  await expect(page.getByText(words('ledger.soundWords', { chains: 2 }))).toBeVisible()
  expect(problems).toEqual([])
})

test('a ledger of which nothing can be read goes on from a backup, with nobody signed in', async ({
  startBench,
}) => {
  const data = await leaveBackup(startBench)
  destroyLedger(data)
  const { page, problems } = await startBench({ data })
  await expect(page.getByText(words('damaged.nobody'))).toBeVisible()
  await expectAccessible(page, 'recovery alone')
  await scan(page, IDA)
  await expect(sentence(page, words('lookup.notUsed', { code: IDA }))).toBeVisible()
  await page.getByRole('button', { name: words('backup.restore') }).click()
  await expect(page.getByText(words('restore.here'))).toBeVisible()
  await button(page, words('restore.ask')).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: words('restore.act') })
    .click()
  await expect(heading(page, words('wentOn.restored'))).toBeVisible()
  await button(page, words('wentOn.putAway')).click()
  await expectSignIn(page)
  await scan(page, IDA)
  await expectHome(page)
  await scanAgain(page, STORED_TUBE)
  await expect(page.getByRole('heading', { level: 1, name: words('specimen.title') })).toBeVisible()
  expect(problems).toEqual([])
})

test('a new computer goes on from the backups of the old one', async ({ folder, startBench }) => {
  const old = await leaveBackup(startBench)
  const data = join(folder, 'new', 'data')
  cpSync(join(old, 'backups'), join(data, 'backups'), { recursive: true })
  const { page, problems } = await startBench({ data })
  await expect(page.getByText(words('firstRun.foundBackups'))).toBeVisible()
  await expectAccessible(page, 'first start with backups')
  await page.getByRole('button', { name: words('backup.restore') }).click()
  await button(page, words('restore.ask')).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: words('restore.act') })
    .click()
  await button(page, words('wentOn.putAway')).click()
  await signIn(page, IDA)
  await scanAgain(page, STORED_TUBE)
  await expect(page.getByRole('heading', { level: 1, name: words('specimen.title') })).toBeVisible()
  expect(problems).toEqual([])
})

test('an anchor that was taken away is told until somebody has read it, and stays on the list', async ({
  startBench,
}) => {
  const data = await leaveBackup(startBench)
  rmSync(join(data, 'ledger.anchor'))
  const { page, problems } = await startBench({ data })
  await signIn(page, JANA)
  const note = page.getByRole('status').filter({ hasText: /anchor beside the ledger was missing/ })
  await expect(note).toBeVisible()
  await expectAccessible(page, 'anchor missing')
  await note.getByRole('button', { name: words('common.dismiss') }).click()
  await expect(note).toBeHidden()
  await page.reload()
  await goTo(page, 'ledger')
  await expect(page.getByText(words('incident.kind.anchor-missing'))).toBeVisible()
  await expect(note).toBeHidden()
  expect(problems).toEqual([])
})

/** The store and the service are the same in Electron; what is new here is what the screen says. */
test('a folder that was put back takes its acts from the service, and says so @electron', async ({
  startBench,
  startService,
}) => {
  const service = await startService()
  const args = ['--service', service.url, '--code', await service.code()]
  const screen = 'browser'
  const isOnline = ({ page }: Bench) =>
    expect(page.getByRole('banner')).toContainText(words('sync.upToDate'), { timeout: 120_000 })
  const first = await startBench({ screen, args: ['--setup', 'demo', ...args] })
  await signIn(first.page)
  await isOnline(first)
  await first.close()
  const { data } = first
  cpSync(data, `${data}-older`, { recursive: true })

  const second = await startBench({ screen, data })
  await signIn(second.page)
  await register(second.page, newTube(72), words('material.plasma'))
  await isOnline(second)
  await second.close()
  rmSync(data, { recursive: true })
  cpSync(`${data}-older`, data, { recursive: true })

  const { page, problems } = await startBench({ screen, data })
  await signIn(page, JANA)
  const note = page.getByRole('status').filter({ hasText: /older copy of itself/ })
  await expect(note).toBeVisible({ timeout: 120_000 })
  await scan(page, newTube(72))
  await expect(page.getByRole('heading', { level: 1, name: words('specimen.title') })).toBeVisible()
  await goTo(page, 'ledger')
  await expect(page.getByText(words('incident.kind.rolled-back'))).toBeVisible()
  expect(problems).toEqual([])
})
