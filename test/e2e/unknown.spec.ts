import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { scan } from './support/scan.ts'
import {
  button,
  display,
  expectTarget,
  newTube,
  STORED_TUBE,
  sentence,
  signIn,
  startIntake,
} from './support/steps.ts'
import { words } from './support/words.ts'

const FAILING_DISK = pathToFileURL(join(import.meta.dirname, 'support/failing-disk.ts')).href

/** The bench of the loopback host: what its disk does is the same in Electron. */
for (const [disk, saved] of [
  ['kept', true],
  ['lost', false],
] as const) {
  test(`an act that the disk has ${disk} without a word is not known, and told as soon as it is @electron`, async ({
    folder,
    startBench,
  }) => {
    const file = join(folder, 'disk')
    const { page, problems } = await startBench({
      screen: 'browser',
      args: ['--setup', 'demo'],
      env: { NODE_OPTIONS: `--import=${FAILING_DISK}`, FROSTKEEP_TEST_DISK: file },
    })
    await signIn(page)
    await scan(page, STORED_TUBE)
    await expect(button(page, words('box.checkOut'))).toBeVisible()
    writeFileSync(file, disk)
    await button(page, words('box.checkOut')).click()
    await expect(display(page)).toContainText(words('unknown.outcome', { code: STORED_TUBE }))
    const strip = sentence(page, words('unknown.these'))
    await expect(strip).toContainText(STORED_TUBE)
    await expectAccessible(page, 'not known yet')

    writeFileSync(file, '')
    await expect(strip).toBeHidden()
    const known = saved ? 'unknown.saved' : 'unknown.notSavedDo'
    await expect(sentence(page, words(known, { code: STORED_TUBE }))).toBeVisible()
    await expect(display(page)).toContainText(
      saved
        ? words('lookup.checkedOut', { code: STORED_TUBE })
        : words('unknown.notSaved', { code: STORED_TUBE }),
    )
    expect(problems).toEqual([])
  })
}

test('a scan of which nobody knows is not scanned again, and its box shows it once it is known @electron', async ({
  folder,
  startBench,
}) => {
  const file = join(folder, 'disk')
  const { page, problems } = await startBench({
    screen: 'browser',
    args: ['--setup', 'demo'],
    env: { NODE_OPTIONS: `--import=${FAILING_DISK}`, FROSTKEEP_TEST_DISK: file },
  })
  await signIn(page)
  await startIntake(page)
  writeFileSync(file, 'kept')
  await scan(page, newTube(80))
  await expect(sentence(page, words('unknown.these'))).toContainText(newTube(80))
  await expectAccessible(page, 'not known yet')
  writeFileSync(file, '')
  await expect(sentence(page, words('unknown.saved', { code: newTube(80) }))).toBeVisible()
  await expectTarget(page, 'A2')
  expect(problems).toEqual([])
})
