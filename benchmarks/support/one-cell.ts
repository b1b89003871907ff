import { _electron as electron, type Page } from '@playwright/test'
import { watchKeys } from './cell-watch.ts'
import { EMPTY_WINDOW, electronFlags } from './electron.ts'

/** A window of one cell that takes what is scanned: the floor of every figure from a key to paint. */
export async function openOneCell(data: string): Promise<{ page: Page; close(): Promise<void> }> {
  const app = await electron.launch({
    executablePath: process.env.ELECTRON_EXEC_PATH!,
    args: [...electronFlags(), EMPTY_WINDOW, `--data=${data}`, '--page=one-cell.html'],
    timeout: 30_000,
  })
  const page = await app.firstWindow()
  await watchKeys(page)
  await page.reload()
  return { page, close: () => app.close() }
}
