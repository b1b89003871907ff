// `node test/support/pictures.ts`: takes the pictures of `docs/pictures` anew, from a demo biobank in Electron.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { launchBench, serveBench } from '../e2e/support/bench.ts'
import globalSetup from '../e2e/support/global-setup.ts'
import { scan } from '../e2e/support/scan.ts'
import { freePort, type Service, startService } from '../e2e/support/service.ts'
import {
  button,
  cell,
  display,
  expectHome,
  expectSignIn,
  expectTarget,
  goTo,
  MARC,
  newTube,
  OTHER_PLASMA_BOX,
  PLASMA_BOX,
  STORED_TUBE,
  scanAgain,
  signIn,
  startIntake,
} from '../e2e/support/steps.ts'
import { words } from '../e2e/support/words.ts'

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures')
/** A tube of the demo biobank that was out and came back. */
const TRAVELLED_TUBE = 'FX05652913'
const SIZE = { width: 1440, height: 900 }

const data = await mkdtemp(join(tmpdir(), 'frostkeep-pictures-'))
const tearDown = await globalSetup()
const service = await startService(join(data, 'service'), await freePort())
try {
  await mkdir(FOLDER, { recursive: true })
  await takeAll()
} finally {
  await service.stop()
  await tearDown()
  await rm(data, { recursive: true, force: true, maxRetries: 5 })
}

async function takeAll(): Promise<void> {
  const bench = await launchBench({
    data: join(data, 'a', 'data'),
    args: ['--setup', 'demo', ...(await enrol(service))],
  })
  const { page } = bench
  try {
    await page.setViewportSize(SIZE)
    await expectSignIn(page)
    await page.getByText(words('sync.upToDate')).waitFor()
    await take(page, 'sign-in')
    await signIn(page)
    await takeWorklist(page)
    await takeIntake(page)
    await takePlaces(page)
  } finally {
    await bench.kill()
  }
}

async function enrol({ url, code }: Service): Promise<string[]> {
  return ['--service', url, '--code', await code()]
}

/** Once what moves has come to rest, with nothing under the pointer. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate(hideFolder, [data, '/home/ida/.config/Frostkeep'] as const)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' })
  console.log(`docs/pictures/${name}.png`)
}

/** Where the pictures were taken is nobody's business. Runs in the page. */
function hideFolder([folder, instead]: readonly [string, string]): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { currentNode: text } = texts
    if (text.nodeValue?.startsWith(folder)) text.nodeValue = instead
  }
}

async function takeDark(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await take(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** A second bench stores a tube where this one has stored another, while neither hears of the other. */
async function takeWorklist(page: Page): Promise<void> {
  const other = await serveBench({ data: join(data, 'b', 'data'), args: await enrol(service) })
  try {
    await other.page.getByRole('button', { name: 'Marc Dubois' }).waitFor()
    await signIn(other.page, MARC)
    await startIntake(other.page, OTHER_PLASMA_BOX)
    await service.stop()
    await scan(other.page, newTube(99))
    await expectTarget(other.page, 'A2')
    await startIntake(page, OTHER_PLASMA_BOX)
    await scan(page, newTube(98))
    await expectTarget(page, 'A2')
    await button(page, words('intake.finish')).click()
    await expectHome(page)
    const again = await startService(join(data, 'service'), Number(new URL(service.url).port))
    await goTo(page, 'worklist')
    await page
      .getByText(words('worklist.claim', { number: 2 }))
      .first()
      .waitFor()
    await take(page, 'worklist')
    await again.stop()
  } finally {
    await other.kill()
  }
  await goTo(page, 'scan')
  await expectHome(page)
}

async function takeIntake(page: Page): Promise<void> {
  await startIntake(page, PLASMA_BOX)
  for (let n = 0; n < 4; n++) await scan(page, newTube(n))
  await scan(page, '0232021993')
  for (let n = 5; n < 12; n++) await scan(page, newTube(n))
  await expectTarget(page, 'B4')
  await take(page, 'intake')
  await takeDark(page, 'intake')
  await scan(page, STORED_TUBE)
  await display(page).getByText(words('intake.stop')).first().waitFor()
  await take(page, 'hold')
  await scan(page, 'FK:NEXT')
  await expectTarget(page, 'B4')
  await goTo(page, 'scan')
  await expectHome(page)
  await take(page, 'home')
}

async function takePlaces(page: Page): Promise<void> {
  await scanAgain(page, TRAVELLED_TUBE)
  await button(page, words('box.checkOut')).waitFor()
  await take(page, 'specimen')
  await goTo(page, 'freezers')
  await page.getByRole('grid').waitFor()
  await take(page, 'freezers')
  await scan(page, 'BX-19803')
  await cell(page, 'C4').click()
  await button(page, words('box.checkOut')).waitFor()
  await take(page, 'box')
  await takeDark(page, 'box')
}
