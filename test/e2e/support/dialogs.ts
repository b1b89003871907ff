import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { jpeg, segment } from '../../support/blobs/pictures.ts'
import { expect } from './fixtures.ts'
import { scan } from './scan.ts'
import {
  button,
  display,
  expectHome,
  expectTarget,
  goTo,
  OTHER_PLASMA_BOX,
  PLASMA_BOX,
  pick,
  STORED_TUBE,
  scanAgain,
  startIntake,
} from './steps.ts'
import { words } from './words.ts'

/** A dialog of the program, how a person comes to it, and what becomes of a scan while it is open. */
export interface DialogCase {
  /** The file that shows it, from `renderer/`. */
  readonly file: string
  /** More where one file shows several, or one in steps. */
  readonly step?: string
  /** From the home screen. */
  open(page: Page): Promise<void>
  /**
   * `stays`: it stands until it is answered, and says so of the scan. `closes`: it is only in the way, such as a
   * menu, and leaves the scan to the screen.
   */
  readonly onScan: 'stays' | 'closes'
  /** The code to scan, of some number; one that no biobank knows unless given. */
  code?(n: number): string
  /** Words in which it is answered, other than the code itself. */
  readonly answer?: string
}

/** A code of no known form: an intake parks it, so that nothing is stored. */
const parked = (n: number): string => `02320${String(n).padStart(5, '0')}`

const openIn = (place: Parameters<typeof goTo>[1], name: string) => async (page: Page) => {
  await goTo(page, place)
  await button(page, name).first().click()
}

async function openTube(page: Page): Promise<void> {
  await scanAgain(page, STORED_TUBE)
  await expect(page.getByText(words('donor.title')).first()).toBeVisible()
}

/** The batch goes on from where the last dialog left it. */
async function openBatch(page: Page): Promise<void> {
  await scanAgain(page, PLASMA_BOX)
  const start = display(page).getByText(words('intake.startLine', { box: PLASMA_BOX }))
  const going = display(page).getByText(words('intake.scanTubeFor'))
  await expect(start.or(going).first()).toBeVisible()
  if (await start.first().isVisible()) {
    await goTo(page, 'scan')
    await startIntake(page, PLASMA_BOX)
    await scan(page, parked(0))
    await expectTarget(page, 'A2')
  }
}

const fromTube = (name: string) => async (page: Page) => {
  await openTube(page)
  await button(page, name).first().click()
}

const fromLabels = (name: string) => async (page: Page) => {
  await openIn('settings', words('labels.open'))(page)
  await button(page, name).first().click()
}

const fromDevices = (part: 'scanners' | 'racks', name: string) => async (page: Page) => {
  await openIn('settings', words(`devices.open.${part}`))(page)
  await button(page, name).first().click()
}

const RACK_FILE = 'Pos;Code\nA1;FR010001\nB1;FR010002\nC1;FR010003\n'

/** A layout that can be removed has to be taught first. */
async function openTaughtLayout(page: Page): Promise<void> {
  await openIn('settings', words('devices.open.racks'))(page)
  const remove = button(page, words('racks.remove'))
  const none = page.getByText(words('racks.noLayouts'))
  await expect(remove.or(none).first()).toBeVisible()
  if (await none.isVisible()) {
    await page.locator('input[type=file]').setInputFiles({
      name: 'rack.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(RACK_FILE),
    })
    await page.getByLabel(words('racks.layoutName')).fill('Cold room')
    await button(page, words('racks.saveLayout')).click()
  }
  await remove.first().click()
}

async function openStudy(page: Page): Promise<void> {
  await openIn('samples', words('studies.title'))(page)
  await button(page, words('studies.openOne', { code: 'NORDLUNG' })).click()
}

const fromStudy = (name: string) => async (page: Page) => {
  await openStudy(page)
  await button(page, name).first().click()
}

/** A tube of the demo biobank: it is known, so that it cannot be the new label of another. */
const knownTube = (n: number): string => `FX0565${3000 + (n % 1000)}`

/** A batch of registrations with one code that waits for a person. */
async function openRegistrations(page: Page): Promise<void> {
  await scanAgain(page, 'FK:ACCESSION')
  const going = display(page).getByText(words('work.line.new-tube'))
  const start = display(page).getByText(words('accession.batchLine'))
  await expect(start.or(going).first()).toBeVisible()
  if (await going.first().isVisible()) return
  await pick(page, words('study.label'), /NORDLUNG/)
  await pick(page, words('accession.material'), words('material.serum'))
  await scanAgain(page, 'FK:START')
  await expect(going.first()).toBeVisible()
  await scan(page, oddCode(0))
  await expect(button(page, words('intake.resolve'))).toBeVisible()
}

/** A code of no known form for a batch of registrations. */
const oddCode = (n: number): string => `ZZZ-${n}`

/** A label that went to the computer's own printer, of which nobody has said yet whether it came. */
async function openUnanswered(page: Page): Promise<void> {
  const asking = button(page, words('labels.whatCame'))
  await openIn('settings', words('labels.open'))(page)
  await expect(page.getByRole('heading', { name: words('labels.queue') })).toBeVisible()
  if ((await asking.count()) === 0) {
    await page.evaluate(() => {
      window.print = () => undefined
    })
    await goTo(page, 'scan')
    await fromTube(words('labels.printLabel'))(page)
    await pick(page, words('labels.printer'), words('labels.systemPrinter'))
    await openDialog(page)
      .getByRole('button', { name: words('labels.print', { count: 1 }) })
      .click()
    await expect(openDialog(page)).toBeHidden()
    await openIn('settings', words('labels.open'))(page)
  }
  await asking.first().click()
}

export const DIALOGS: readonly DialogCase[] = [
  {
    file: 'app/PersonMenu.tsx',
    onScan: 'closes',
    open: (page) => page.getByRole('button', { name: 'Jana Weber' }).click(),
  },
  {
    file: 'app/TypeCode.tsx',
    onScan: 'closes',
    open: (page) => button(page, words('type.open')).click(),
  },
  { file: 'app/Palette.tsx', onScan: 'closes', open: (page) => page.keyboard.press('Control+k') },
  {
    file: 'screens/freezers/AddStorage.tsx',
    onScan: 'stays',
    open: openIn('freezers', words('freezers.addShort')),
  },
  {
    file: 'screens/freezers/AddBox.tsx',
    onScan: 'stays',
    open: openIn('freezers', words('freezers.addBox')),
    answer: words('freezers.boxScanned'),
  },
  {
    file: 'screens/study/AddStudy.tsx',
    onScan: 'stays',
    open: openIn('freezers', words('study.add')),
  },
  {
    file: 'screens/study/AddStudy.tsx',
    step: 'from the start of an intake',
    onScan: 'stays',
    open: async (page) => {
      await scanAgain(page, OTHER_PLASMA_BOX)
      await button(page, words('study.new')).click()
    },
  },
  {
    file: 'screens/settings/AddPersonDialog.tsx',
    onScan: 'stays',
    open: openIn('settings', words('people.add')),
  },
  {
    file: 'screens/settings/SetPinDialog.tsx',
    onScan: 'stays',
    open: openIn('settings', words('people.setPin')),
    answer: words('people.proofRead'),
  },
  {
    file: 'screens/donor/WithdrawDialog.tsx',
    onScan: 'stays',
    open: async (page) => {
      await openTube(page)
      await button(page, words('donor.withdraw')).click()
    },
  },
  {
    file: 'screens/donor/EraseDialog.tsx',
    onScan: 'stays',
    open: async (page) => {
      await openTube(page)
      await button(page, words('donor.erase')).click()
    },
  },
  {
    file: 'screens/donor/EraseDialog.tsx',
    step: 'its second step, filled in',
    onScan: 'stays',
    open: async (page) => {
      await openTube(page)
      const donor = await page
        .getByText(/^D-[A-Z0-9]{4}-[A-Z0-9]{4}$/)
        .first()
        .textContent()
      await button(page, words('donor.erase')).click()
      const dialog = openDialog(page)
      await dialog.getByRole('button', { name: words('erase.goOn') }).click()
      await dialog.getByLabel(words('erase.typed')).fill(donor ?? '')
      await dialog.getByLabel(words('erase.pin')).fill('3333')
      await expect(dialog.getByRole('button', { name: words('erase.act') })).toBeEnabled()
    },
  },
  {
    file: 'screens/specimen/AmountDialog.tsx',
    onScan: 'stays',
    open: async (page) => {
      await fromTube(words('use.some'))(page)
      await openDialog(page).getByLabel(words('use.amount')).fill('5')
    },
  },
  {
    file: 'screens/specimen/CloseDialog.tsx',
    onScan: 'stays',
    open: fromTube(words('use.close')),
  },
  {
    file: 'screens/specimen/ReasonDialog.tsx',
    onScan: 'stays',
    open: async (page) => {
      await fromTube(words('use.quarantine'))(page)
      await openDialog(page).getByLabel(words('use.reason')).fill('To be looked at')
    },
  },
  {
    file: 'screens/specimen/ThawLimit.tsx',
    onScan: 'stays',
    open: fromTube(words('thawLimit.none')),
  },
  {
    file: 'screens/specimen/RelabelDialog.tsx',
    onScan: 'stays',
    code: knownTube,
    open: fromTube(words('labels.newLabel')),
  },
  {
    file: 'screens/labels/PrintDialog.tsx',
    onScan: 'stays',
    open: fromTube(words('labels.printLabel')),
  },
  {
    file: 'screens/labels/SettingDialog.tsx',
    step: 'a printer',
    onScan: 'stays',
    open: fromLabels(words('labels.addPrinter')),
  },
  {
    file: 'screens/labels/SettingDialog.tsx',
    step: 'a template',
    onScan: 'stays',
    open: fromLabels(words('labels.copy')),
  },
  {
    file: 'screens/devices/SerialCard.tsx',
    onScan: 'stays',
    open: fromDevices('scanners', words('devices.addLine')),
  },
  {
    file: 'screens/devices/SourceDialog.tsx',
    onScan: 'stays',
    open: fromDevices('racks', words('racks.addSource')),
  },
  { file: 'screens/devices/RemoveLayout.tsx', onScan: 'stays', open: openTaughtLayout },
  { file: 'screens/labels/AnswerDialog.tsx', onScan: 'stays', open: openUnanswered },
  {
    file: 'screens/study/IssuersDialog.tsx',
    onScan: 'stays',
    open: async (page) => {
      await openIn('samples', words('studies.title'))(page)
      await button(page, words('issuers.change')).click()
    },
  },
  {
    file: 'screens/study/IdentifiersDialog.tsx',
    onScan: 'stays',
    open: fromStudy(words('studies.changeCodes')),
  },
  {
    file: 'screens/study/FieldDialog.tsx',
    onScan: 'stays',
    open: async (page) => {
      await fromStudy(words('fields.change'))(page)
      await button(page, words('fields.add')).click()
    },
  },
  {
    file: 'screens/study/RecordVisit.tsx',
    onScan: 'stays',
    open: fromStudy(words('visits.record')),
  },
  {
    file: 'screens/batch/WorkParked.tsx',
    onScan: 'stays',
    code: oddCode,
    open: async (page) => {
      await openRegistrations(page)
      await button(page, words('intake.resolve')).click()
    },
  },
  {
    file: 'screens/batch/WorkParked.tsx',
    step: 'before the batch is ended',
    onScan: 'stays',
    code: oddCode,
    open: async (page) => {
      await openRegistrations(page)
      await button(page, words('intake.finish')).click()
    },
  },
  {
    file: 'screens/specimen/FileTile.tsx',
    onScan: 'closes',
    open: async (page) => {
      await openTube(page)
      const shown = page.getByRole('button', { name: words('files.show', { name: 'label.jpg' }) })
      const files = page.getByRole('region', { name: words('files.title') }).first()
      if ((await files.getByText('label.jpg').count()) === 0)
        await files.locator('input[type=file]').setInputFiles({
          name: 'label.jpg',
          mimeType: 'image/jpeg',
          buffer: Buffer.from(jpeg([segment(0xfe, 'N 59')])),
        })
      await shown.click()
    },
  },
  {
    file: 'screens/intake/MapCard.tsx',
    onScan: 'closes',
    code: parked,
    open: async (page) => {
      await openBatch(page)
      await button(page, words('tones.on')).click()
    },
  },
  {
    file: 'screens/intake/ResolveDialog.tsx',
    onScan: 'stays',
    code: parked,
    open: async (page) => {
      await openBatch(page)
      await button(page, words('intake.resolve')).click()
    },
  },
  {
    file: 'screens/intake/IntakeScreen.tsx',
    onScan: 'stays',
    code: parked,
    open: async (page) => {
      await openBatch(page)
      await button(page, words('intake.finish')).click()
    },
  },
  {
    file: 'screens/ledger/Confirm.tsx',
    onScan: 'stays',
    open: async (page) => {
      await goTo(page, 'ledger')
      const restore = page.getByRole('button', { name: words('backup.restore') }).first()
      if ((await restore.count()) === 0) await button(page, words('backup.now')).click()
      await restore.click()
      await button(page, words('restore.ask')).click()
    },
  },
  {
    file: 'screens/ledger/ProtectDialog.tsx',
    onScan: 'stays',
    open: async (page) => {
      await openIn('ledger', words('key.protect'))(page)
      const dialog = openDialog(page)
      await dialog.getByLabel(words('key.passphrase')).fill('frost and ember')
      await dialog.getByLabel(words('key.again')).fill('frost and ember')
    },
  },
]

/** Those that a bench shows only with nobody signed in, or with its key locked. */
export const ELSEWHERE: readonly DialogCase[] = [
  {
    file: 'screens/help/HelpDialog.tsx',
    onScan: 'closes',
    open: (page) => page.keyboard.press('F1'),
    answer: words('signin.unknownBadge'),
  },
  {
    file: 'screens/ledger/UnlockDialog.tsx',
    onScan: 'stays',
    open: openIn('ledger', words('key.unlock')),
  },
]

export const openDialog = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'))

const RENDERER = resolve(import.meta.dirname, '../../../renderer')

/** The files of the program that show a dialog, from `renderer/`. */
export const filesWithDialogs = (): string[] =>
  globSync('**/*.tsx', { cwd: RENDERER })
    .filter((file) =>
      /components\/Dialog\.tsx'/.test(readFileSync(resolve(RENDERER, file), 'utf8')),
    )
    .map((file) => file.replaceAll('\\', '/'))
    .sort()

/** Back to where every dialog is opened from. */
export async function home(page: Page): Promise<void> {
  if (await openDialog(page).isVisible()) await page.keyboard.press('Escape')
  await expect(openDialog(page)).toBeHidden()
  await goTo(page, 'scan')
  await expectHome(page)
}
