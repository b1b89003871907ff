// `node test/support/contact-sheet.ts [folder]`: walks the screens of a demo biobank and puts them on one sheet per
// theme and language, in `docs/guide/sheets`. What is walked is in `test/e2e/support/walk.ts`.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { type Bench, serveBench } from '../e2e/support/bench.ts'
import { seedDiscrepancies } from '../e2e/support/discrepancies.ts'
import { LANGUAGES, wear } from '../e2e/support/look.ts'
import { expectSignIn, MARC, signIn } from '../e2e/support/steps.ts'
import { walk, walkCases } from '../e2e/support/walk.ts'
import { type Cell, sheetOf } from './contact-sheet-page.ts'

const FOLDER = resolve(process.argv[2] ?? 'docs/guide/sheets')
const SIZE = { width: 1440, height: 900 }
const THEMES = ['light', 'dark', 'contrast'] as const
/** What stands on the sheets; the rest of the walk is looked at by tests alone. */
const LEFT_OUT = /^(?:PIN|question|palette|worklist|worklist, refused|worklist, case (?!2$)\d+)$/

const sheets = new Map<string, Cell[]>()
const data = await mkdtemp(join(tmpdir(), 'frostkeep-sheets-'))
try {
  await mkdir(FOLDER, { recursive: true })
  await take('a', [], (page) => walk(page, (screen) => shoot(page, screen)))
  const seeded = await take('b', ['--setup', 'demo'], expectSignIn)
  seedDiscrepancies(seeded)
  await take('b', [], async (page) => {
    await signIn(page, MARC)
    await walkCases(page, (screen) => shoot(page, screen))
  })
  await write()
} finally {
  await rm(data, { recursive: true, force: true, maxRetries: 5 })
}

/** Starts a bench, lets it be walked through, and ends it; gives back its data folder. */
async function take(
  name: string,
  args: readonly string[],
  walkThrough: (page: Page) => Promise<void>,
): Promise<string> {
  const bench: Bench = await serveBench({ data: join(data, name, 'data'), args })
  try {
    await bench.page.setViewportSize(SIZE)
    await bench.page.emulateMedia({ reducedMotion: 'reduce' })
    await walkThrough(bench.page)
  } finally {
    await bench.close()
  }
  return bench.data
}

/** One picture of the screen in each theme and language, where it is. */
async function shoot(page: Page, screen: string): Promise<void> {
  if (LEFT_OUT.test(screen)) return
  await page.mouse.move(0, 0)
  for (const language of LANGUAGES) {
    await wear(page, { language })
    const caption = (await page.locator('h1').first().textContent()) ?? screen
    for (const theme of THEMES) {
      // High contrast is shown on black: the light one is nearer to the light theme.
      await wear(page, { theme })
      if (theme === 'contrast') await page.emulateMedia({ colorScheme: 'dark' })
      await page.evaluate(hideFolder, [data, '/home/ida/.config/Frostkeep'] as const)
      const picture = await page.screenshot({ animations: 'disabled' })
      const cells = sheets.get(`${theme}-${language}`) ?? []
      sheets.set(`${theme}-${language}`, [...cells, { picture, caption }])
    }
  }
  await wear(page, { language: 'en', theme: 'light' })
  console.log(screen)
}

/** Where the pictures were taken is nobody's business. Runs in the page. */
function hideFolder([folder, instead]: readonly [string, string]): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { currentNode: text } = texts
    if (text.nodeValue?.includes(folder))
      text.nodeValue = text.nodeValue.replaceAll(new RegExp(`${folder}\\S*`, 'g'), instead)
  }
}

async function write(): Promise<void> {
  for (const [name, cells] of sheets) {
    const file = join(FOLDER, `${name}.webp`)
    const sheet = await sheetOf(cells)
    await writeFile(file, sheet)
    console.log(`${file}: ${cells.length} screens, ${Math.round(sheet.length / 1000)} kB`)
  }
}
