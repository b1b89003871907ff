import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  cell,
  display,
  expectHome,
  expectSignIn,
  expectTarget,
  goTo,
  IDA,
  letReadPass,
  MARC,
  newTube,
  PLASMA_BOX,
  scanAgain,
  sentence,
  signIn,
  startAtHome,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

const NAME = 'Ida Lindqvist'
const pinField = (page: Page) => page.getByLabel(words('signin.pinOf', { name: NAME }))
const people = (page: Page) => page.getByRole('list', { name: words('signin.people') })

async function chooseIda(page: Page): Promise<void> {
  await people(page).getByRole('button', { name: NAME }).click()
}

/** Types a PIN and confirms it, as a person does with a keyboard. */
async function enterPin(page: Page, pin: string): Promise<void> {
  await pinField(page).fill(pin)
  await pinField(page).press('Enter')
}

test('a person signs in with a name and a PIN on the keys of the screen', async ({
  startBench,
}) => {
  const bench = await startBench({ args: ['--setup', 'demo'] })
  const { page } = bench
  await chooseIda(page)
  for (const digit of '1111') await button(page, digit).click()
  await button(page, words('pin.confirm')).click()
  await expectHome(page)
  await expect(button(page, NAME)).toBeVisible()
  expect(bench.problems).toEqual([])
})

test('wrong PINs are counted, and after five only the badge opens, also after a restart', async ({
  startBench,
}) => {
  const before = await startBench({ args: ['--setup', 'demo'] })
  await chooseIda(before.page)
  for (const triesLeft of [4, 3, 2, 1]) {
    await enterPin(before.page, '9999')
    await expect(before.page.getByRole('alert')).toHaveText(words('signin.wrongPin', { triesLeft }))
  }
  await enterPin(before.page, '9999')
  await expect(sentence(before.page, words('signin.badgeNeeded'))).toBeVisible()
  await expect(pinField(before.page)).toBeHidden()
  expect(before.problems).toEqual([])
  await before.close()

  const bench = await startBench({ data: before.data })
  const { page } = bench
  await chooseIda(page)
  await enterPin(page, '1111')
  await expect(sentence(page, words('signin.badgeNeeded'))).toBeVisible()
  await signIn(page)
  await button(page, words('home.lock')).click()

  // The badge has made good for the wrong tries: the PIN opens again.
  await chooseIda(page)
  await enterPin(page, '1111')
  await expectHome(page)
  expect(bench.problems).toEqual([])
})

test('a new PIN needs the present one or the badge, and opens the bench from then on', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await goTo(page, 'settings')
  await button(page, words('people.setPin')).click()
  const question = page.getByRole('dialog', { name: words('people.pinQuestion') })
  const set = question.getByRole('button', { name: words('people.setPin') })
  await question.getByLabel(words('pin.new'), { exact: true }).fill('2580')
  await question.getByLabel(words('pin.again'), { exact: true }).fill('2580')
  await expect(set).toBeDisabled()
  await question.getByLabel(words('pin.present'), { exact: true }).fill('9999')
  await set.click()
  await expect(question.getByRole('alert')).toBeVisible()
  await scanAgain(page, IDA)
  await set.click()
  await expect(sentence(page, words('people.pinSet'))).toBeVisible()

  await button(page, NAME).click()
  await button(page, words('session.lock')).click()
  await chooseIda(page)
  await enterPin(page, '1111')
  await expect(page.getByRole('alert')).toHaveText(words('signin.wrongPin', { triesLeft: 4 }))
  await enterPin(page, '2580')
  await expect(button(page, NAME)).toBeVisible()
  expect(bench.problems).toEqual([])
})

test('a badge switches the user in the middle of an intake, and each tube has its own actor', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)
  await scan(page, newTube(0))
  await expectTarget(page, 'A2')
  await scan(page, MARC)
  await expect(sentence(page, words('session.switched', { name: 'Marc Dubois' }))).toBeVisible()
  await expect(button(page, 'Marc Dubois')).toBeVisible()
  await expectTarget(page, 'A2')
  await scan(page, newTube(1))
  await expect(cell(page, 'A2')).toHaveAccessibleName(new RegExp(newTube(1)))

  await button(page, words('intake.finish')).click()
  await expectHome(page)
  const newest = page.getByRole('list', { name: words('custody.title') }).getByRole('listitem')
  await scanAgain(page, newTube(0))
  await expect(newest.first()).toContainText(`${PLASMA_BOX}/A1`)
  await expect(newest.first()).toContainText(NAME)
  await scanAgain(page, newTube(1))
  await expect(newest.first()).toContainText(`${PLASMA_BOX}/A2`)
  await expect(newest.first()).toContainText('Marc Dubois')
  expect(bench.problems).toEqual([])
})

test('a locked bench opens to a known badge and to nothing else', async ({ startBench }) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await button(page, NAME).click()
  await button(page, words('session.lock')).click()
  await expectSignIn(page)
  await expect(page.getByRole('navigation', { name: words('shell.rail') })).toBeHidden()

  await scan(page, PLASMA_BOX)
  await expect(page.getByText(words('signin.unknownBadge')).first()).toBeVisible()
  await expectSignIn(page)
  await signIn(page, MARC)
  await expect(button(page, 'Marc Dubois')).toBeVisible()
  expect(bench.problems).toEqual([])
})

/** So much slower than this one is the computer of the bench. */
const SLOWNESS = [1, 10, 20]

test('a tube that is scanned right behind the badge is answered, also by a slow computer', async ({
  startBench,
}) => {
  const { page, problems } = await startAtHome(startBench)
  const tools = await page.context().newCDPSession(page)
  for (const [n, rate] of [...SLOWNESS, ...SLOWNESS].entries()) {
    await button(page, words('home.lock')).click()
    await expectSignIn(page)
    await letReadPass(page)
    await tools.send('Emulation.setCPUThrottlingRate', { rate })
    await scan(page, IDA)
    if (n < SLOWNESS.length) await expectHome(page)
    await scan(page, newTube(n))
    await expect(display(page)).toContainText(words('accession.line', { code: newTube(n) }))
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await button(page, words('common.cancel')).click()
    await expectHome(page)
  }
  expect(problems).toEqual([])
})
