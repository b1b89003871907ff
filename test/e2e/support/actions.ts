import type { Locator, Page } from '@playwright/test'
import { scan } from './scan.ts'
import { letReadPass } from './steps.ts'

/** What a person does, counted: a scan, a click and a key press are one each. */
export class Actions {
  readonly #page: Page
  count = 0

  constructor(page: Page) {
    this.#page = page
  }

  async scan(text: string): Promise<void> {
    this.count++
    await letReadPass(this.#page)
    await scan(this.#page, text)
  }

  async click(target: Locator): Promise<void> {
    this.count++
    await target.click()
  }

  async press(keys: string): Promise<void> {
    this.count++
    await this.#page.keyboard.press(keys)
  }
}
