import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { readFuses } from '../../electron/packaging/fuses.ts'
import { testElectron } from '../support/electron-runtime.ts'
import { filesOf, type Packaged, packageWith } from '../support/packaged.ts'
import { type Finished, run } from '../support/process.ts'
import { expect, test } from './support/fixtures.ts'
import { flags, launchPackaged } from './support/packaged.ts'
import { signIn } from './support/steps.ts'

// Packing takes some seconds, so one worker packs once for all of them.
test.describe.configure({ mode: 'default' })

let output: string
let packaged: Packaged

test.beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'frostkeep-packaged-'))
  packaged = await packageWith(await testElectron(), output)
})
test.afterAll(() => rm(output, { recursive: true, force: true, maxRetries: 5 }))

/** Runs a program without any display. */
function runBlind(program: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const { DISPLAY, WAYLAND_DISPLAY, ...env } = process.env
  return run(program, args, { env: { ...env, ...more }, timeout: 120_000 })
}

test.describe('a packaged program @electron', () => {
  test('has every fuse set that its Electron has', async () => {
    const before = await readFuses(await testElectron())
    const after = await readFuses(packaged.program)
    const hardened = {
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    }
    expect(after).toMatchObject(hardened)
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(before).not.toMatchObject(hardened)
  })

  test('is no Node for whoever asks, as the Electron in it was', async () => {
    const asNode = { ELECTRON_RUN_AS_NODE: '1' }
    const script = ['-e', 'process.stdout.write(String(6 * 7))']
    expect(await runBlind(await testElectron(), script, asNode)).toMatchObject({ stdout: '42' })
    const { code, stdout, stderr } = await runBlind(
      packaged.program,
      [...flags(), ...script],
      asNode,
    )
    expect(stdout).toBe('')
    expect(stderr).toContain('Frostkeep has no tool "process.stdout')
    expect(code).toBe(2)
  })

  test('holds what was built and its dependencies, and nothing else', async () => {
    const files = await filesOf(packaged.archive)
    expect(files).toContain('out/main/store-worker.js')
    const kinds = files.map((file) => /^(node_modules\/)?[^/]+/.exec(file)?.[0])
    expect([...new Set(kinds)].sort()).toEqual([
      'node_modules/@serialport',
      'node_modules/better-sqlite3',
      'node_modules/debug',
      'node_modules/kysely',
      'node_modules/ms',
      'node_modules/node-gyp-build',
      'node_modules/node-hid',
      'node_modules/pkg-prebuilds',
      'node_modules/serialport',
      'out',
      'package.json',
    ])
  })

  test('holds the natives of this computer alone, and the rule that Linux needs for scanners', async () => {
    const natives = (await filesOf(packaged.archive)).filter((file) => file.endsWith('.node'))
    for (const name of ['better-sqlite3', 'node-hid', '@serialport/bindings-cpp'])
      expect(natives.some((file) => file.startsWith(`node_modules/${name}/`))).toBe(true)
    expect(natives.filter((file) => !file.includes(`${process.platform}-`))).toEqual([])
    if (process.platform === 'linux') {
      const rule = join(dirname(packaged.archive), '70-frostkeep-scanners.rules')
      expect(readFileSync(rule, 'utf8')).toContain('TAG+="uaccess"')
    }
  })

  test('starts, lets a person in and ends', async ({ folder }) => {
    const args = ['--data', join(folder, 'data'), '--setup', 'demo', '--lang=en-GB']
    const bench = await launchPackaged(packaged.program, args)
    try {
      await expect(bench.page).toHaveURL('app://frostkeep/')
      await signIn(bench.page)
      if (process.platform === 'linux') {
        const unpacked = `${packaged.archive}.unpacked/node_modules/`
        await expect
          // They lie in memory in any order.
          .poll(() =>
            bench
              .natives()
              .map((path) => path.replace(unpacked, ''))
              .sort(),
          )
          .toEqual([
            expect.stringMatching(/^better-sqlite3\/prebuilds\/.+\.node$/),
            expect.stringMatching(/^node-hid\/prebuilds\/.+\.node$/),
          ])
      }
      expect(await bench.close()).toBe(0)
    } finally {
      bench.kill()
    }
  })

  test('verifies its ledger without a display, and names an event that was changed', async ({
    folder,
  }) => {
    const data = join(folder, 'data')
    const ledger = join(data, 'ledger.db')
    const bench = await launchPackaged(packaged.program, ['--data', data, '--setup', 'demo'])
    await signIn(bench.page).finally(bench.close)
    const verify = () => runBlind(packaged.program, [...flags(), 'verify', ledger])

    const sound = await verify()
    expect(reportOf(sound)).toMatchObject({ name: 'verify', sound: true, findings: [] })
    expect(sound.code).toBe(0)

    changeEvent(ledger, 5)
    const damaged = await verify()
    expect(reportOf(damaged).findings[0]).toMatchObject({ type: 'event', fault: 'hash', event: 5 })
    expect(damaged.code).toBe(1)

    const nothing = await runBlind(packaged.program, [...flags(), 'verify', `${ledger}-none`])
    expect(nothing.code).toBe(2)
  })
})

/** The last line of `verify`. */
const reportOf = ({ stdout }: Finished) => JSON.parse(String(stdout.trim().split('\n').at(-1)))

/** As somebody would who knows SQLite: past the trigger that keeps events, which is put back. */
function changeEvent(ledger: string, row: number): void {
  const db = new Database(ledger)
  const guard = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'event_kept'").pluck().get()
  db.exec('DROP TRIGGER event_kept')
  db.prepare("UPDATE event SET body = body || ' ' WHERE id = ?").run(row)
  db.exec(String(guard))
  db.close()
}
