import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type axe from 'axe-core'
import { expect } from './fixtures.ts'
import { layoutFaults } from './layout.ts'
import { LANGUAGES, THEMES, wear } from './look.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong on the page as it is now: rule and element. */
export async function violations(page: Page): Promise<string[]> {
  // Legacy mode: otherwise axe opens a page of its own, which a window of Electron does not have.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(RULES)
    .analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}

/** Nothing is wrong for people who cannot see, hear or point; judged once what moves has come to rest. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))),
  )
  expect(await violations(page), screen).toEqual([])
}

/** What another theme can break. */
const BY_THEME = ['color-contrast', 'link-in-text-block']
/** What another language can break: names, and whether the language is told. */
const BY_LANGUAGE = [
  ...['aria-command-name', 'aria-dialog-name', 'aria-input-field-name', 'aria-toggle-field-name'],
  ...[
    'button-name',
    'document-title',
    'empty-heading',
    'empty-table-header',
    'form-field-multiple-labels',
  ],
  ...[
    'html-has-lang',
    'html-lang-valid',
    'image-alt',
    'input-button-name',
    'label',
    'landmark-unique',
  ],
  ...[
    'label-title-only',
    'link-name',
    'list',
    'select-name',
    'svg-img-alt',
    'target-size',
    'valid-lang',
  ],
]

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Axe = typeof axe

/** Some rules on the page as it is, without the way through a builder: it is asked hundreds of times. */
async function broken(page: Page, rules: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: Axe }
    const { violations: found } = await axe.run(document, {
      runOnly: { type: 'rule', values: [...values] },
      resultTypes: ['violations'],
    })
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    )
  }, rules)
}

const SIZES = [
  { scale: 100, viewport: { width: 1024, height: 700 } },
  { scale: 200, viewport: { width: 1280, height: 720 } },
] as const

/**
 * Everything that can be wrong with a screen, in every theme and language and at both ends of the sizes, where
 * the page is: all rules once, and for each change those that it can break. Afterwards it is light and English again.
 */
export async function faultsInEveryLook(page: Page): Promise<string[]> {
  const usual = page.viewportSize() ?? SIZES[0].viewport
  const faults = await violations(page)
  const note = (look: string, found: readonly string[]) =>
    faults.push(...found.map((fault) => `${look}: ${fault}`))
  for (const language of LANGUAGES) {
    await wear(page, { language, theme: 'light' })
    note(language, await broken(page, BY_LANGUAGE))
    for (const theme of THEMES) {
      await wear(page, { theme })
      note(`${language}, ${theme}`, await broken(page, BY_THEME))
    }
    for (const { scale, viewport } of SIZES) {
      await page.setViewportSize(viewport)
      await wear(page, { theme: 'light', scale })
      note(`${language}, ${scale} %`, await layoutFaults(page))
    }
    await page.setViewportSize(usual)
    await wear(page, { scale: 100 })
  }
  await wear(page, { language: 'en', theme: 'light', scale: 100 })
  return faults
}
