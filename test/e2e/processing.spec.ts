import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openReader } from '../../electron/store/open.ts'
import { Actions } from './support/actions.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  newTube,
  OTHER_PLASMA_BOX,
  PLASMA_BOX,
  pick,
  startAtHome,
} from './support/steps.ts'
import { words } from './support/words.ts'

const PARENTS = 6
const EACH = 4

/** Tubes of the demo biobank that hold enough to be divided, the first of them first. */
function tubesOf(data: string, material: string, nanolitres: number): string[] {
  const db = openReader(join(data, 'ledger.db'))
  const found = db
    .prepare(
      `SELECT code FROM specimen s WHERE material = ? AND nanolitres >= ? AND undone = 0
       AND NOT EXISTS (SELECT 1 FROM status h WHERE h.specimen = s.id) ORDER BY n LIMIT 12`,
    )
    .pluck()
    .all(material, nanolitres) as string[]
  db.close()
  return found
}

const kind = (page: Page, id: 'aliquot' | 'derivative' | 'pool') =>
  page.getByRole('radio', { name: words(`processing.kind.${id}`) })

const expectStart = (page: Page) =>
  expect(display(page)).toContainText(words('processing.startLine'))

const noDialog = (page: Page) => expect(page.getByRole('dialog')).toHaveCount(0)

test('6 parents are divided into 4 aliquots each by scanner alone, wrong scans among them, and a rack is bound by its file @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page, data } = bench
  const parents = tubesOf(data, 'plasma', 4_000_000)
  const hand = new Actions(page)
  const child = (parent: number, n: number): string => newTube(parent * EACH + n)

  await hand.scan('FK:PROCESS')
  await expectStart(page)
  // Once on a new bench; after that what was chosen last stands there.
  await page.getByLabel(words('processing.volumeEach')).fill('500')
  const before = hand.count
  await hand.scan(PLASMA_BOX)
  await expect(page.getByText(words('processing.boxFree', { free: 81 }))).toBeVisible()
  await hand.scan('FK:START')
  await expect(display(page)).toContainText(words('work.line.parent'))
  for (let n = 0; n < PARENTS; n++) {
    await scan(page, parents[n]!)
    for (let i = 0; i < EACH; i++) await scan(page, child(n, i))
  }
  hand.count += PARENTS * (1 + EACH)
  await expect(page.getByText(words('work.counts', { done: 24, parked: 0 }))).toBeVisible()
  // A tube costs its scan and nothing else: beside these there were the box and Start.
  expect(hand.count - before).toBe(PARENTS * (1 + EACH) + 2)
  await noDialog(page)
  await expect(page.getByText(words('processing.boxFree', { free: 81 - 24 }))).toBeVisible()

  const [last, wrong] = [parents[PARENTS]!, parents[0]!]
  await hand.scan(last)
  await hand.scan(newTube(40))
  await hand.scan(wrong)
  await expect(display(page)).toContainText(words('work.finding.fine', { code: wrong }))
  await hand.scan('FK:NEXT')
  await hand.scan('FK:UNDO')
  await expect(display(page)).toContainText(words('work.undone', { code: newTube(40) }))
  await hand.scan('FK:DONE')
  await expect(display(page)).toContainText(words('work.line.parent'))

  await button(page, words('processing.rack')).click()
  await hand.scan(parents[7]!)
  await hand.scan(parents[8]!)
  await hand.scan(OTHER_PLASMA_BOX)
  await expect(page.getByText(words('processing.wanted', { n: 8 }))).toBeVisible()
  const file = Array.from({ length: 8 }, (_, n) => `A${n + 1},${newTube(60 + n)}`)
  await choose(page, [...file, `A9,${newTube(70)}`].join('\n'))
  await expect(page.getByText(words('processing.finding.surplus')).last()).toBeVisible()
  await expect(button(page, /Bind/)).toBeDisabled()
  await choose(page, file.join('\r\n').replace(newTube(63), 'NO READ'))
  await expect(page.getByText(words('processing.finding.no-read')).last()).toBeVisible()
  await hand.scan('FK:DONE')
  await expect(display(page)).toContainText(words('work.bound', { count: 7 }))

  await hand.scan('FK:DONE')
  await expect(display(page)).toContainText(words('processing.doneLine', { n: 31, parents: 8 }))
  await expect(button(page, words('processing.printLabels'))).toBeVisible()
  expect(bench.problems).toEqual([])
})

async function choose(page: Page, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await button(page, words('processing.rackFile')).first().click()
  const buffer = Buffer.from(text)
  await (await chooser).setFiles({ name: 'rack.csv', mimeType: 'text/csv', buffer })
}

test('a derivative says in its SPREC code how it was spun, NotEnough holds, and a pool names its parts @electron', async ({
  startBench,
}) => {
  const bench = await startAtHome(startBench)
  const { page, data } = bench
  const [blood] = tubesOf(data, 'whole-blood', 9_000_000)
  const plasma = tubesOf(data, 'plasma', 500_000)
  const hand = new Actions(page)

  await hand.scan(blood!)
  await button(page, words('processing.makeAliquots')).click()
  await expect(display(page)).toContainText(words('processing.startLineOf', { code: blood! }))
  await kind(page, 'derivative').check()
  await pick(page, words('accession.material'), words('material.plasma'))
  await button(page, words('processing.addSpin')).click()
  await page.getByLabel(words('processing.g', { n: 1 })).fill('2000')
  await page.getByLabel(words('processing.minutes')).fill('15')
  await page.getByLabel(words('processing.presetName')).fill('Plasma 2000')
  await button(page, words('processing.keepPreset')).click()
  await page
    .getByRole('group', { name: words('processing.keptBefore') })
    .getByLabel(words('processing.kept.room'))
    .check()
  await page
    .getByRole('button', {
      name: words('processing.nowFor', { what: words('processing.startedAt') }),
    })
    .click()
  await hand.scan('FK:START')
  await expect(display(page)).toContainText(words('work.line.child', { n: 1, of: 4, code: blood! }))
  await hand.scan(newTube(1))
  await expect(display(page)).toContainText(
    words('work.done.child', { code: newTube(1), of: blood! }),
  )
  await hand.scan('FK:DONE')
  await hand.scan('FK:DONE')
  await expect(display(page)).toContainText(words('processing.doneLine', { n: 1, parents: 1 }))
  await hand.scan(newTube(1))
  const sprec = page.locator('section', {
    has: page.getByRole('heading', { name: words('sprec.title') }),
  })
  // Plasma; spun once at 2,000 g for 15 minutes at room temperature with brake, and not a second time.
  await expect(sprec).toContainText(/PL\d-[A-Z]+-[A-Z]-B-N/)

  await hand.scan('FK:PROCESS')
  await expectStart(page)
  await kind(page, 'pool').check()
  await page.getByLabel(words('processing.volumeFrom')).fill('0,4')
  await pick(page, words('processing.unit'), 'mL')
  await hand.scan('FK:START')
  await hand.scan(plasma[1]!)
  await hand.scan(plasma[2]!)
  await hand.scan(newTube(2))
  await expect(display(page)).toContainText(newTube(2))
  await expect(page.getByText(words('work.counts', { done: 1, parked: 0 }))).toBeVisible()
  await hand.scan(plasma[1]!)
  await hand.scan(plasma[3]!)
  await hand.scan(newTube(3))
  await expect(display(page)).toContainText(words('intake.stop'))
  await expect(display(page)).toContainText(plasma[1]!)
  await hand.scan('FK:NEXT')
  await hand.scan('FK:DONE')
  await hand.scan('FK:UNDO')
  await expect(display(page)).toContainText(words('work.undone', { code: newTube(2) }))
  await hand.scan(newTube(4))
  await expect(page.getByText(words('work.counts', { done: 1, parked: 0 }))).toBeVisible()
  await hand.scan('FK:DONE')
  await expect(display(page)).toContainText(words('processing.doneLine', { n: 1, parents: 1 }))
  expect(bench.problems).toEqual([])
})
