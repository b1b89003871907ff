import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  display,
  expectCount,
  expectTarget,
  newTube,
  STORED_TUBE,
  scanAgain,
  startAtHome,
  startIntake,
} from './support/steps.ts'
import { listen, moved, type Told, told, watchMovement } from './support/told.ts'
import { words } from './support/words.ts'

/** The texts of what was told, with the one that interrupts marked. */
const say = (all: readonly Told[]) =>
  all.map(({ how, text }) => (how === 'assertive' ? `! ${text}` : text))

const scanLine = (target: string, taken: number) =>
  `${words('intake.scanTubeFor')} ${target}. ${words('intake.heardCount', { taken, total: 81 })}`

test('LOOK-9 a scan, a hold, an undo and a lost connection are each told once @browser', async ({
  startBench,
}) => {
  const { page } = await startAtHome(startBench)
  const line = await holdLine(page)
  await startIntake(page)
  await listen(page)

  await scan(page, newTube(0))
  await expectTarget(page, 'A2')
  expect(say(await told(page))).toEqual([
    `${words('intake.stored', { position: 'A1' })}. ${scanLine('A2', 1)}`,
  ])

  await scanAgain(page, newTube(0))
  await expect(
    page.getByText(words('intake.duplicate', { code: newTube(0), position: 'A1' })).first(),
  ).toBeVisible()
  expect(say(await told(page))).toEqual([
    `${words('intake.duplicate', { code: newTube(0), position: 'A1' })}. ${scanLine('A2', 1)}`,
  ])

  await scan(page, STORED_TUBE)
  await expect(display(page)).toContainText(words('intake.stop'))
  const [held, ...more] = await told(page)
  expect(say(more)).toEqual([words('intake.othersWait')])
  expect(held?.how).toBe('assertive')
  expect(held?.text).toMatch(new RegExp(`^${words('intake.stop')}\\. .*${STORED_TUBE}`))

  await scan(page, 'FK:NEXT')
  await expectTarget(page, 'A2')
  const aside = say(await told(page))
  expect(aside).toEqual([expect.stringContaining(scanLine('A2', 1))])

  await page.keyboard.press('Control+z')
  await expectCount(page, 0)
  expect(say(await told(page))).toEqual([
    `${words('intake.undone', { position: 'A1', code: newTube(0) })}. ${scanLine('A1', 0)}`,
  ])

  await line.cut()
  await expect(page.getByRole('alert')).toContainText(words('connection.lost'))
  expect(say(await told(page))).toEqual([`! ${words('connection.lost')}`])
  line.mend()
  await expect(page.getByRole('alert')).toBeHidden()
  expect(say(await told(page))).toEqual([])
})

/** The page's line to its bench, to be cut as a cable is. The page is loaded anew over it. */
async function holdLine(page: Page): Promise<{ cut(): Promise<void>; mend(): void }> {
  let isCut = false
  const open = new Set<{ close(): Promise<void> }>()
  await page.routeWebSocket(/\/rpc/, (socket) => {
    if (isCut) return void socket.close()
    socket.connectToServer()
    open.add(socket)
  })
  await page.reload()
  await expect(display(page)).toContainText(words('home.scanBox'))
  return {
    async cut() {
      isCut = true
      await Promise.all([...open].map((socket) => socket.close()))
      open.clear()
    },
    mend() {
      isCut = false
    },
  }
}

test('LOOK-9 what is told twice is found (negative control) @browser', async ({ startBench }) => {
  const { page } = await startAtHome(startBench)
  await listen(page)
  await page.evaluate(() => {
    for (const role of ['status', 'alert']) {
      const region = document.createElement('p')
      region.setAttribute('role', role)
      region.textContent = 'A1 stored'
      document.querySelector('main')?.append(region)
    }
  })
  expect(say(await told(page))).toEqual(['A1 stored', '! A1 stored'])
})

test('LOOK-8 where movement is not wanted, nothing moves: lamp, intake, hold @browser', async ({
  startBench,
}) => {
  const { page } = await startAtHome(startBench)
  await watchMovement(page)
  await page.waitForTimeout(300)
  expect(await moved(page), 'the lamp breathes (control)').not.toEqual([])
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForTimeout(100)
  await moved(page)
  await workAndHold(page)
  expect(await moved(page)).toEqual([])
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await scan(page, 'FK:NEXT')
  await expectTarget(page, 'A2')
  expect(await moved(page), 'it moves again (control)').not.toEqual([])
})

async function workAndHold(page: Page): Promise<void> {
  await startIntake(page)
  await scan(page, newTube(0))
  await expectTarget(page, 'A2')
  await scanAgain(page, newTube(0))
  await expect(
    page.getByText(words('intake.duplicate', { code: newTube(0), position: 'A1' })).first(),
  ).toBeVisible()
  await scan(page, STORED_TUBE)
  await expect(display(page)).toContainText(words('intake.stop'))
}
