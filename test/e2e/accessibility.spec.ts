import { expectAccessible, faultsInEveryLook, violations } from './support/accessible.ts'
import { seedDiscrepancies } from './support/discrepancies.ts'
import { expect, test } from './support/fixtures.ts'
import { layoutFaults } from './support/layout.ts'
import { wear } from './support/look.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  expectSignIn,
  MARC,
  PLASMA_BOX,
  signIn,
  startAtHome,
} from './support/steps.ts'
import { walk, walkCases } from './support/walk.ts'
import { words } from './support/words.ts'

test('LOOK-1 LOOK-7 every screen is free of violations of WCAG 2.2 AA', async ({ bench }, info) => {
  test.setTimeout(600_000)
  const { page } = bench
  if (info.project.name === 'electron') {
    await walk(page, (screen) => expectAccessible(page, screen))
  } else {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const screens: string[] = []
    await walk(page, async (screen) => {
      screens.push(screen)
      expect.soft(await faultsInEveryLook(page), screen).toEqual([])
    })
    expect(screens.length).toBeGreaterThan(15)
  }
  expect(bench.problems).toEqual([])
})

test('LOOK-1 LOOK-7 the worklist is, with every kind that can disagree @browser', async ({
  startBench,
}) => {
  test.setTimeout(600_000)
  const first = await startBench({ args: ['--setup', 'demo'] })
  await expectSignIn(first.page)
  await first.close()
  seedDiscrepancies(first.data)
  const { page, problems } = await startBench({ data: first.data })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, MARC)
  await walkCases(page, async (screen) => {
    expect.soft(await faultsInEveryLook(page), screen).toEqual([])
  })
  expect(problems).toEqual([])
})

test('a button without a name, a faint word and a word in no language are found (negative control)', async ({
  bench,
}, info) => {
  const { page } = bench
  await expect(button(page, words('firstRun.demoOpen'))).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.evaluate(() =>
    document.querySelector('main')?.append(document.createElement('button')),
  )
  expect(await violations(page)).toEqual([expect.stringMatching(/^button-name: /)])
  if (info.project.name === 'electron') return
  await page.evaluate(() => {
    const faint = document.createElement('p')
    faint.textContent = 'Faint'
    faint.style.color = 'light-dark(#000, #333)'
    document.querySelector('main')?.append(faint)
  })
  const found = await faultsInEveryLook(page)
  expect(found).toContainEqual(expect.stringMatching(/^de: button-name: /))
  expect(found).toContainEqual(expect.stringMatching(/^fr, dark: color-contrast: /))
  expect(found).not.toContainEqual(expect.stringMatching(/^fr, light: color-contrast: /))
})

test('LOOK-7 what is cut, lies on another text or overlaps is found (negative control)', async ({
  bench,
}) => {
  const { page } = bench
  await expect(button(page, words('firstRun.demoOpen'))).toBeVisible()
  await wear(page, { scale: 100 })
  expect(await layoutFaults(page)).toEqual([])
  await page.evaluate(() => {
    const add = (tag: string, text: string, css: string) => {
      const element = document.createElement(tag)
      element.textContent = text
      element.style.cssText = `position: fixed; z-index: 9; ${css}`
      document.querySelector('main')?.append(element)
    }
    add('p', 'Cut sideways', 'top: 0; left: 0; width: 40px; white-space: nowrap; overflow: hidden')
    add('p', 'Cut downwards', 'top: 40px; left: 0; height: 6px; overflow: hidden')
    add('button', 'Pause', 'top: 80px; left: 0; width: 90px; height: 60px')
    add('button', 'Finish', 'top: 80px; left: 60px; width: 90px; height: 60px')
    add('p', 'Lower text', 'top: 160px; left: 0')
    add('p', 'Upper text', 'top: 166px; left: 10px')
  })
  const found = (await layoutFaults(page)).join('\n')
  expect(found).toMatch(/cut sideways .*"Cut sideways"/)
  expect(found).toMatch(/cut downwards .*"Cut downwards"/)
  expect(found).toMatch(/controls overlap: .*"Pause" and .*"Finish"/)
  expect(found).toMatch(/text on text: .*"Lower text" and .*"Upper text"/)
})

test('LOOK-7 what drops down stands at its field, as wide as that, at 200 %', async ({
  startBench,
}) => {
  const { page } = await startAtHome(startBench)
  await wear(page, { scale: 200 })
  await scan(page, PLASMA_BOX)
  await expect(display(page)).toContainText(words('intake.startLine', { box: PLASMA_BOX }))
  const field = page.getByRole('combobox', { name: words('study.label') })
  await field.click()
  await expect(page.getByRole('option').first()).toBeVisible()
  const [above, below] = [await field.boundingBox(), await page.getByRole('listbox').boundingBox()]
  expect(Math.abs(above!.x - below!.x)).toBeLessThan(30)
  expect(Math.abs(above!.width - below!.width)).toBeLessThan(60)
})
