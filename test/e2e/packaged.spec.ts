import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFuses } from '../../electron/packaging/fuses.ts'
import { testElectron } from '../support/electron-runtime.ts'
import { filesOf, type Packaged, packageWith } from '../support/packaged.ts'
import { run } from '../support/process.ts'
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
  return run(program, args, { env: { ...env, ...more }, timeout: 20_000 })
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

  test('holds what was built and its three dependencies, and nothing else', async () => {
    const files = await filesOf(packaged.archive)
    expect(files).toContain('out/main/store-worker.js')
    const kinds = files.map((file) => /^(node_modules\/)?[^/]+/.exec(file)?.[0])
    expect([...new Set(kinds)].sort()).toEqual([
      'node_modules/better-sqlite3',
      'node_modules/kysely',
      'node_modules/node-hid',
      'node_modules/pkg-prebuilds',
      'out',
      'package.json',
    ])
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
          .poll(() => bench.natives().map((path) => path.replace(unpacked, '')))
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
})
