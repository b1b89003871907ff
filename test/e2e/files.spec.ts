import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { jpeg, png, segment } from '../support/blobs/pictures.ts'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import { button, goTo, JANA, STORED_TUBE, scanAgain, signIn, startAtHome } from './support/steps.ts'
import { words } from './support/words.ts'

const card = (page: Page) => page.getByRole('region', { name: words('files.title') }).first()
const picture = (page: Page, name: string) =>
  page.getByRole('button', { name: words('files.show', { name }) })

test('a photograph that is attached at one bench is seen at another, and a third begins with a snapshot', async ({
  startBench,
  startService,
}) => {
  test.setTimeout(600_000)
  const service = await startService()
  const enrol = async () => ['--service', service.url, '--code', await service.code()]
  const a = await startAtHome(startBench, { args: await enrol(), badge: JANA })
  const b = await startBench({ args: await enrol(), screen: 'browser' })
  await expect(b.page.getByRole('button', { name: 'Marc Dubois' })).toBeVisible()
  await signIn(b.page, JANA)

  await scan(a.page, STORED_TUBE)
  const files = [
    {
      name: 'label.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from(jpeg([segment(0xfe, 'N 59')])),
    },
    { name: 'front.png', mimeType: 'image/png', buffer: Buffer.from(png([], 60)) },
  ]
  await card(a.page).locator('input[type=file]').setInputFiles(files)
  await expect(picture(a.page, 'label.jpg')).toBeVisible()
  await expect(picture(a.page, 'front.png')).toBeVisible()
  const text = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('text') }
  await card(a.page).locator('input[type=file]').setInputFiles(text)
  await expect(card(a.page)).toContainText(words('files.fault.OtherMedia', { name: 'notes.png' }))
  await expectAccessible(a.page, 'sample with photographs')

  await scanAgain(b.page, STORED_TUBE)
  await picture(b.page, 'front.png').click({ timeout: 120_000 })
  const large = b.page.getByRole('dialog').getByRole('img', { name: 'front.png' })
  await expect(large).toBeVisible()
  expect(await large.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(60)
  const shown = b.page.getByRole('dialog')
  await shown.getByRole('button', { name: words('common.close') }).click()

  await goTo(a.page, 'settings')
  await expect(a.page.getByRole('banner')).toContainText(words('sync.upToDate'), {
    timeout: 120_000,
  })
  await button(a.page, words('snapshot.make')).click()
  await expect(a.page.getByText(/The service has a snapshot of/)).toBeVisible({ timeout: 120_000 })
  const c = await startBench({ args: await enrol(), screen: 'browser' })
  await expect(c.page.getByRole('button', { name: 'Marc Dubois' })).toBeVisible({
    timeout: 120_000,
  })
  await signIn(c.page, JANA)
  await scan(c.page, STORED_TUBE)
  await expect(picture(c.page, 'label.jpg')).toBeVisible({ timeout: 120_000 })
  const aside = join(c.data, 'aside')
  expect(existsSync(aside) && readdirSync(aside).some((name) => name.startsWith('joined-'))).toBe(
    true,
  )
  for (const { problems } of [a, b, c]) expect(problems).toEqual([])
})
