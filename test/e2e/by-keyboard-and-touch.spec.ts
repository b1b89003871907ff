import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { openReader } from '../../electron/store/open.ts'
import { expect, test } from './support/fixtures.ts'
import { button, display, expectHome, letReadPass, newTube, startAtHome } from './support/steps.ts'
import { words } from './support/words.ts'

const TUBES = 3

/** What a person does by one way of the hand alone, counted: a key or a tap is one. */
interface Hand {
  readonly page: Page
  count: number
  /** Goes to a flow from the home screen. */
  begin(flow: 'receiving' | 'processing'): Promise<void>
  press(target: Locator): Promise<void>
  /** Writes into the field of who sends. */
  sender(text: string): Promise<void>
  /** A code that nobody can scan. */
  code(text: string): Promise<void>
}

const TITLES = { receiving: 'receiving.title', processing: 'processing.title' } as const
const dialogOf = (page: Page) => page.getByRole('dialog', { name: words('type.question') })

function byKeyboard(page: Page): Hand {
  const hand: Hand = { page, count: 0, begin, press, sender, code }
  return hand

  /** As a person finds a control, who sees at once which way round is shorter. */
  async function reach(target: Locator): Promise<void> {
    const focused = () => target.evaluate((element) => element === document.activeElement)
    const way = await target.evaluate(shorterWay)
    for (let i = 0; i < 80; i++) {
      if (await focused()) return
      await key(way)
    }
    throw new Error(`${way} does not come there`)
  }
  async function key(name: string): Promise<void> {
    hand.count++
    await page.keyboard.press(name)
  }
  /** Slower than a scanner, whose keys would be read as a scan. */
  async function type(text: string): Promise<void> {
    hand.count += text.length
    await page.keyboard.type(text, { delay: 60 })
  }
  async function press(target: Locator): Promise<void> {
    await expect(target).toBeEnabled()
    await reach(target)
    await letReadPass(page)
    await key('Enter')
  }
  async function begin(flow: 'receiving' | 'processing'): Promise<void> {
    await letReadPass(page)
    await key('Control+k')
    await type(words(TITLES[flow]))
    await letReadPass(page)
    await key('Enter')
  }
  async function sender(text: string): Promise<void> {
    await reach(page.getByRole('textbox', { name: words('receiving.sender') }))
    await type(text)
  }
  async function code(text: string): Promise<void> {
    await press(button(page, words('type.short')))
    const dialog = dialogOf(page)
    await expect(dialog.getByLabel(words('type.first'), { exact: true })).toBeFocused()
    await type(text)
    await key('Tab')
    await type(text)
    await press(dialog.getByRole('button', { name: words('type.use') }))
    await expect(dialog).toHaveCount(0)
  }
}

/** Runs in the page: by which key its control is nearer from where the focus is. */
function shorterWay(target: Element): 'Tab' | 'Shift+Tab' {
  const all = [...document.querySelectorAll('button, input, [tabindex="0"]')]
  const [at, to] = [all.indexOf(document.activeElement ?? target), all.indexOf(target)]
  const ahead = (to - at + all.length) % all.length
  return ahead <= all.length / 2 ? 'Tab' : 'Shift+Tab'
}

function byTouch(page: Page): Hand {
  const hand: Hand = { page, count: 0, begin, press, sender, code }
  return hand

  async function press(target: Locator): Promise<void> {
    hand.count++
    await target.tap()
  }
  async function begin(flow: 'receiving' | 'processing'): Promise<void> {
    const way = flow === 'receiving' ? 'receiving.receive' : 'processing.begin'
    await press(button(page, words(way)))
  }
  async function onPad(within: Page | Locator, text: string): Promise<void> {
    const pad = within.getByRole('group', { name: words('type.pad') })
    for (const sign of text) await press(pad.getByRole('button', { name: sign, exact: true }))
  }
  async function sender(text: string): Promise<void> {
    await press(button(page, words('receiving.senderKeys')))
    await onPad(page, text)
  }
  async function code(text: string): Promise<void> {
    await press(button(page, words('type.short')))
    const dialog = dialogOf(page)
    // A screen that is touched shows its keys at once.
    await onPad(dialog, text)
    await press(dialog.getByRole('textbox').last())
    await onPad(dialog, text)
    await press(dialog.getByRole('button', { name: words('type.use') }))
    await expect(dialog).toHaveCount(0)
  }
}

async function receive(hand: Hand, from: number): Promise<number> {
  const { page } = hand
  await hand.begin('receiving')
  await hand.press(button(page, words('receiving.unannounced')))
  await hand.sender('UMEA')
  await hand.press(button(page, words('receiving.open')))
  await expect(display(page)).toContainText(words('work.line.tube'))
  const before = hand.count
  for (let n = 0; n < TUBES; n++) {
    await hand.code(newTube(from + n))
    await expect(page.getByText(words('work.counts', { done: n + 1, parked: 0 }))).toBeVisible()
  }
  const each = (hand.count - before) / TUBES
  await hand.press(button(page, words('intake.finish')))
  await hand.press(button(page, words('receiving.close', { n: 0 })))
  const came = words('receiving.doneLine', { n: TUBES, missing: 0, damaged: 0 })
  await expect(display(page)).toContainText(came)
  return each
}

async function divide(hand: Hand, parent: string, from: number): Promise<number> {
  const { page } = hand
  await hand.begin('processing')
  await expect(display(page)).toContainText(words('processing.startLine'))
  await hand.press(button(page, words('work.start')))
  await expect(display(page)).toContainText(words('work.line.parent'))
  await hand.code(parent)
  await expect(display(page)).toContainText(parent)
  const before = hand.count
  for (let n = 0; n < TUBES; n++) {
    await hand.code(newTube(from + n))
    await expect(page.getByText(words('work.counts', { done: n + 1, parked: 0 }))).toBeVisible()
  }
  const each = (hand.count - before) / TUBES
  await hand.press(button(page, words('processing.parentDone', { code: parent })))
  await expect(display(page)).toContainText(words('work.line.parent'))
  await hand.press(button(page, words('intake.finish')))
  const made = words('processing.doneLine', { n: TUBES, parents: 1 })
  await expect(display(page)).toContainText(made)
  return each
}

function aParent(data: string): string {
  const db = openReader(join(data, 'ledger.db'))
  const found = db
    .prepare(
      `SELECT code FROM specimen s WHERE material = 'plasma' AND nanolitres >= 1000000 AND undone = 0
       AND NOT EXISTS (SELECT 1 FROM status h WHERE h.specimen = s.id) ORDER BY n LIMIT 1`,
    )
    .pluck()
    .get() as string
  db.close()
  return found
}

for (const [way, handOf] of [
  ['keyboard', byKeyboard],
  ['touch', byTouch],
] as const) {
  test(`a parcel is received and a tube divided by ${way} alone, from the home screen to the end (SHP-4, PRO-1, PRO-12) @browser`, async ({
    startBench,
  }) => {
    const bench = await startAtHome(startBench, { touch: way === 'touch' })
    const { page } = bench
    const hand = handOf(page)
    const received = await receive(hand, 0)
    await hand.press(page.getByRole('button', { name: new RegExp(`^${words('rail.scan')}`) }))
    await expectHome(page)
    const divided = await divide(hand, aParent(bench.data), 10)
    console.log(
      `By ${way}: ${received} a tube received, ${divided} a tube made, ${hand.count} for ${2 * TUBES} tubes and all round them`,
    )
    // A code is typed twice; all else that a tube costs is the way to the keys and back.
    const typed = 2 * newTube(0).length
    for (const each of [received, divided]) expect(each).toBeLessThanOrEqual(typed + 12)
    expect(bench.problems).toEqual([])
  })
}
