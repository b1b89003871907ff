import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  cell,
  display,
  expectHome,
  goTo,
  newTube,
  pick,
  scanAgain,
  startAtHome,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

const TUBES = [newTube(70), newTube(71), newTube(72)] as const

async function openTransfer(page: Page, way: 'send' | 'receive'): Promise<void> {
  await goTo(page, 'samples')
  await button(page, words('transfer.title')).click()
  await expect(display(page)).toContainText(words('transfer.scanToSend'))
  if (way === 'receive') {
    await button(page, words('transfer.way.receive')).click()
    await expect(display(page)).toContainText(words('transfer.scan.openFirst'))
  }
}

const openFile = (page: Page, file: string): Promise<void> =>
  page.locator('input[type=file]').setInputFiles(file)

test('three tubes go to another site, two are received by scans and the third later, with no gap in their custody', async ({
  startBench,
  folder,
}) => {
  test.setTimeout(400_000)
  const here = await startAtHome(startBench)
  const there = await startAtHome(startBench, { screen: 'browser' })
  await startIntake(here.page)
  for (const [i, code] of TUBES.entries()) {
    await scan(here.page, code)
    await expect(cell(here.page, `A${i + 1}`)).toHaveAccessibleName(new RegExp(code))
  }

  await openTransfer(here.page, 'send')
  for (const code of TUBES) {
    await scanAgain(here.page, code)
    await expect(display(here.page)).toContainText(words('transfer.scan.added', { code }))
  }
  await scanAgain(here.page, TUBES[0])
  await expect(display(here.page)).toContainText(words('transfer.scan.already', { code: TUBES[0] }))
  await scanAgain(here.page, newTube(79))
  await expect(display(here.page)).toContainText(
    words('transfer.scan.notKnown', { code: newTube(79) }),
  )
  await expectAccessible(here.page, 'sending')
  await here.page.getByLabel(words('transfer.to')).fill('Bergen')
  await button(here.page, words('transfer.dispatch', { count: 3 })).click()
  await expect(
    here.page.getByRole('heading', { name: words('transfer.sent', { count: 3, to: 'Bergen' }) }),
  ).toBeVisible()
  await expectAccessible(here.page, 'sent')
  const bundles = join(here.data, 'bundles')
  const [name] = readdirSync(bundles)
  const file = join(folder, 'tubes.frostkeep-bundle')
  const text = readFileSync(join(bundles, name!), 'utf8')
  writeFileSync(file, text)
  await button(here.page, words('transfer.putAway')).click()
  await expect(here.page.getByRole('cell', { name: 'Bergen' })).toBeVisible()
  await goTo(here.page, 'scan')
  await scanAgain(here.page, TUBES[0])
  await expect(here.page.getByText(words('specimenState.dispatched')).first()).toBeVisible()

  await openTransfer(there.page, 'receive')
  const changed = join(folder, 'changed.frostkeep-bundle')
  writeFileSync(changed, text.replace('Bergen', 'Gergen'))
  await openFile(there.page, changed)
  await expect(there.page.getByText(words('transfer.fault.BadSignature'))).toBeVisible()
  await openFile(there.page, file)
  await expect(display(there.page)).toContainText(words('transfer.scan.scanWhatCame'))
  await expect(there.page.getByText(words('transfer.keyNew'))).toBeVisible()
  await expectAccessible(there.page, 'receiving')
  for (const code of TUBES.slice(0, 2)) {
    await scanAgain(there.page, code)
    await expect(display(there.page)).toContainText(words('transfer.scan.came', { code }))
  }
  await scanAgain(there.page, newTube(79))
  await expect(display(there.page)).toContainText(
    words('transfer.scan.extra', { code: newTube(79) }),
  )
  await pick(there.page, words('study.label'), /NORDLUNG/)
  await button(there.page, words('transfer.receive', { count: 2 })).click()
  await expect(display(there.page)).toContainText(words('transfer.received', { count: 2 }))
  const row = there.page.getByRole('row')
  await expect(row.filter({ hasText: words('transfer.chip.here-already') })).toHaveCount(2)

  await button(there.page, words('transfer.allCame')).click()
  await button(there.page, words('transfer.receive', { count: 1 })).click()
  await expect(display(there.page)).toContainText(words('transfer.received', { count: 1 }))

  await goTo(there.page, 'scan')
  await expectHome(there.page)
  await scanAgain(there.page, TUBES[0])
  const custody = there.page.getByRole('list', { name: words('custody.title') })
  await expect(custody).toContainText(/Arrived from Uppsala, where Ida Lindqvist dispatched it/)
  expect([...here.problems, ...there.problems]).toEqual([])
})
