import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { openReader } from '../../electron/store/open.ts'
import {
  DIALOGS,
  type DialogCase,
  ELSEWHERE,
  filesWithDialogs,
  home,
  openDialog,
} from './support/dialogs.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import { button, goTo, JANA, newTube, signIn, startAtHome } from './support/steps.ts'
import { words } from './support/words.ts'

const missing = (cases: readonly DialogCase[]): string[] => {
  const known = new Set(cases.map(({ file }) => file))
  return filesWithDialogs().filter((file) => !known.has(file))
}

test('LOOK-10 the list of dialogs has every file that shows one, and would miss one that is not in it @browser', () => {
  expect(missing([...DIALOGS, ...ELSEWHERE])).toEqual([])
  expect(missing(DIALOGS)).toEqual(ELSEWHERE.map(({ file }) => file))
})

/** How many events the ledger of a bench has. */
function eventsIn(data: string): number {
  const db = openReader(join(data, 'ledger.db'))
  try {
    return db.prepare('SELECT count(*) FROM event').pluck().get() as number
  } finally {
    db.close()
  }
}

let scanned = 500
const valuesIn = (dialog: Locator) =>
  dialog
    .locator('input')
    .evaluateAll((all) =>
      all.map((one) => (one instanceof HTMLInputElement ? `${one.value} ${one.checked}` : '')),
    )

/** Every button, and one field: a field is like another. */
const controlsOf = (dialog: Locator): Locator =>
  dialog
    .locator('button:enabled')
    .or(dialog.locator('input:enabled').first())
    .filter({ visible: true })

/** A scan at 1,000 characters a second while each control of the dialog has the focus in its turn. */
async function wedgeIntoEach(
  page: Page,
  data: string,
  given: DialogCase,
  back = home,
): Promise<void> {
  const { file, step, onScan, open, code = newTube, answer } = given
  await open(page)
  const dialog = openDialog(page)
  await expect(dialog).toBeVisible()
  const controls = controlsOf(dialog)
  await expect(controls.first(), file).toBeVisible()
  const most = await controls.count()
  // Counted anew: a code that is read may make a field needless, and one that is parked adds its own.
  for (let at = 0; at < Math.min(most, await controls.count()); at++) {
    const name = `${file} ${step ?? ''}, control ${at + 1}`
    const text = code(scanned++)
    await controls.nth(at).focus()
    const [events, values] = [eventsIn(data), await valuesIn(dialog)]
    await scan(page, text)
    if (onScan === 'stays') {
      await expect(dialog, name).toContainText(answer ?? text)
      await expect(dialog, name).toBeVisible()
      // A code that the dialog itself asks for goes into its field; nothing else changes.
      const changed = (await valuesIn(dialog)).filter((value, i) => value !== values[i])
      expect(
        changed.filter((value) => !value.startsWith(text)),
        name,
      ).toEqual([])
    } else {
      await expect(dialog, name).toBeHidden()
      await expect(page.locator('#root'), name).toContainText(answer ?? text)
    }
    expect(eventsIn(data), name).toBe(events)
    if (onScan === 'closes') {
      await back(page)
      await open(page)
      await expect(controls.first()).toBeVisible()
    }
  }
}

test('LOOK-10 a wedge at 1,000 characters a second confirms nothing in any dialog, and is answered @browser', async ({
  startBench,
}) => {
  const first = await startBench({ args: ['--setup', 'demo'] })
  const [help, unlock] = ELSEWHERE
  await expect(first.page.getByText(words('signin.scanBadge')).first()).toBeVisible()
  await wedgeIntoEach(first.page, first.data, help!, async () => undefined)
  await signIn(first.page, JANA)
  for (const one of DIALOGS) {
    await wedgeIntoEach(first.page, first.data, one)
    if (one.file.endsWith('ProtectDialog.tsx')) await protect(first.page, first.data, one)
    await home(first.page)
  }
  expect(first.problems).toEqual([])
  await first.close()

  const { page, data } = await startBench({ data: first.data })
  await signIn(page, JANA)
  await wedgeIntoEach(page, data, unlock!)
})

/** Protects the key: the dialog that shows the recovery key is one more. */
async function protect(page: Page, data: string, { file }: DialogCase): Promise<void> {
  const dialog = openDialog(page)
  await dialog.getByRole('button', { name: words('key.protect') }).click()
  await expect(page.getByText(words('key.recoveryWords'))).toBeVisible()
  const shown = async () => undefined
  await wedgeIntoEach(page, data, { file, step: 'recovery key', onScan: 'stays', open: shown })
  await page.getByRole('button', { name: words('firstRun.haveIt') }).click()
}

test('LOOK-10 a button that a slow hand presses does act (negative control) @browser', async ({
  startBench,
}) => {
  const { page, data } = await startAtHome(startBench, { badge: JANA })
  await goTo(page, 'freezers')
  await button(page, words('study.add')).click()
  const dialog = openDialog(page)
  await dialog.getByRole('textbox').first().fill('NEWCODE')
  await dialog.getByRole('textbox').nth(1).fill('A new study')
  const events = eventsIn(data)
  await dialog.getByRole('button').last().focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect(eventsIn(data)).toBe(events + 1)
})
