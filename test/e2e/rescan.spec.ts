import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openReader } from '../../electron/store/open.ts'
import { expect, test } from './support/fixtures.ts'
import { rackPicture, type Well } from './support/rack-picture.ts'
import { scan } from './support/scan.ts'
import { button, cell, display, expectHome, scanAgain, startAtHome } from './support/steps.ts'
import { words } from './support/words.ts'

const SIDE = 9
const nameOf = (index: number): string =>
  `${String.fromCharCode(65 + Math.floor(index / SIDE))}${(index % SIDE) + 1}`

interface FullBox {
  readonly container: string
  readonly code: string
  /** Codes in row order: every position has its tube. */
  readonly tubes: readonly string[]
}

/** A box of the demo biobank in which every position has a tube. */
function fullBox(data: string): FullBox {
  const db = openReader(join(data, 'ledger.db'))
  const box = db
    .prepare(
      `SELECT c.id AS container, c.code FROM tube_claim t JOIN container c ON c.id = t.container
       WHERE t.state = 'stored' AND c.kind = 'box' GROUP BY c.id HAVING count(*) = ${SIDE * SIDE} LIMIT 1`,
    )
    .get() as { container: string; code: string }
  const tubes = db
    .prepare(
      `SELECT s.code FROM tube_claim t JOIN specimen s ON s.id = t.specimen
       WHERE t.container = ? ORDER BY t.idx`,
    )
    .pluck()
    .all(box.container) as string[]
  db.close()
  return { ...box, tubes }
}

const give = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
  page.getByLabel(words('rescan.file')).last().setInputFiles({ name, mimeType, buffer })

const finding = (page: Page, position: string, is: 'filled' | 'moved' | 'missing' | 'empty') =>
  expect(cell(page, position)).toHaveAccessibleName(
    new RegExp(words(`rescan.finding.${is}`).replaceAll(/[()]/g, String.raw`\$&`)),
  )

test('RSC-3 RSC-9 a whole box is read by a picture, with A1 confirmed, an unread tube scanned and a missing one recorded, and then by its file @browser', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page, data } = bench
  const { code: box, tubes } = fullBox(data)
  const wells = new Map<string, Well>(tubes.map((code, index) => [nameOf(index), code]))
  // A1 and A2 have changed places, A3 cannot be read, and nothing is in A4.
  wells.set('A1', tubes[1]!)
  wells.set('A2', tubes[0]!)
  wells.set('A3', 'scratched')
  wells.set('A4', null)

  await test.step('the picture', async () => {
    await page.evaluate(() => {
      location.hash = '#/rescan'
    })
    await expect(button(page, words('rescan.file')).first()).toBeVisible()
    await give(page, 'rack.txt', 'text/plain', Buffer.from('no rack at all'))
    await expect(page.getByRole('alert')).toBeVisible()
    const picture = rackPicture({ rows: SIDE, columns: SIDE, wells })
    await give(page, 'rack.png', 'image/png', picture)
    await expect(display(page)).toContainText(words('rescan.lineStage.photo'))
    const right = words('rescan.corner.top-right')
    await button(page, words('rescan.cornerIs', { where: right })).click()
    await cell(page, 'A3').click()
    await expect(
      page.getByRole('img', { name: words('rescan.wellPicture', { position: 'A3' }) }),
    ).toBeVisible()
    await cell(page, 'A4').click()
    // Whether nothing is there only a person can say, where too little is known of empty wells.
    const none = button(page, words('rescan.hasNone'))
    if (await none.isVisible()) await none.click()
    await expect(cell(page, 'A4')).toHaveAccessibleName(new RegExp(words('rescan.well.empty')))
    await button(page, words('rescan.confirmCorner', { where: right })).click()
  })

  await test.step('against the record', async () => {
    await expect(display(page)).toContainText(words('rescan.lineWhichBox'))
    await scan(page, box)
    await expect(display(page)).toContainText('A3')
    await scanAgain(page, tubes[2]!)
    await finding(page, 'A3', 'filled')
    await finding(page, 'A1', 'moved')
    await finding(page, 'A4', 'missing')
    await finding(page, 'I9', 'filled')
    await page.getByRole('checkbox', { name: new RegExp(tubes[3]!) }).check()
    await button(page, words('rescan.confirm', { n: 3 })).click()
    await expect(display(page)).toContainText(words('rescan.done', { box, n: 3 }))
  })

  await test.step('the same box by its file, as recorded now', async () => {
    const lines = tubes.flatMap((_, index) => {
      const well = index === 2 ? tubes[2] : wells.get(nameOf(index))
      return well ? [`${nameOf(index)},${well}`] : []
    })
    await give(page, 'rack.csv', 'text/csv', Buffer.from(lines.join('\n')))
    await expect(display(page)).toContainText(words('rescan.lineSame', { box }))
    await finding(page, 'A1', 'filled')
    await finding(page, 'A4', 'empty')
    await button(page, words('rescan.confirm', { n: 0 })).click()
    await expect(display(page)).toContainText(words('rescan.done', { box, n: 0 }))
  })

  await test.step('the missing tube is told of until somebody stores it', async () => {
    await page.evaluate(() => {
      location.hash = '#/'
    })
    await expect(page.getByText(words('home.missing', { count: 1 }))).toBeVisible()
    await scanAgain(page, tubes[3]!)
    await expect(display(page)).toContainText(words('specimen.scanToStore'))
    await scanAgain(page, `${box}/A4`)
    await expect(display(page)).toContainText(words('specimen.scanToMove'))
    await page.evaluate(() => {
      location.hash = '#/'
    })
    await expectHome(page)
    await expect(page.getByText(words('home.missing', { count: 1 }))).toHaveCount(0)
    expect(bench.problems).toEqual([])
  })
})
