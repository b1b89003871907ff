import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, type StartBench, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import type { Service } from './support/service.ts'
import {
  button,
  cell,
  display,
  expectHome,
  goTo,
  MARC,
  newTube,
  PLASMA_BOX,
  STORED_TUBE,
  scanAgain,
  sentence,
  signIn,
  startAtHome,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

/** Bench A with the demo biobank, and bench B that has joined its site. In the Electron project A is Electron. */
async function startTwo(startBench: StartBench, service: Service) {
  const enrol = async () => ['--service', service.url, '--code', await service.code()]
  const a = await startAtHome(startBench, { args: await enrol() })
  const b = await startBench({ args: await enrol(), screen: 'browser' })
  // People come with the site's events.
  await expect(b.page.getByRole('button', { name: 'Marc Dubois' })).toBeVisible()
  await signIn(b.page, MARC)
  return { a, b }
}

/** Opens a box as it stands in its freezer. */
async function openBox(page: Page, box: string): Promise<void> {
  await goTo(page, 'freezers')
  await scanAgain(page, box)
  await expect(page.getByRole('grid', { name: words('box.mapOf', { code: box }) })).toBeVisible()
}

/** The sync sentence of the strip, up to its number. */
/** The one act that settles what was found. */
const settleButton = words('worklist.settle')
const offline = /Offline - [1-9]\d* changes? waiting, oldest \d\d:\d\d/
const expectOffline = (page: Page) => expect(page.getByRole('banner')).toContainText(offline)
const expectOnline = (page: Page) =>
  expect(page.getByRole('banner')).toContainText(words('sync.upToDate'), { timeout: 120_000 })

test('what one bench stores stands on the other, and what both store apart stays on both until a person settles it @electron', async ({
  startBench,
  startService,
}) => {
  test.setTimeout(600_000)
  const service = await startService()
  const { a, b } = await startTwo(startBench, service)
  await expectOnline(b.page)
  await openBox(b.page, PLASMA_BOX)
  await startIntake(a.page)
  await scan(a.page, newTube(0))
  await expect(cell(b.page, 'A1')).toHaveAccessibleName(new RegExp(newTube(0)))
  await expectOnline(a.page)

  await service.stop()
  await scan(a.page, newTube(1))
  await expectOffline(a.page)
  await goTo(b.page, 'scan')
  await expectHome(b.page)
  await startIntake(b.page, PLASMA_BOX, 'A2')
  await scan(b.page, newTube(100))
  await expect(cell(b.page, 'A2')).toHaveAccessibleName(new RegExp(newTube(100)))
  await expectOffline(b.page)

  await startService()
  for (const { page } of [a, b]) {
    await expectOnline(page)
    await openBox(page, PLASMA_BOX)
    await expect(cell(page, 'A2')).toHaveAccessibleName(
      new RegExp(`^A2, ${words('state.contested')}, .*FX`),
    )
    await expect(cell(page, 'A2')).toHaveAccessibleName(new RegExp(newTube(1)))
    await expect(cell(page, 'A2')).toHaveAccessibleName(new RegExp(newTube(100)))
  }

  await goTo(b.page, 'worklist')
  const claims = b.page.getByRole('region', { name: /^Claim \d/ })
  await expect(claims).toHaveCount(2)
  const ofA = claims.filter({ hasText: newTube(1) })
  await expect(ofA).toContainText('Bench 1')
  await expect(ofA).toContainText('Ida Lindqvist')
  const ofB = claims.filter({ hasText: newTube(100) })
  await expect(ofB).toContainText('Bench 2')
  await expect(ofB).toContainText('Marc Dubois')
  await expectAccessible(b.page, 'worklist with a discrepancy')

  await scanAgain(b.page, newTube(100))
  await expect(display(b.page)).toContainText(
    words('worklist.scanPosition', { code: newTube(100) }),
  )
  await scan(b.page, `${PLASMA_BOX}/F1`)
  await button(b.page, settleButton).click()
  await expect(b.page.getByText(words('worklist.emptyTitle'))).toBeVisible()
  await openBox(b.page, PLASMA_BOX)
  for (const { page } of [a, b]) {
    await expect(cell(page, 'A2')).toHaveAccessibleName(
      `A2, ${words('state.filled')}, ${newTube(1)}`,
    )
    await expect(cell(page, 'F1')).toHaveAccessibleName(
      `F1, ${words('state.filled')}, ${newTube(100)}`,
    )
  }
  expect(a.problems).toEqual([])
  expect(b.problems).toEqual([])
})

test('a manager connects a bench at work in its settings, and a new one joins at its first start @electron', async ({
  startBench,
  startService,
}) => {
  const service = await startService()
  const a = await startAtHome(startBench)
  await goTo(a.page, 'settings')
  await expect(a.page.getByText(words('service.managersConnect'))).toBeVisible()
  await scan(a.page, MARC)
  const connect = async (code: string) => {
    await a.page.getByLabel(words('service.url')).fill(service.url)
    await a.page.getByLabel(words('service.code')).fill(code)
    await button(a.page, words('service.connect')).click()
  }
  await connect('WRONG-CODE')
  await expect(sentence(a.page, words('service.wrongCode'))).toBeVisible()
  await connect(await service.code())
  await expectOnline(a.page)

  const b = await startBench({ screen: 'browser' })
  await button(b.page, words('firstRun.joinOpen')).click()
  await b.page.getByLabel(words('service.url')).fill(service.url)
  await b.page.getByLabel(words('service.code')).fill(await service.code())
  await b.page.getByLabel(words('firstRun.bench'), { exact: true }).fill('Bench 2')
  await button(b.page, words('firstRun.joinOpen')).click()
  await expect(b.page.getByRole('button', { name: 'Marc Dubois' })).toBeVisible()
  await signIn(b.page, MARC)
  await scan(b.page, STORED_TUBE)
  await expect(b.page.getByRole('list', { name: words('specimen.lineage') })).toContainText(
    STORED_TUBE,
  )
  expect(a.problems).toEqual([])
  expect(b.problems).toEqual([])
})
