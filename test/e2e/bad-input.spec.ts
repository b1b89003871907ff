import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startInVain } from './support/bench.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  cell,
  display,
  expectCount,
  expectHome,
  expectTarget,
  newTube,
  OTHER_PLASMA_BOX,
  PLASMA_BOX,
  SERUM_BOX,
  STORED_TUBE,
  scanAgain,
  sentence,
  startAtHome,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

test('an unreadable code is refused in words, wherever it comes from, and the bench goes on @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await scan(page, 'X'.repeat(300))
  await expect(sentence(page, words('trouble.tooLong', { length: 300, limit: 256 }))).toBeVisible()
  await expectHome(page)

  await button(page, words('type.open')).click()
  await page.getByLabel(words('type.first'), { exact: true }).fill('FX0990\u200b0001')
  await expect(page.getByText(words('type.unfit'))).toBeVisible()
  await expect(button(page, words('type.use'))).toBeDisabled()
  await page.keyboard.press('Escape')

  await scan(page, STORED_TUBE)
  await expect(page.getByRole('heading', { level: 1, name: words('specimen.title') })).toBeVisible()
  await expect(sentence(page, words('trouble.tooLong', { length: 300, limit: 256 }))).toBeHidden()
  expect(bench.problems).toEqual([])
})

test('a foreign code is only text: markup and addresses in it do nothing @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  for (const code of [
    '<img src=x onerror=alert(1)>',
    'https://example.org/?q=1',
    "'; DROP TABLE event; --",
    'BX-20417/Z99',
    'fk:undo',
  ]) {
    await scan(page, code)
    await expect(display(page)).toContainText(words('accession.line', { code }))
    await button(page, words('common.cancel')).click()
    await expectHome(page)
  }
  expect(bench.problems).toEqual([])
})

test('a full box says so, takes no tube more and gives way to the next box @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)
  for (let n = 0; n < 81; n++) await scan(page, newTube(n))
  await expectCount(page, 81)
  await expect(display(page)).toContainText(words('intake.fullStatus'))
  await expect(cell(page, 'I9')).toHaveAccessibleName(new RegExp(newTube(80)))

  await scan(page, newTube(81))
  await expect(sentence(page, words('intake.fullScan', { code: newTube(81) }))).toBeVisible()
  await scan(page, OTHER_PLASMA_BOX)
  await expectTarget(page, 'A1')
  await scanAgain(page, newTube(81))
  await expect(cell(page, 'A1')).toHaveAccessibleName(new RegExp(newTube(81)))
  expect(bench.problems).toEqual([])
})

test('a box that may not hold a material refuses it in words, in an intake and by a move @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await startIntake(page)
  await scan(page, SERUM_BOX)
  const said = words('refusal.wrongKind', { material: words('material.plasma') })
  const serum = words('material.serum')
  const holds = words('refusal.wrongKindHolds', { container: SERUM_BOX, holds: serum })
  await expect(sentence(page, said)).toContainText(holds)
  await scan(page, newTube(0))
  await expect(cell(page, 'A1')).toHaveAccessibleName(new RegExp(newTube(0)))
  await button(page, words('intake.finish')).click()
  await expectHome(page)

  await scanAgain(page, newTube(0))
  await expect(page.getByRole('heading', { level: 1, name: words('specimen.title') })).toBeVisible()
  await scan(page, `${SERUM_BOX}/A1`)
  await expect(display(page)).toContainText(said)
  await expect(display(page)).toContainText(holds)
  await scan(page, `${PLASMA_BOX}/A2`)
  await expect(display(page)).toContainText(
    words('lookup.moved', { code: newTube(0), place: `${PLASMA_BOX}/A2` }),
  )
  expect(bench.problems).toEqual([])
})

test('a data folder that cannot be written to is said in one sentence, and nothing starts @electron', async ({
  folder,
}, { project }) => {
  const data = join(folder, 'a-file')
  await writeFile(data, 'No folder')
  const screen = project.name === 'electron' ? 'electron' : 'browser'
  const { code, stdout, stderr } = await startInVain(screen, { data })
  expect(code).toBe(1)
  expect(stderr).toContain(`Frostkeep cannot write to ${data}`)
  expect(stderr).toContain('--data DIR')
  expect(stdout + stderr).not.toMatch(/\n\s+at /)
})

test('a second start on the same data ends with a sentence and leaves the first at work @electron', async ({
  startBench,
}, { project }) => {
  const bench = await startAtHome(startBench)
  const { page, data } = bench
  const screen = project.name === 'electron' ? 'electron' : 'browser'
  const { code, stdout, stderr } = await startInVain(screen, { data })
  if (screen === 'electron') {
    expect(stdout).toContain('Frostkeep already runs on this data folder')
    expect(code).toBe(0)
    expect(page.context().pages()).toHaveLength(1)
  } else {
    expect(code).toBe(1)
    expect(stderr).toContain(`Frostkeep already runs on ${data} at ${new URL(page.url()).origin}`)
  }
  await startIntake(page)
  await scan(page, newTube(0))
  await expectCount(page, 1)
  expect(bench.problems).toEqual([])
})
