import type { Page } from '@playwright/test'
import { TEST_CODES, type TestCodeId } from '#shared/scan/test-sheet.ts'
import { faultsInEveryLook } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import { button, goTo, MARC, pick, startAtHome } from './support/steps.ts'
import { words } from './support/words.ts'

const PORT = '/dev/frostkeep-no-such-port'

/** As a scanner that is not known here writes it, in a language that is not known either. */
const SAMPLE = [
  'Scan report;;;',
  'Plate: RK-0007;;;',
  'Pos;Typ;Code;Zeit',
  ...[...'ABCDEFGH'].map((row, n) => `${row}1;T;${n === 5 ? 'LEER' : `FR0100${n}`};12:00:00`),
  'A2;T;LEER;12:00:00',
].join('\n')

const ticked = (page: Page, id: TestCodeId) =>
  page.getByRole('button', {
    name: `${words(`scannerTest.code.${id}`)}, ${words('scannerTest.ticked')}`,
  })

test('scanners get a role and are tested, and a rack layout is learnt from a file @browser', async ({
  startBench,
}) => {
  test.setTimeout(300_000)
  const { page, problems } = await startAtHome(startBench, { badge: MARC })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await goTo(page, 'settings')
  await button(page, words('devices.open.scanners')).click()

  await test.step('a serial scanner whose port is not there says so, and keeps its role', async () => {
    await button(page, words('devices.addLine')).click()
    const dialog = page.getByRole('dialog')
    await pick(page, words('devices.port'), words('devices.otherPort'))
    await dialog.getByLabel(words('devices.portPath')).fill(PORT)
    await dialog.getByRole('button', { name: words('labels.save') }).click()
    await expect(page.getByText(words('devices.closed.missing'))).toBeVisible()
    const role = (name: 'bench' | 'badge') => button(page, words(`devices.role.${name}`))
    await expect(role('bench')).toHaveAttribute('aria-pressed', 'true')
    await role('badge').click()
    await expect(role('badge')).toHaveAttribute('aria-pressed', 'true')
    await page.reload()
    await expect(role('badge')).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('one scan sets the bench, the other codes tick off or say what is wrong', async () => {
    await button(page, words('scannerTest.start')).click()
    await scan(page, TEST_CODES.check)
    await expect(page.getByText(words('scannerTest.works'))).toBeVisible()
    await expect(ticked(page, 'check')).toBeVisible()
    await scan(page, TEST_CODES.command)
    await expect(ticked(page, 'command')).toBeVisible()
    await scan(page, TEST_CODES.gs1.replace('\u001d', ''))
    await expect(page.getByText(words('scannerTest.noSeparator'))).toBeVisible()
    await scan(page, TEST_CODES.gs1)
    await expect(ticked(page, 'gs1')).toBeVisible()
    await expect(page.getByText(words('scannerTest.noSeparator'))).toBeHidden()
    await button(page, words('scannerTest.end')).click()
  })

  await test.step('a layout is learnt once a person has said what its words mean', async () => {
    await button(page, words('devices.place.racks')).click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      button(page, words('racks.learn')).click(),
    ])
    await chooser.setFiles({ name: 'rack.csv', mimeType: 'text/csv', buffer: Buffer.from(SAMPLE) })
    const keep = button(page, words('racks.saveLayout'))
    await page.getByLabel(words('racks.layoutName')).fill('Cold room')
    await expect(page.getByText(words('racks.wordsOpen', { count: 1 }))).toBeVisible()
    await expect(keep).toBeDisabled()
    expect(await faultsInEveryLook(page)).toEqual([])
    await pick(
      page,
      words('racks.wordMeans', { word: 'LEER', count: 2 }),
      words('racks.meaning.no-tube'),
    )
    await expect(page.getByText(words('racks.readRack', { rack: 'RK-0007' }))).toBeVisible()
    await keep.click()
    await expect(page.getByText('Cold room')).toBeVisible()
  })
  expect(problems).toEqual([])
})
