import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { Actions } from './support/actions.ts'
import { type Seeded, seedDiscrepancies } from './support/discrepancies.ts'
import { expect, type StartBench, test } from './support/fixtures.ts'
import {
  button,
  cell,
  display,
  goTo,
  IDA,
  MARC,
  OTHER_PLASMA_BOX,
  scanAgain,
  signIn,
} from './support/steps.ts'
import { words } from './support/words.ts'

/** From the list to settled: choosing the case, what was found, and settling it. */
const MOST_ACTIONS = 4
const MOST_TO_REVIEW = 3

/** A demo biobank in which something of every kind disagrees, with its worklist open. */
async function startDisagreeing(startBench: StartBench, badge = MARC) {
  const first = await startBench({ args: ['--setup', 'demo'] })
  await expect(first.page.getByRole('region', { name: 'Frostkeep' })).toBeVisible()
  await first.close()
  const seeded = seedDiscrepancies(first.data)
  const bench = await startBench({ data: first.data })
  await signIn(bench.page, badge)
  await goTo(bench.page, 'worklist')
  return { ...bench, seeded }
}

const cases = (page: Page): Locator =>
  page.getByRole('list', { name: words('worklist.title') }).getByRole('button')
const one = (page: Page, short: string): Locator => cases(page).filter({ hasText: short }).first()
const settle = (page: Page): Locator => button(page, words('worklist.settle'))
const claims = (page: Page): Locator => page.getByRole('region', { name: /^Claim \d/ })
const filter = (page: Page, which: 'open' | 'cleared' | 'settled'): Locator =>
  page.getByRole('button', { name: new RegExp(`^${words(`worklist.filter.${which}`)}`) })

const expectSettled = (page: Page): Promise<void> =>
  expect(display(page)).toContainText(words('worklist.settled'))

type Settle = (page: Page, actions: Actions, seeded: Seeded) => Promise<void>

/** What a person does once the case is chosen, by kind. */
const WAYS: readonly { kind: string; short: string; does: Settle }[] = [
  {
    kind: 'position-contested',
    short: words('worklist.short.position-contested', { count: 2 }),
    does: async (page, actions, { contested }) => {
      await actions.scan(contested.also.code)
      await expect(display(page)).toContainText(contested.also.code)
      await actions.scan(`${OTHER_PLASMA_BOX}/C3`)
      await actions.click(settle(page))
    },
  },
  {
    kind: 'tube-in-two-places',
    short: words('worklist.short.tube-in-two-places', { count: 2 }),
    does: async (page, actions) => {
      await actions.scan(`${OTHER_PLASMA_BOX}/D4`)
      await expect(settle(page)).toBeVisible()
      await actions.press('Control+Enter')
    },
  },
  {
    kind: 'code-twice',
    short: words('worklist.short.code-twice', { count: 2 }),
    does: async (page, actions) => {
      await actions.click(button(page, words('worklist.keepsCode')).first())
      await expect(display(page)).toContainText(words('worklist.scanLabel'))
      await actions.scan('FX09977777')
      await actions.click(settle(page))
    },
  },
  {
    kind: 'out-after-withdrawal',
    short: words('worklist.short.out-after-withdrawal'),
    does: accepting('out-after-withdrawal'),
  },
  {
    kind: 'quantity-negative',
    short: words('worklist.short.quantity-negative'),
    does: async (page, actions) => {
      await actions.click(
        claims(page)
          .filter({ hasText: 'Bench 3' })
          .getByRole('button', { name: words('worklist.byMistake') }),
      )
      await actions.click(settle(page))
    },
  },
  {
    kind: 'thaw-limit',
    short: words('worklist.short.thaw-limit'),
    does: accepting('thaw-limit'),
  },
  {
    kind: 'resolutions-differ',
    short: words('worklist.short.resolutions-differ'),
    does: async (page, actions) => {
      await actions.click(button(page, words('worklist.isRight')).first())
      await actions.click(settle(page))
    },
  },
  ...(['chain-fork', 'clock-suspect', 'unknown-event', 'cause-lost', 'bad-seal'] as const).map(
    (kind) => ({ kind, short: words(`worklist.short.${kind}`), does: accepting(kind) }),
  ),
]

type Accepted =
  | 'out-after-withdrawal'
  | 'thaw-limit'
  | 'chain-fork'
  | 'clock-suspect'
  | 'unknown-event'
  | 'cause-lost'
  | 'bad-seal'

function accepting(kind: Accepted): Settle {
  return async (page, actions) => {
    await actions.click(button(page, words(`worklist.accept.${kind}`)))
    await actions.click(settle(page))
  }
}

test('DIS-5 every kind is settled from the worklist in at most four actions @electron', async ({
  startBench,
}) => {
  test.setTimeout(240_000)
  const { page, seeded, problems } = await startDisagreeing(startBench)
  // Twelve kinds; one of them twice, since the tube with the missing record was thawed too.
  await expect(cases(page)).toHaveCount(13)
  await expectAccessible(page, 'worklist with every kind')
  await one(page, words('worklist.short.code-twice', { count: 2 })).click()
  await button(page, words('worklist.sameTube')).first().click()
  await expect(settle(page)).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `what was found, ${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await button(page, words('worklist.notNow')).click()
  for (const { kind, short, does } of WAYS) {
    await test.step(kind, async () => {
      const actions = new Actions(page)
      const before = await cases(page).count()
      await actions.click(one(page, short))
      await expect(one(page, short)).toHaveAttribute('aria-current', 'true')
      await does(page, actions, seeded)
      await expectSettled(page)
      await expect(cases(page)).toHaveCount(before - 1)
      expect(actions.count, kind).toBeLessThanOrEqual(MOST_ACTIONS)
    })
  }
  await filter(page, 'settled').click()
  await expect(cases(page).filter({ hasText: seeded.contested.also.code })).toHaveCount(0)
  await expect(page.getByRole('list', { name: words('worklist.settledBefore') })).toContainText(
    'Marc Dubois',
  )
  await expectAccessible(page, 'a discrepancy that was settled')
  await scanAgain(page, 'FX09977777')
  await expect(page.getByRole('list', { name: words('specimen.lineage') })).toContainText(
    'FX09977777',
  )
  expect(problems).toEqual([])
})

test('DIS-6 what is a manager’s to settle is only shown to others @electron', async ({
  startBench,
}) => {
  const { page } = await startDisagreeing(startBench, IDA)
  await one(page, words('worklist.short.code-twice', { count: 2 })).click()
  await expect(page.getByText(words('worklist.managers'))).toBeVisible()
  await expect(button(page, words('worklist.sameTube'))).toHaveCount(0)
  await one(page, words('worklist.short.thaw-limit')).click()
  await expect(button(page, words('worklist.accept.thaw-limit'))).toBeVisible()
})

test('DIS-2 what a later act has cleared is reviewed in at most three actions @electron', async ({
  startBench,
}) => {
  const { page, seeded } = await startDisagreeing(startBench)
  const { code } = seeded.twice.tube
  await goTo(page, 'samples')
  await scanAgain(page, code)
  await expect(display(page)).toContainText(words('specimen.scanToSettle'))
  await scanAgain(page, `${OTHER_PLASMA_BOX}/E5`)
  await expect(display(page)).toContainText(`${OTHER_PLASMA_BOX}/E5`)
  await goTo(page, 'worklist')
  const actions = new Actions(page)
  await actions.click(filter(page, 'cleared'))
  await expect(page.getByText(words('worklist.why.cleared'))).toBeVisible()
  await expect(claims(page)).toHaveCount(2)
  await expectAccessible(page, 'a discrepancy that has cleared itself')
  await actions.click(button(page, words('worklist.accept.cleared')))
  await actions.click(settle(page))
  await expectSettled(page)
  expect(actions.count).toBeLessThanOrEqual(MOST_TO_REVIEW)
})

test('TUB-3 a contested position is marked on the map and takes no tube @electron', async ({
  startBench,
}) => {
  const { page, seeded } = await startDisagreeing(startBench)
  await goTo(page, 'freezers')
  await scanAgain(page, 'BX-19801')
  await expect(cell(page, 'A6')).toHaveAccessibleName(
    new RegExp(`^A6, ${words('state.contested')}, .*${seeded.contested.there.code}`),
  )
  await goTo(page, 'samples')
  await scanAgain(page, seeded.thawed)
  await scanAgain(page, 'BX-19801/A6')
  await expect(display(page)).toContainText(words('refusal.contestedDo'))
})
