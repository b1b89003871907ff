import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Film, writeFilm } from './support/camera.ts'
import { type Bench, expect, type StartBench, test } from './support/fixtures.ts'
import {
  button,
  cell,
  expectCount,
  expectSignIn,
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
    const asked = await watchWhatLeaves(page)
    await button(page, words('camera.stateOff')).click()
    await expect(camera(page)).toContainText(words('camera.live'))

    await expect(cell(page, 'A1')).toHaveAccessibleName(new RegExp(newTube(7)))
    await expectTarget(page, 'A2')
    await expect(mark(page, 'taken')).toHaveText(newTube(7))
    await expectNoPictureLeft(page, asked)
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
  // Another webcam was chosen than the one that is there: nothing is seen until a person agrees.
  const arm = 'Microscope arm'
  await page.evaluate((label) => {
    localStorage.setItem('frostkeep.camera', JSON.stringify({ deviceId: 'unplugged', label }))
  }, arm)
  await page.reload()
  await button(page, words('camera.stateOff')).click()
  await expect(camera(page)).toContainText(words('camera.goneNamed', { name: arm }))
  await camera(page)
    .getByRole('button', { name: words('camera.use', { name: '' }) })
    .click()
  const at = newTube(7).length + 1
  await expect(sentence(page, words('trouble.hiddenCharacter', { at }))).toBeVisible()
  await expectTarget(page, 'A1')
  await expectCount(page, 0)
  await expect(mark(page, 'refused')).toHaveText(`${newTube(7)}▯`)

  // Nobody looks: it goes off by itself, lets go of the device, and says so.
  const track = await page.evaluateHandle(
    () => (document.querySelector('video')!.srcObject as MediaStream).getTracks()[0]!,
  )
  await hideWindow(page, true)
  await expect(camera(page)).toBeHidden()
  expect(await track.evaluate((one) => one.readyState)).toBe('ended')
  await hideWindow(page, false)
  await expect(sentence(page, words('camera.offHidden'))).toBeVisible()
  await expect(camera(page)).toBeHidden()
  await button(page, words('common.dismiss')).click()

  await button(page, words('camera.stateOff')).click()
  await expect(camera(page)).toContainText(words('camera.live'))
  await page.getByRole('button', { name: 'Ida Lindqvist' }).click()
  await button(page, words('session.lock')).click()
  await expectSignIn(page)
  await expect(sentence(page, words('camera.offNobody'))).toBeVisible()
  await expect(camera(page)).toBeHidden()
  expect(bench.problems).toEqual([])
})

/** What is drawn over the picture for a code of which this became. */
const mark = (page: Page, state: 'taken' | 'refused') =>
  camera(page).locator(`[data-state=${state}]`)

/** As a system tells a page that its window is minimised. */
const hideWindow = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate((hidden) => {
    const state = hidden ? 'hidden' : 'visible'
    Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)

const LARGEST = 'data-largest-message'

/** From now on: which addresses are asked for, and how large what the page tells its bench is. */
async function watchWhatLeaves(page: Page): Promise<readonly URL[]> {
  const asked: URL[] = []
  page.context().on('request', (request) => asked.push(new URL(request.url())))
  await page.evaluate((kept) => {
    const measure = (told: unknown) => {
      const size = told instanceof ArrayBuffer ? told.byteLength : JSON.stringify(told).length
      const before = Number(document.documentElement.getAttribute(kept))
      document.documentElement.setAttribute(kept, String(Math.max(before, size)))
    }
    for (const [way, verb] of [
      [WebSocket.prototype, 'send'],
      [MessagePort.prototype, 'postMessage'],
    ] as const) {
      const tell = Reflect.get(way, verb) as (...all: unknown[]) => void
      Reflect.set(way, verb, function (this: unknown, ...all: unknown[]) {
        measure(all[0])
        tell.apply(this, all)
      })
    }
  }, LARGEST)
  return asked
}

/** Much less than a frame is, however it is packed. */
const NO_PICTURE = 5_000

/** Decoding asks for nothing but files of the page itself, and no message could hold a frame. */
async function expectNoPictureLeft(page: Page, asked: readonly URL[]): Promise<void> {
  const own = new URL(page.url())
  expect(
    asked.filter(({ protocol, host }) => protocol !== own.protocol || host !== own.host),
  ).toEqual([])
  // Negative controls: that the decoder came, and that the bench was told of the tube, was noticed.
  expect(asked.map(({ pathname }) => pathname)).toContainEqual(expect.stringMatching(/\.wasm$/))
  const largest = Number(await page.locator('html').getAttribute(LARGEST))
  expect(largest).toBeGreaterThan(newTube(7).length)
  expect(largest).toBeLessThan(NO_PICTURE)
}
