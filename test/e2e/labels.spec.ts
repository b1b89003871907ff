import type { Page } from '@playwright/test'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { startFakePrinter } from '../support/labels/fake-printer.ts'
import { codesIn, codesOfZpl } from '../support/labels/render.ts'
import { expectAccessible } from './support/accessible.ts'
import { Actions } from './support/actions.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  goTo,
  letReadPass,
  MARC,
  newTube,
  pick,
  STORED_TUBE,
  scanAgain,
  startAtHome,
} from './support/steps.ts'
import { words } from './support/words.ts'

const PRINT = 'FK:PRINT'
const SECOND_TUBE = 'FX05652909'
const THIRD_TUBE = 'FX05652910'

const dialog = (page: Page) => page.getByRole('dialog')
const custody = (page: Page) => page.getByRole('list', { name: words('custody.title') })

async function openTube(page: Page, code: string): Promise<void> {
  await scanAgain(page, code)
  await expect(page.getByRole('region', { name: words('specimen.identity') })).toContainText(code)
}

async function openLabels(page: Page): Promise<void> {
  await goTo(page, 'settings')
  await button(page, words('labels.open')).click()
  await expect(page.getByRole('heading', { name: words('labels.queue') })).toBeVisible()
}

test('LAB-7 LAB-8 LAB-9 labels are printed once, wait for their printer, and are printed again for a reason', async ({
  startBench,
}) => {
  const printer = await startFakePrinter()
  const bench = await startAtHome(startBench, { badge: MARC })
  const { page } = bench
  const read = async (at: number) => {
    await expect.poll(() => printer.printed.length, { timeout: 60_000 }).toBeGreaterThan(at)
    return (await codesOfZpl(printer.printed[at]!, BUILT_IN[0]!))[0]
  }

  await test.step('a printer is set up and tested', async () => {
    await openLabels(page)
    await button(page, words('labels.addPrinter')).click()
    await page.getByLabel(words('labels.printerName')).fill('Printer at the hood')
    await page.getByLabel(words('labels.host')).fill('127.0.0.1')
    await page.getByLabel(words('labels.port'), { exact: true }).fill(String(printer.port))
    await button(page, words('labels.testLabel')).click()
    await expect(dialog(page)).toContainText(words('labels.ready'))
    expect(await read(0)).toBe('FK-TEST')
    await button(page, words('labels.save')).click()
    await expect(page.getByText('Printer at the hood')).toBeVisible()
    await expectAccessible(page, 'labels')
  })

  await test.step('the first label asks where, the next is one scan', async () => {
    await openTube(page, STORED_TUBE)
    const first = new Actions(page)
    await first.scan(PRINT)
    await expect(dialog(page)).toBeVisible()
    await first.scan(PRINT)
    expect(first.count).toBe(2)
    await expect(page.getByRole('status').filter({ hasText: STORED_TUBE }).first()).toBeVisible()
    expect(await read(1)).toBe(STORED_TUBE)
    await expect(custody(page)).toContainText(BUILT_IN[0]!.name)

    await openTube(page, SECOND_TUBE)
    const actions = new Actions(page)
    await actions.scan(PRINT)
    expect(await read(2)).toBe(SECOND_TUBE)
    expect(actions.count).toBe(1)
  })

  await test.step('a printer that is off is waited for, and prints once', async () => {
    await printer.off()
    await openTube(page, THIRD_TUBE)
    await scanAgain(page, PRINT)
    await goTo(page, 'scan')
    await expect(page.getByText(words('labels.trouble.refused'))).toBeVisible()
    await openLabels(page)
    const why = words('labels.trouble.refused')
    await expect(page.getByText(words('labels.waitsBecause', { why, count: 1 }))).toBeVisible()
    expect(printer.printed).toHaveLength(3)
    await printer.on()
    await button(page, words('labels.tryNow')).click()
    expect(await read(3)).toBe(THIRD_TUBE)
    await expect(page.getByText(words('labels.job.confirmed', { count: 1 }))).toHaveCount(3)
    expect(printer.printed).toHaveLength(4)
  })

  await test.step('printing again needs a reason, which stands in the history', async () => {
    await openTube(page, STORED_TUBE)
    await scanAgain(page, PRINT)
    const print = dialog(page).getByRole('button', { name: words('labels.print', { count: 1 }) })
    await expect(print).toBeDisabled()
    await button(page, words('labels.because.damaged')).click()
    await print.click()
    expect(await read(4)).toBe(STORED_TUBE)
    const reason = words('labels.because.damaged')
    await expect(custody(page)).toContainText(words('custody.reason', { reason }))
  })

  await test.step('LAB-10 LAB-12 labels are printed before their tubes, and hold under another parent', async () => {
    await goTo(page, 'scan')
    await scan(page, 'FK:PROCESS')
    await expect(display(page)).toContainText(words('processing.startLine'))
    await scan(page, 'FK:START')
    await expect(display(page)).toContainText(words('work.line.parent'))
    await scan(page, THIRD_TUBE)
    await expect(button(page, words('labels.ahead.print', { count: 4 }))).toBeVisible()
    const hand = new Actions(page)
    await hand.scan(PRINT)
    const codes = [await read(5), await read(6), await read(7), await read(8)] as string[]
    expect(new Set(codes).size).toBe(4)
    const card = page
      .getByText(words('labels.ahead.printed', { name: THIRD_TUBE }))
      .locator('../..')
    await expect(card.getByRole('listitem')).toHaveText(codes.map((code) => new RegExp(code)))
    await hand.scan(codes[0]!)
    await expect(display(page)).toContainText(
      words('work.line.child', { n: 2, of: 4, code: THIRD_TUBE }),
    )
    expect(hand.count).toBe(2)
    await expect(dialog(page)).toHaveCount(0)
    await expect(card).toContainText(words('labels.ahead.used'))

    await scanAgain(page, PRINT)
    await button(page, words('labels.because.lost')).click()
    await button(page, words('labels.print', { count: 3 })).click()
    expect([await read(9), await read(10), await read(11)]).toEqual(codes.slice(1))

    await scan(page, 'FK:DONE')
    await scan(page, SECOND_TUBE)
    await scan(page, codes[1]!)
    const [of, material] = [THIRD_TUBE, words('material.plasma')]
    const held = words('refusal.printedFor', { code: codes[1]!, of, material })
    await expect(display(page)).toContainText(held)
    await scan(page, 'FK:NEXT')
    await scanAgain(page, 'FK:DONE')
    await scanAgain(page, 'FK:DONE')
    await expect(display(page)).toContainText(words('processing.doneLine', { n: 1, parents: 1 }))
    await openTube(page, STORED_TUBE)
  })

  await test.step('any other printer prints pages as large as the label, and a person says what came', async () => {
    await page.evaluate(() => {
      // What goes on paper is laid over the screen, three times as large, to be read by a camera.
      window.print = () => {
        const pages = document.querySelectorAll<SVGElement>(
          'body > div > div > svg[data-drawn=true]',
        )
        const shown = pages[0]!.cloneNode(true) as SVGElement
        const [width, height] = [pages[0]!.style.width, pages[0]!.style.height]
        shown.id = 'on-paper'
        Object.assign(shown.style, {
          position: 'fixed',
          inset: '0',
          zIndex: '9',
          background: '#fff',
        })
        Object.assign(shown.style, { width: `calc(3 * ${width})`, height: `calc(3 * ${height})` })
        document.body.append(shown)
        document.body.setAttribute('data-pages', String(pages.length))
      }
    })
    await button(page, words('labels.printLabel')).click()
    const [printerField, label] = [words('labels.printer'), words('labels.systemPrinter')]
    await pick(page, printerField, label)
    await page.getByLabel(words('labels.copies')).fill('3')
    await button(page, words('labels.because.lost')).click()
    await button(page, words('labels.print', { count: 3 })).click()
    await expect(page.locator('body')).toHaveAttribute('data-pages', '3')
    const paper = page.locator('#on-paper')
    expect(await codesIn(new Uint8Array(await paper.screenshot()))).toEqual([
      STORED_TUBE,
      STORED_TUBE,
    ])
    await paper.evaluate((svg) => svg.remove())
    await button(page, words('labels.whatCame')).click()
    await button(page, words('labels.allCame', { count: 1 })).click()
    await openTube(page, STORED_TUBE)
    const reason = words('labels.because.lost')
    await expect(custody(page)).toContainText(words('custody.reason', { reason }))
  })

  await test.step('SPE-9 a pre-printed tube is bound by one scan, found by both codes, and taken back', async () => {
    const code = newTube(77)
    await button(page, words('labels.newLabel')).click()
    await letReadPass(page)
    await scan(page, SECOND_TUBE)
    await expect(dialog(page)).toContainText(words('relabel.taken', { code: SECOND_TUBE }))
    await scanAgain(page, code)
    await expect(display(page)).toContainText(words('relabel.done', { code, before: STORED_TUBE }))
    await openTube(page, STORED_TUBE)
    const identity = page.getByRole('region', { name: words('specimen.identity') })
    await expect(identity).toContainText(words('specimen.formerly', { codes: STORED_TUBE }))
    await expect(identity).toContainText(code)
    await openTube(page, code)
    await page.keyboard.press('Control+z')
    await expect(identity).toContainText(words('specimen.formerly', { codes: code }))
  })

  expect(printer.printed).toHaveLength(12)
  expect(bench.problems).toEqual([])
  await printer.close()
})
