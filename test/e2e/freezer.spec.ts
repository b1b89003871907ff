import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  cell,
  display,
  goTo,
  PLASMA_BOX,
  STORED_TUBE,
  scanAgain,
  startAtHome,
} from './support/steps.ts'
import { words } from './support/words.ts'

const boxMap = (page: Page, code: string) =>
  page.getByRole('grid', { name: words('box.mapOf', { code }) })
const selected = (page: Page) => page.getByRole('region', { name: words('box.selected') })
const custody = (page: Page) =>
  page.getByRole('list', { name: words('custody.title') }).getByRole('listitem')

/** Opens the box that a stored tube is in, with the tube selected; where it is. */
async function openBoxOf(page: Page, code: string): Promise<{ box: string; position: string }> {
  await scan(page, code)
  const stored = custody(page).filter({ hasText: words('custody.stored', { place: '' }).trim() })
  const [, box = '', position = ''] = /(BX-\d+)\/([A-I]\d)/.exec(await stored.innerText()) ?? []
  await goTo(page, 'freezers')
  await scan(page, box)
  await expect(boxMap(page, box)).toBeVisible()
  await scanAgain(page, code)
  await expect(cell(page, position)).toHaveAttribute('aria-selected', 'true')
  await expect(selected(page)).toContainText(code)
  return { box, position }
}

test('a freezer opens rack by rack and box by box, with what every sign means @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await goTo(page, 'freezers')
  const map = page.getByRole('grid', { name: words('freezers.mapOf', { name: 'F1' }) })
  await map.getByRole('gridcell', { name: /^S1\/R2,/ }).click()
  await expect(page.getByText(words('freezers.byFill'))).toBeVisible()
  const drawers = page.getByRole('list', { name: words('freezers.boxesOf', { name: 'S1/R2' }) })
  const drawer = drawers.getByRole('button', { name: /^B\d+, BX-/ }).first()
  const [, box = ''] = /(BX-\d+)/.exec(await drawer.innerText()) ?? []
  await drawer.click()

  await expect(page.getByRole('heading', { name: words('box.of', { code: box }) })).toBeVisible()
  await expect(boxMap(page, box).getByRole('gridcell', { name: /^[A-I][1-9],/ })).toHaveCount(81)
  for (const sign of ['empty', 'filled', 'target', 'contested', 'held'] as const) {
    const legend = page.getByRole('listitem').filter({ hasText: words(`state.${sign}`) })
    await expect(legend.first()).toBeVisible()
  }
  expect(bench.problems).toEqual([])
})

test('arrow keys move through a box and stop at its edges @electron', async ({ startBench }) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await goTo(page, 'freezers')
  await scan(page, PLASMA_BOX)
  await cell(page, 'A1').focus()
  const keys: [key: string, position: string][] = [
    ['ArrowRight', 'A2'],
    ['ArrowDown', 'B2'],
    ['End', 'B9'],
    ['ArrowRight', 'B9'],
    ['Control+End', 'I9'],
    ['PageUp', 'A9'],
    ['Home', 'A1'],
    ['ArrowUp', 'A1'],
  ]
  for (const [key, position] of keys) {
    await page.keyboard.press(key)
    await expect(cell(page, position)).toBeFocused()
  }
  await page.keyboard.press('ArrowDown')
  await expect(cell(page, 'B1')).toHaveAttribute('aria-selected', 'true')
  await expect(selected(page)).toContainText('B1')
  // One tab stop for the whole map.
  await expect(boxMap(page, PLASMA_BOX).locator('[tabindex="0"]')).toHaveCount(1)
  expect(bench.problems).toEqual([])
})

test('a tube moves when it is scanned and then a position of its own or of another box @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  const { position } = await openBoxOf(page, STORED_TUBE)
  await expect(display(page)).toContainText(words('box.scanToMove', { code: STORED_TUBE }))
  await scan(page, `${PLASMA_BOX}/E5`)
  await expect(display(page)).toContainText(
    words('lookup.moved', { code: STORED_TUBE, place: `${PLASMA_BOX}/E5` }),
  )
  await expect(cell(page, position)).not.toHaveAccessibleName(new RegExp(STORED_TUBE))
  await scan(page, PLASMA_BOX)
  await expect(boxMap(page, PLASMA_BOX)).toBeVisible()
  await expect(cell(page, 'E5')).toHaveAccessibleName(new RegExp(STORED_TUBE))

  await scanAgain(page, STORED_TUBE)
  await expect(display(page)).toContainText(words('box.scanToMove', { code: STORED_TUBE }))
  await scan(page, `${PLASMA_BOX}/E6`)
  await expect(display(page)).toContainText(
    words('lookup.moved', { code: STORED_TUBE, place: `${PLASMA_BOX}/E6` }),
  )
  await expect(cell(page, 'E5')).toHaveAccessibleName(`E5, ${words('state.empty')}`)
  await expect(cell(page, 'E6')).toHaveAccessibleName(new RegExp(STORED_TUBE))
  expect(bench.problems).toEqual([])
})

test('a tube that is checked out keeps its position until it is returned @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  const { position } = await openBoxOf(page, STORED_TUBE)
  await button(page, words('box.withReason')).click()
  await page.getByLabel(words('box.reason')).fill('Request RQ-7')
  await button(page, words('box.checkOut')).click()
  await expect(display(page)).toContainText(words('lookup.checkedOut', { code: STORED_TUBE }))
  await expect(cell(page, position)).toHaveAccessibleName(
    `${position}, ${words('state.held')}, ${STORED_TUBE}`,
  )
  await expect(custody(page).first()).toContainText(
    words('custody.reason', { reason: 'Request RQ-7' }),
  )

  await button(page, words('box.return', { position })).click()
  await expect(cell(page, position)).toHaveAccessibleName(
    `${position}, ${words('state.filled')}, ${STORED_TUBE}`,
  )
  expect(bench.problems).toEqual([])
})

test('a position that is taken refuses another tube in words, also while its tube is out @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  const { box, position } = await openBoxOf(page, STORED_TUBE)
  const neighbour = position === 'A1' ? 'A2' : 'A1'
  const name = await cell(page, neighbour).getAttribute('aria-label')
  const [, by = ''] = /(FX\d{8})/.exec(name ?? '') ?? []
  await scan(page, `${box}/${neighbour}`)
  await expect(display(page)).toContainText(
    words('refusal.placeTaken', { name: `${box}/${neighbour}`, by }),
  )
  await expect(cell(page, position)).toHaveAccessibleName(new RegExp(STORED_TUBE))

  await button(page, words('box.letGo')).click()
  await scanAgain(page, `${box}/${neighbour}`)
  await expect(selected(page)).toContainText(by)
  await button(page, words('box.checkOut')).click()
  await expect(cell(page, neighbour)).toHaveAccessibleName(
    new RegExp(words('state.held').slice(0, 4)),
  )
  await scanAgain(page, STORED_TUBE)
  await scanAgain(page, `${box}/${neighbour}`)
  await expect(display(page)).toContainText(
    words('refusal.placeTaken', { name: `${box}/${neighbour}`, by }),
  )
  expect(bench.problems).toEqual([])
})
