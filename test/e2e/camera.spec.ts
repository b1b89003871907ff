import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Film, writeFilm } from './support/camera.ts'
import { type Bench, expect, type StartBench, test } from './support/fixtures.ts'
import {
  button,
  cell,
  expectCount,
  expectTarget,
  newTube,
  sentence,
  startAtHome,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

/** A bench in an intake whose camera would see this code. */
async function intakeWithCamera(
  startBench: StartBench,
  folder: string,
  seen: Film,
): Promise<Bench> {
  const film = join(folder, 'film.y4m')
  await writeFilm(film, seen)
  const bench = await startAtHome(startBench, { film })
  await startIntake(bench.page)
  return bench
}

const camera = (page: Page) => page.getByRole('region', { name: words('camera.title') })

for (const symbology of ['datamatrix', 'code128'] as const) {
  test(`a tube before the webcam is stored once, however long it is held there (${symbology})`, async ({
    startBench,
    folder,
  }) => {
    const bench = await intakeWithCamera(startBench, folder, { symbology, text: newTube(7) })
    const { page } = bench
    // Negative control: a camera that is switched off sees nothing.
    await expect(camera(page)).toBeHidden()
    await button(page, words('camera.stateOff')).click()
    await expect(camera(page)).toContainText(words('camera.live'))

    await expect(cell(page, 'A1')).toHaveAccessibleName(new RegExp(newTube(7)))
    await expectTarget(page, 'A2')
    await camera(page)
      .getByRole('button', { name: words('camera.stop') })
      .click()
    await expect(camera(page)).toBeHidden()
    await expect(button(page, words('camera.stateOff'))).toBeVisible()
    await expectCount(page, 1)
    expect(bench.problems).toEqual([])
  })
}

test('a code with a hidden character is refused in words and stores nothing', async ({
  startBench,
  folder,
}) => {
  const text = `${newTube(7)}\u0007`
  const bench = await intakeWithCamera(startBench, folder, { symbology: 'datamatrix', text })
  const { page } = bench
  await button(page, words('camera.stateOff')).click()
  const at = newTube(7).length + 1
  await expect(sentence(page, words('trouble.hiddenCharacter', { at }))).toBeVisible()
  await expectTarget(page, 'A1')
  await expectCount(page, 0)
  expect(bench.problems).toEqual([])
})
