import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { tableOf } from '../support/imports/table-of.ts'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  expectHome,
  goTo,
  letReadPass,
  PLASMA_BOX,
  pick,
  startAtHome,
} from './support/steps.ts'
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
    page.getByText(words('import.counts', { rows: 6, accepted: 3, leftOut: 0, rejected: 3 })),
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

  await goTo(page, 'import')
  await button(page, words('import.another')).click()
  await writeFile(file, asTsv(RIGHT))
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

/** As a registry exports a view of its samples: no header, days as Germans write them, a column of mail addresses. */
const VIEW = Array.from({ length: 90 }, (_, i) => {
  const code = (n: number) => `00107-${String(n * 7 + 369).padStart(8, '0')}`
  const material = i % 3 === 0 ? 'Whole blood' : i % 3 === 1 ? 'serum EDTA' : 'Plasma'
  const parent = i % 3 === 0 ? '' : code(i - (i % 3))
  const day = `${10 + (Math.floor(i / 3) % 15)}.06.2025`
  return [code(i), parent, material, '-80', day, 'Female', 'someone@lab.example']
})
const FAULTY = VIEW.with(5, VIEW[5]!.with(2, 'Moon dust'))
  .with(8, VIEW[8]!.with(4, '31.02.2025'))
  .with(11, VIEW[11]!.with(0, VIEW[9]![0]!))

/** Types a text in place of what is selected, as an input method does; no scanner is that. */
const type = (page: Page, text: string) => page.keyboard.insertText(text)

/** Presses Tab until a cell that can be mended has the focus. Returns how often. */
async function tabToFinding(page: Page): Promise<number> {
  for (let keys = 1; keys < 60; keys++) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate(
      () => 'finding' in (document.activeElement as HTMLElement).dataset,
    )
    if (isThere) return keys
  }
  throw new Error('No finding can be reached by the keyboard')
}

test('a table without a header is mended in place by the keyboard alone, is still there after leaving the page, and comes in (IMP-12, IMP-14, IMP-15, IMP-16)', async ({
  startBench,
  folder,
}, info) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  const file = join(folder, 'view.tab')
  await writeFile(file, FAULTY.map((row) => `${row.join('\t')}\n`).join(''))
  await goTo(page, 'import')
  await choose(page, file)

  // No header was seen; a person may say otherwise, and may say it back.
  const first = (what: 'header' | 'data') =>
    page.getByRole('radio', { name: words(`import.firstRow.${what}`) })
  await expect(first('data')).toBeChecked()
  await first('header').click()
  await expect(page.getByText(words('import.rowsOf', { shown: 5, rows: 89 }))).toBeVisible()
  await first('data').click()
  await expect(page.getByText(words('import.rowsOf', { shown: 5, rows: 90 }))).toBeVisible()
  for (const [field, n] of [
    ['parent', 2],
    ['material', 3],
    ['collectedAt', 5],
  ] as const) {
    const list = page.getByRole('combobox', { name: words(`import.field.${field}`) })
    await expect(list).toHaveValue(new RegExp(`^${words('import.columnNumber', { n })} `))
  }
  await expect(page.getByRole('combobox', { name: words('import.dateForm') })).toHaveValue(
    words('import.dateForm.dmy'),
  )
  await expect(page.getByText(words('import.personal', { count: 1 }))).toBeVisible()
  await expect(page.getByText('someone@lab.example')).toBeHidden()
  await check(page)
  const status = (accepted: number, leftOut: number, rejected: number) =>
    page.getByText(words('import.counts', { rows: 90, accepted, leftOut, rejected }))
  await expect(status(57, 0, 33)).toBeVisible()
  await expectAccessible(page, 'findings')

  // From here on no pointer: one word for 30 rows, then cell by cell.
  let keys = await tabToFinding(page)
  const press = async (key: string) => {
    keys++
    await page.keyboard.press(key)
  }
  const word = (line: number) =>
    page.getByRole('combobox', { name: words('import.mend', { line }) })
  await press('Enter')
  await expect(word(2)).toBeFocused()
  await type(page, 'serum')
  await press('Control+Enter')
  await expect(status(87, 0, 3)).toBeVisible()
  await expect(word(6)).toBeFocused()
  await type(page, words('material.plasma'))
  await press('Enter')
  const day = page.getByRole('textbox', { name: words('import.mend', { line: 9 }) })
  await expect(day).toBeFocused()
  // A cell that is left is as it was; one that is mended wrongly stays open.
  await press('Escape')
  await press('Enter')
  await expect(day).toHaveValue('31.02.2025')
  await type(page, '30.02.2025')
  await press('Enter')
  await expect(day).toHaveValue('30.02.2025')
  // Once it was looked at it is open again, all of it chosen: what is typed takes its place.
  const isChosen = (input: HTMLInputElement) => input.selectionEnd! - input.selectionStart! === 10
  await expect.poll(() => day.evaluate(isChosen)).toBe(true)
  await type(page, '30.06.2025')
  await press('Tab')
  const code = page.getByRole('textbox', { name: words('import.mend', { line: 12 }) })
  await expect(code).toBeFocused()
  await expect(status(89, 0, 1)).toBeVisible()

  // The page is left, and in a browser thrown away altogether; the bench still has the table.
  await goTo(page, 'samples')
  if (info.project.name === 'browser') await page.reload()
  await goTo(page, 'import')
  await expect(status(89, 0, 1)).toBeVisible()
  await expect(page.getByText(words('import.repaired', { count: 3 }))).toBeVisible()

  // The tube in the hand says what its code is.
  keys += await tabToFinding(page)
  await press('Enter')
  await expect(code).toBeFocused()
  await scan(page, '00107-99999999')
  await expect(code).toHaveValue('00107-99999999')
  await letReadPass(page)
  await press('Enter')
  await expect(page.getByText(words('import.clean'))).toBeVisible()
  await expect(button(page, words('import.run', { count: 90 }))).toBeFocused()

  // What was changed can be taken back, and the row be left out with a reason.
  await page.getByText(words('import.repaired', { count: 4 })).click()
  const change = page.getByRole('listitem').filter({ hasText: '00107-99999999' })
  await change.getByRole('button', { name: words('import.takeBack') }).click()
  await expect(status(89, 0, 1)).toBeVisible()
  await button(page, words('import.leaveOut')).focus()
  await press('Enter')
  await expect(
    page.getByRole('textbox', { name: words('import.leaveOutWhy', { line: 12 }) }),
  ).toBeFocused()
  await type(page, 'Its tube is lost')
  await press('Enter')
  await expect(status(89, 1, 0)).toBeVisible()
  await expect(button(page, words('import.run', { count: 89 }))).toBeFocused()
  await press('Enter')
  await expect(page.getByText(words('import.done', { count: 89 }))).toBeVisible()
  await expectSpecimens(page, 2_089)
  // Thirty-three rows, with the way to the findings twice.
  info.annotations.push({ type: 'keys', description: String(keys) })
  expect(keys).toBeLessThan(80)
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
