import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { tableOf } from '../support/imports/table-of.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import { button, expectHome, goTo, PLASMA_BOX, pick, startAtHome } from './support/steps.ts'
import { words } from './support/words.ts'

/** As MIABIS exports samples, with two columns more for where the tube stands. */
const HEADER = [
  ...['ID', 'PARENT_SAMPLE_ID', 'MATERIAL_TYPE', 'STORAGE_TEMPERATURE', 'SAMPLED_TIME'],
  ...['SEX', 'BIOBANK', 'BOX', 'POSITION'],
]
const RIGHT = [
  ['00102-00000001', '', 'Whole blood', 'RT', '2024-06-10T14:22:41', 'Male', '2038', '', ''],
  ['00102-00000002', '00102-00000001', 'Plasma', '-80', '2024-06-10T15:02:07', 'Male', '2038'],
  ['00102-00000003', '', 'Urine', '-80', '2024-06-11', 'Female', '2038', '', ''],
].map((row, i) => (i === 1 ? [...row, PLASMA_BOX, 'C4'] : row))
const WRONG = [
  ['00102-00000001', '', 'DNA', '-80', '2024-06-10T14:22:41', 'Male', '2038', '', ''],
  ['00102-00000005', '', 'Moon dust', '-80', '2024-06-10T14:22:41', 'Male', '2038', '', ''],
  ['00102-00000006', '', 'Serum', '-80', '2024-02-31', 'Male', '2038', PLASMA_BOX, 'Z9'],
]
const asTsv = (rows: readonly (readonly string[])[]): string =>
  [HEADER, ...rows].map((row) => `${row.join('\t')}\r\n`).join('')

async function choose(page: Page, file: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    button(page, words('import.choose')).first().click(),
  ])
  await chooser.setFiles(file)
  await expect(page.getByRole('heading', { name: words('import.mapping') })).toBeVisible()
}

async function check(page: Page): Promise<void> {
  await pick(page, words('study.label'), /NORDLUNG/)
  await button(page, words('import.check')).click()
}

/** How many specimens the home screen counts. */
async function expectSpecimens(page: Page, count: number): Promise<void> {
  await goTo(page, 'scan')
  await expectHome(page)
  const text = count.toLocaleString('en')
  await expect(page.getByText(words('home.specimens', { count, text }))).toBeVisible()
}

test('a MIABIS table is previewed, mapped and checked, and imports nothing while a row is wrong (IMP-1, IMP-2, IMP-7)', async ({
  startBench,
  folder,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  const file = join(folder, 'samples.tsv')
  await writeFile(file, asTsv([...RIGHT, ...WRONG]))
  await goTo(page, 'import')
  await choose(page, file)
  for (const [field, column] of [
    ['code', 'ID'],
    ['parent', 'PARENT_SAMPLE_ID'],
    ['material', 'MATERIAL_TYPE'],
    ['collectedAt', 'SAMPLED_TIME'],
    ['box', 'BOX'],
    ['position', 'POSITION'],
  ] as const) {
    const list = page.getByRole('combobox', { name: words(`import.field.${field}`) })
    await expect(list).toHaveValue(column)
  }
  await expect(page.getByText('STORAGE_TEMPERATURE, SEX, BIOBANK')).toBeVisible()
  await expect(page.getByRole('cell', { name: '00102-00000003' })).toBeVisible()

  await check(page)
  await expect(page.getByText(words('import.unclean', { rejected: 3 }))).toBeVisible()
  await expect(
    page.getByText(words('import.counts', { rows: 6, accepted: 3, rejected: 3 })),
  ).toBeVisible()
  const finding = (line: number, value: string) =>
    page
      .getByRole('row')
      .filter({ hasText: new RegExp(`^${line}`) })
      .filter({ hasText: value })
  await expect(finding(5, '00102-00000001')).toContainText(words('import.finding.code-twice'))
  await expect(finding(6, 'Moon dust')).toContainText(words('import.finding.unknown-material'))
  await expect(finding(7, '2024-02-31')).toContainText(words('import.finding.bad-date'))
  await expect(finding(7, 'Z9')).toContainText(words('import.finding.bad-position'))
  await expect(page.getByRole('button', { name: /^Import \d/ })).toBeHidden()
  await expectSpecimens(page, 2_000)

  await writeFile(file, asTsv(RIGHT))
  await goTo(page, 'import')
  await button(page, words('import.another')).click()
  await choose(page, file)
  await check(page)
  await expect(page.getByText(words('import.clean'))).toBeVisible()
  await button(page, words('import.run', { count: 3 })).click()
  await expect(page.getByText(words('import.done', { count: 3 }))).toBeVisible()
  await expectSpecimens(page, 2_003)

  // Leading zeros are part of the code, and the place is the one of the table.
  await scan(page, '00102-00000002')
  const custody = page.getByRole('list', { name: words('custody.title') })
  await expect(custody).toContainText(words('custody.stored', { place: `${PLASMA_BOX}/C4` }))
  await expect(page.getByRole('list', { name: words('specimen.lineage') })).toContainText(
    '00102-00000001',
  )
  expect(bench.problems).toEqual([])
})

/** So many that cancelling comes in time on any computer. */
const MANY = 100_000
/** A way to stop is offered once an import has lasted three seconds. */
const LASTED = 5_000

test(`an import of ${MANY} rows that is cancelled leaves nothing, and the same table then comes in whole (IMP-1)`, {
  tag: '@electron',
}, async ({ startBench, folder }) => {
  test.setTimeout(900_000)
  const bench = await startAtHome(startBench)
  const { page } = bench
  const file = join(folder, 'many.csv')
  await writeFile(file, tableOf({ rows: MANY }))
  await goTo(page, 'import')
  await choose(page, file)
  await check(page)
  await expect(page.getByText(words('import.clean'))).toBeVisible({ timeout: 240_000 })

  // The page's clock is moved on, so that it is not the computer that decides whether there is time to cancel.
  await page.clock.install()
  await button(page, words('import.run', { count: MANY })).click()
  const progress = page.getByRole('progressbar', { name: words('import.running') })
  await expect(progress).toBeVisible()
  await page.clock.fastForward(LASTED)
  await button(page, words('progress.cancel')).focus()
  // The rows are checked in the first half and written in the second: there is something to take back.
  await expect
    .poll(async () => Number(await progress.getAttribute('aria-valuenow')), {
      intervals: [20],
      timeout: 240_000,
    })
    .toBeGreaterThan(MANY)
  await page.keyboard.press('Enter')
  await expect(page.getByText(words('import.cancelled'))).toBeVisible({ timeout: 240_000 })
  await expectSpecimens(page, 2_000)
  await goTo(page, 'import')

  await button(page, words('import.run', { count: MANY })).click()
  await expect(progress).toBeVisible()
  await expect(page.getByText(words('import.done', { count: MANY }))).toBeVisible({
    timeout: 240_000,
  })
  await expectSpecimens(page, 2_000 + MANY)
  expect(bench.problems).toEqual([])
})
