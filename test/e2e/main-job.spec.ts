import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  cell,
  display,
  expectCount,
  expectHome,
  expectTarget,
  goTo,
  newTube,
  OTHER_PLASMA_BOX,
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

/** The first positions of a 9 x 9 box in its fill order. */
const positions = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${'ABCDEFGHI'[Math.floor(i / 9)]}${(i % 9) + 1}`)

/** Scans tubes `from` up to `to` into the positions of the same numbers, each seen before the next. */
async function store(page: Page, from: number, to: number): Promise<void> {
  const names = positions(to + 2)
  for (let n = from; n <= to; n++) {
    await expectTarget(page, names[n]!)
    await scan(page, newTube(n))
    await expect(cell(page, names[n]!)).toHaveAccessibleName(new RegExp(newTube(n)))
  }
  await expectTarget(page, names[to + 1]!)
}

test('a newcomer opens the demo biobank, signs in by badge and takes in twelve tubes (INT-1)', async ({
  bench,
}) => {
  const { page } = bench
  await button(page, words('firstRun.demoOpen')).click()
  await signIn(page)
  await startIntake(page)
  await expectCount(page, 0)
  await expect(cell(page, 'A1')).toHaveAccessibleName(`A1, ${words('state.target')}`)

  await store(page, 0, 11)

  await expectCount(page, 12)
  await expect(display(page)).toContainText(words('intake.stored', { position: 'B3' }))
  await expect(cell(page, 'B3')).toHaveAccessibleName(
    `B3, ${words('state.stored')}, ${newTube(11)}`,
  )
  await expect(cell(page, 'A1')).toHaveAccessibleName(`A1, ${words('state.filled')}, ${newTube(0)}`)
  await expect(page.getByText(words('intake.counts', { stored: 12, parked: 0 }))).toBeVisible()
  expect(bench.problems).toEqual([])
})

test('a code of no known form is parked without stopping the batch and stored once a person knows it (INT-5)', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)
  await store(page, 0, 1)

  await scan(page, '0232021993')
  await expectTarget(page, 'A4')
  await expect(cell(page, 'A3')).toHaveAccessibleName(`A3, ${words('state.unknown')}, 0232021993`)
  await expect(
    page.getByText(words('intake.parkedTray', { count: 1, position: 'A3' })),
  ).toBeVisible()
  await store(page, 3, 4)

  await button(page, words('intake.resolve')).click()
  await button(page, words('intake.isTube')).click()
  await expect(page.getByText(words('intake.resolvedAll'))).toBeVisible()
  await button(page, words('common.close')).click()
  await expect(cell(page, 'A3')).toHaveAccessibleName(/0232021993/)
  await expect(cell(page, 'A3')).not.toHaveAccessibleName(new RegExp(words('state.unknown')))
  await expect(page.getByText(words('intake.counts', { stored: 5, parked: 0 }))).toBeVisible()
  expect(bench.problems).toEqual([])
})

test('a tube that stands elsewhere holds the batch until it is handled, and later scans wait (INT-2, INT-4)', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)
  await store(page, 0, 0)

  await scan(page, STORED_TUBE)
  await expect(display(page)).toContainText(words('intake.stop'))
  await expect(display(page)).toContainText(words('intake.heldAt', { position: 'A2' }))
  await expect(cell(page, 'A2')).toHaveAccessibleName(`A2, ${words('state.hold')}`)
  await scan(page, newTube(1))
  await expect(page.getByText(words('intake.waits', { code: newTube(1) })).first()).toBeVisible()

  await scan(page, 'FK:NEXT')
  await expectTarget(page, 'A2')
  await expectCount(page, 1)
  await scanAgain(page, newTube(1))
  await expect(cell(page, 'A2')).toHaveAccessibleName(new RegExp(newTube(1)))

  await scanAgain(page, STORED_TUBE)
  await expect(display(page)).toContainText(words('intake.stop'))
  await page.getByRole('button', { name: new RegExp(`^${words('intake.moveHere')}`) }).click()
  await expectTarget(page, 'A4')
  await expect(cell(page, 'A3')).toHaveAccessibleName(new RegExp(STORED_TUBE))
  expect(bench.problems).toEqual([])
})

test('a tube of the wrong kind holds the batch and writes nothing (INT-2)', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await register(page, newTube(0), words('material.serum'))
  await goTo(page, 'scan')
  await expectHome(page)
  await startIntake(page)

  await scan(page, newTube(0))
  await expect(display(page)).toContainText(words('intake.stop'))
  await expect(display(page)).toContainText(
    words('intake.holdBoxTakes', { holds: words('material.plasma') }),
  )
  await button(page, words('intake.asideGoOn', { position: 'A1' })).click()
  await expectTarget(page, 'A1')
  await expectCount(page, 0)
  expect(bench.problems).toEqual([])
})

test('a duplicate warns, shows the position that has the tube and writes nothing (INT-3)', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)
  await store(page, 0, 2)

  await scanAgain(page, newTube(0))
  const said = words('intake.duplicate', { code: newTube(0), position: 'A1' })
  await expect(sentence(page, said)).toBeVisible()
  await expectTarget(page, 'A4')
  await expectCount(page, 3)
  expect(bench.problems).toEqual([])
})

test('Ctrl+Z and the command code take back the newest scan, whose position is next again (INT-7)', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)
  await store(page, 0, 3)

  await page.keyboard.press('Control+z')
  await expectTarget(page, 'A4')
  await expect(display(page)).toContainText(
    words('intake.undone', { position: 'A4', code: newTube(3) }),
  )
  await scan(page, 'FK:UNDO')
  await expectTarget(page, 'A3')
  await expectCount(page, 2)
  await expect(cell(page, 'A3')).toHaveAccessibleName(`A3, ${words('state.target')}`)

  await scanAgain(page, newTube(3))
  await expect(cell(page, 'A3')).toHaveAccessibleName(new RegExp(newTube(3)))
  expect(bench.problems).toEqual([])
})

test('a position label changes the target, a box label changes the box (INT-6)', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)

  await scan(page, `${PLASMA_BOX}/C5`)
  await expectTarget(page, 'C5')
  await scan(page, newTube(0))
  await expect(cell(page, 'C5')).toHaveAccessibleName(new RegExp(newTube(0)))
  await scan(page, OTHER_PLASMA_BOX)
  await expect(sentence(page, words('intake.boxChanged', { box: OTHER_PLASMA_BOX }))).toBeVisible()
  await expectTarget(page, 'A1')
  await expectCount(page, 0)
  expect(bench.problems).toEqual([])
})

test('a finished intake leaves a custody history with actor, bench, place and time to the second', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)
  await store(page, 0, 2)
  await button(page, words('intake.finish')).click()
  const finished = words('intake.finished', { box: PLASMA_BOX, stored: 3, parked: 0 })
  await expect(page.getByText(finished)).toBeVisible()
  await expectHome(page)

  await scanAgain(page, newTube(1))
  const history = page.getByRole('list', { name: words('custody.title') })
  const stored = words('custody.stored', { place: `${PLASMA_BOX}/A2` })
  await expect(history.getByRole('listitem').first()).toContainText(stored)
  await expect(history.getByRole('listitem').first()).toContainText(
    /Ida Lindqvist, Bench 1, .*\d{1,2}:\d{2}:\d{2}/,
  )
  await expect(history.getByRole('listitem').last()).toContainText(words('custody.accessioned'))
  expect(bench.problems).toEqual([])
})

test('a killed program goes on where it was, with every tube it had confirmed (INT-8)', async ({
  startBench,
}) => {
  const before = await startAtHome(startBench)
  await startIntake(before.page)
  await store(before.page, 0, 2)
  await scan(before.page, '0232021993')
  await expectTarget(before.page, 'A5')
  expect(before.problems).toEqual([])
  // The power goes while a quick hand scans: what the screen has confirmed until then is what counts.
  for (let n = 4; n < 16; n++) await scan(before.page, newTube(n))
  const confirmed = await filledPositions(before.page)
  await before.kill()
  expect(confirmed.length).toBeGreaterThanOrEqual(3)

  const bench = await startBench({ data: before.data })
  const { page } = bench
  await signIn(page)
  await button(page, words('home.continue')).click()
  await expect(cell(page, 'A4')).toHaveAccessibleName(/0232021993/)
  const restored = await filledPositions(page)
  expect(restored).toEqual(expect.arrayContaining(confirmed))
  const stored = restored.length
  const said = words('intake.restored', { stored, of: stored })
  await expect(sentence(page, said)).toBeVisible()
  await expectCount(page, stored + 1)

  const next = positions(stored + 2).at(-1)!
  await expectTarget(page, next)
  await scan(page, newTube(50))
  await expect(cell(page, next)).toHaveAccessibleName(new RegExp(newTube(50)))
  expect(bench.problems).toEqual([])
})

/** "A1 FX09900000": the positions that the map shows a tube in. */
async function filledPositions(page: Page): Promise<string[]> {
  const cells = page.getByRole('gridcell', { name: /, FX/ })
  const names = await cells.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  return names.map((name) => `${name?.split(', ')[0]} ${name?.split(', ').at(-1)}`)
}
