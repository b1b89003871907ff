import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { v7 } from 'uuid'
import { execute } from '../../electron/store/execute.ts'
import { openReader, openWriter } from '../../electron/store/open.ts'
import { people, studies } from '../../electron/store/queries/people.ts'
import { heard } from '../../renderer/i18n/heard.ts'
import { expectAccessible } from './support/accessible.ts'
import { Actions } from './support/actions.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  expectHome,
  letReadPass,
  newTube,
  pick,
  sentence,
  signIn,
  startAtHome,
} from './support/steps.ts'
import { listen, told } from './support/told.ts'
import { words } from './support/words.ts'

const rows = (page: Page) =>
  page.getByRole('table', { name: words('intake.lastScans') }).locator('tbody tr')
const expectDone = (page: Page, done: number, parked = 0) =>
  expect(page.getByText(words('work.counts', { done, parked }))).toBeVisible()
const next = words('work.line.new-tube')

const STUDY = 'NORDLUNG'

/** A tube of the demo biobank that is of another study. */
function tubeOfOtherStudy(data: string): string {
  const db = openReader(join(data, 'ledger.db'))
  const own = studies(db).find(({ code }) => code === STUDY)!.study
  const other = 'SELECT code FROM specimen WHERE study <> ? AND undone = 0 ORDER BY n LIMIT 1'
  const found = db.prepare(other).pluck().get(own) as string
  db.close()
  return found
}

/** While the bench is off: the study says that its codes end with a check digit. */
function giveCheckedCodes(data: string): void {
  const db = openWriter(join(data, 'ledger.db'))
  const { study } = studies(db).find(({ code }) => code === STUDY)!
  const manager = people(db).find(({ role }) => role === 'manager')!.person
  const clock = {
    now: () => Date.now(),
    monotonic: () => 0,
    zone: () => 'Europe/Stockholm',
    offset: () => 60,
  }
  const via = { source: 'typed', device: '' } as const
  const done = execute({ db, clock, newId: v7 }, manager, {
    ...{ type: 'setIdentifiers', id: v7(), via },
    ...{ study, forms: ['NL#####'], check: 'luhn' },
  })
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  if (!done.ok) throw new Error(JSON.stringify(done.error))
}

async function chooseDefaults(page: Page): Promise<void> {
  await pick(page, words('study.label'), new RegExp(STUDY))
  await pick(page, words('accession.material'), words('material.serum'))
}

test('30 tubes are registered by scans alone, wrong ones among them, outlast a crash and are taken back @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page, data } = bench
  const other = tubeOfOtherStudy(data)
  const hand = new Actions(page)
  /** As fast as the scanner gives them: nobody waits for the bench. */
  const scanAll = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n++) await scan(page, newTube(n))
    hand.count += to - from
  }
  await hand.scan('FK:ACCESSION')
  await expect(display(page)).toContainText(words('accession.batchLine'))
  await hand.scan('FK:START')
  await expect(page.getByText(words('work.notReady'))).toBeVisible()
  // Once on a new bench; after that what was chosen last stands there.
  await chooseDefaults(page)
  await hand.scan('FK:START')
  await expect(display(page)).toContainText(next)

  const before = hand.count
  await scanAll(0, 10)
  await expectDone(page, 10)
  await listen(page)
  await hand.scan(newTube(3))
  const again = words('work.finding.duplicate', { code: newTube(3) })
  await expect(page.getByText(again).first()).toBeVisible()
  expect(await told(page)).toEqual([
    {
      how: 'polite',
      text: heard(
        again,
        words('work.finding.duplicate.do'),
        `${next}, ${words('work.heardCount', { n: 10 })}`,
      ),
    },
  ])
  await hand.scan('ZZZ-1')
  await expectDone(page, 10, 1)
  await hand.scan(other)
  const wrong = words('work.finding.wrong-study', { code: other })
  await expect(display(page)).toContainText(wrong)
  const held = (await told(page)).find(({ how }) => how === 'assertive')
  expect(held?.text).toContain(`${words('intake.stop')}. ${wrong}`)
  await hand.scan(newTube(10))
  await expect(page.getByText(words('work.waits', { code: newTube(10) })).first()).toBeVisible()
  await expectAccessible(page, 'a registration on hold')
  await hand.scan('FK:NEXT')
  await scanAll(10, 30)
  await expectDone(page, 30, 1)
  // A tube costs its scan and nothing else: beside the 30 there were the four wrong scans and one Next.
  expect(hand.count - before).toBe(30 + 4 + 1)
  expect(bench.problems).toEqual([])

  await bench.kill()
  giveCheckedCodes(data)
  const last = await startBench({ data })
  await signIn(last.page)
  const after = new Actions(last.page)
  await after.scan('FK:ACCESSION')
  await expect(sentence(last.page, words('work.restored', { found: 30, of: 30 }))).toBeVisible()
  await after.scan('NL12345')
  await expect(display(last.page)).toContainText(
    words('work.finding.check-digit', { code: 'NL12345' }),
  )
  await after.scan('FK:NEXT')
  for (let n = 29; n >= 20; n--) {
    await after.scan('FK:UNDO')
    await expect(display(last.page)).toContainText(words('work.undone', { code: newTube(n) }))
  }
  await after.scan('FK:UNDO')
  await expect(last.page.getByText(words('refusal.nothingToUndo')).first()).toBeVisible()
  await expectDone(last.page, 20, 1)
  await expect(rows(last.page).locator('s')).toHaveCount(10)

  await after.scan('FK:DONE')
  await expect(last.page.getByText(words('refusal.parkedInBatchDo')).first()).toBeVisible()
  await button(last.page, words('intake.resolve')).click()
  await button(last.page, words('intake.setAside')).click()
  await button(last.page, words('common.close')).click()
  await after.scan('FK:DONE')
  await expectHome(last.page)
  await expect(sentence(last.page, words('accession.batchFinished', { n: 20 }))).toBeVisible()
  expect(last.problems).toEqual([])
})

test('a batch is begun, filled and ended by keyboard alone @electron', async ({ startBench }) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  const press = (keys: string) => page.keyboard.press(keys)
  /** As a person finds a control: Tab until it has the focus. */
  const tabTo = async (target: ReturnType<typeof button>): Promise<void> => {
    for (let i = 0; i < 60; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await press('Tab')
    }
    throw new Error('Tab does not come there')
  }
  const choose = async (label: string, downs: number): Promise<void> => {
    const field = page.getByRole('combobox', { name: label })
    await tabTo(field)
    await press('Enter')
    // A person looks at the list before going down it, and at the field before going on.
    await expect(page.getByRole('option').first()).toBeVisible()
    for (let i = 0; i < downs; i++) await press('ArrowDown')
    await press('Enter')
    await expect(page.getByRole('option')).toHaveCount(0)
    await expect(field).not.toHaveValue('')
  }
  await letReadPass(page)
  await press('Control+k')
  await page.keyboard.type(words('accession.batchTitle'), { delay: 60 })
  await letReadPass(page)
  await press('Enter')
  await expect(display(page)).toContainText(words('accession.batchLine'))
  await choose(words('study.label'), 1)
  await choose(words('accession.material'), 2)
  await tabTo(button(page, words('work.start')))
  await press('Enter')
  await expect(display(page)).toContainText(next)

  await tabTo(button(page, words('type.short')))
  await press('Enter')
  const dialog = page.getByRole('dialog', { name: words('type.question') })
  await expect(dialog.getByLabel(words('type.first'), { exact: true })).toBeFocused()
  await page.keyboard.type(newTube(0), { delay: 60 })
  await press('Tab')
  await page.keyboard.type(newTube(0), { delay: 60 })
  await tabTo(button(page, words('type.use')))
  await letReadPass(page)
  await press('Enter')
  await expectDone(page, 1)
  await press('Control+z')
  await expect(display(page)).toContainText(words('work.undone', { code: newTube(0) }))
  await tabTo(button(page, words('intake.finish')))
  await letReadPass(page)
  await press('Enter')
  await expectHome(page)
  expect(bench.problems).toEqual([])
})

test('a batch is begun, filled and ended by touch alone @electron', async ({ startBench }) => {
  const bench = await startAtHome(startBench)
  const { page } = bench
  await button(page, words('home.batchNew')).click()
  await chooseDefaults(page)
  await button(page, words('work.start')).click()
  await expect(display(page)).toContainText(next)

  await button(page, words('type.short')).click()
  const dialog = page.getByRole('dialog', { name: words('type.question') })
  await dialog.getByRole('button', { name: words('type.keys') }).click()
  const fields = dialog.getByRole('textbox')
  for (const field of [fields.first(), fields.last()]) {
    await field.click()
    for (const sign of newTube(0))
      await dialog.getByRole('button', { name: sign, exact: true }).click()
  }
  await expectAccessible(page, 'a code by the keys on the screen')
  await dialog.getByRole('button', { name: words('type.use') }).click()
  await expectDone(page, 1)
  await button(page, words('intake.finish')).click()
  await expectHome(page)
  await expect(sentence(page, words('accession.batchFinished', { n: 1 }))).toBeVisible()
  expect(bench.problems).toEqual([])
})
