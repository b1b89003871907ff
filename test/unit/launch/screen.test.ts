import { describe, expect, test } from 'vitest'
import { electronArguments, parseArguments } from '../../../electron/launch/arguments.ts'
import type { Surroundings } from '../../../electron/launch/find-electron.ts'
import { chooseScreen } from '../../../electron/launch/screen.ts'

const PINNED = '/app/node_modules/electron/dist/electron'
/** What the package of Electron writes when everything is unpacked. */
const COMPLETE = '/app/node_modules/electron/path.txt'

interface Given {
  readonly files?: readonly string[]
  readonly env?: Surroundings['env']
  readonly platform?: NodeJS.Platform
  readonly serve?: boolean
  /** Files that fetching brings; without it fetching fails. */
  readonly fetched?: readonly string[]
}

/** The screen that is chosen, and how often Electron was fetched on the way. */
async function choose({ files = [], env = { DISPLAY: ':0' }, ...given }: Given) {
  const there = new Set(files)
  let fetches = 0
  const around: Surroundings = {
    env,
    platform: given.platform ?? 'linux',
    electronPackage: '/app/node_modules/electron',
    isFile: (path) => there.has(path),
  }
  const screen = await chooseScreen(given.serve ?? false, around, async () => {
    fetches += 1
    for (const file of given.fetched ?? []) there.add(file)
    return given.fetched !== undefined
  })
  return { screen, fetches }
}

const window = (electron: string) => ({ screen: { kind: 'window', electron }, fetches: 0 })
const browser = (reason: string, fetches = 0) => ({
  screen: { kind: 'browser', because: `${reason}, so Frostkeep opens for a browser.` },
  fetches,
})

describe('a window', () => {
  test('in the pinned Electron', async () => {
    expect(await choose({ files: [PINNED, COMPLETE] })).toEqual(window(PINNED))
  })

  test('on Wayland', async () => {
    const env = { WAYLAND_DISPLAY: 'wayland-0' }
    expect(await choose({ files: [PINNED, COMPLETE], env })).toEqual(window(PINNED))
  })

  test('in the Electron whose folder the environment names, before the pinned one', async () => {
    const env = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' }
    expect(await choose({ files: [PINNED, COMPLETE, '/opt/e/electron'], env })).toEqual(
      window('/opt/e/electron'),
    )
  })

  test('in the Electron whose program the environment names', async () => {
    const env = { DISPLAY: ':0', ELECTRON_EXEC_PATH: '/opt/e/my-electron' }
    expect(await choose({ files: [PINNED, COMPLETE, '/opt/e/my-electron'], env })).toEqual(
      window('/opt/e/my-electron'),
    )
  })

  test.each([
    ['darwin', '/app/node_modules/electron/dist/Electron.app/Contents/MacOS/Electron'],
    ['win32', '\\app\\node_modules\\electron\\dist\\electron.exe'],
  ] as const)('on %s, which needs no DISPLAY', async (platform, electron) => {
    const files = [electron, COMPLETE, '\\app\\node_modules\\electron\\path.txt']
    expect(await choose({ files, env: {}, platform })).toEqual(window(electron))
  })

  test('in the pinned Electron once it has been fetched', async () => {
    const chosen = await choose({ fetched: [PINNED, COMPLETE] })
    expect(chosen).toEqual({ ...window(PINNED), fetches: 1 })
  })
})

describe('a browser', () => {
  test('when asked for, without a reason and without a fetch', async () => {
    expect(await choose({ serve: true })).toEqual({ screen: { kind: 'browser' }, fetches: 0 })
  })

  test('where there is no display, without fetching what could not be shown', async () => {
    expect(await choose({ env: {} })).toEqual(browser('There is no display for a window'))
  })

  test('where Electron cannot be fetched', async () => {
    expect(await choose({})).toEqual(browser('Electron could not be fetched', 1))
  })

  test('where a download was cut off and cannot be completed', async () => {
    expect(await choose({ files: [PINNED] })).toEqual(browser('Electron could not be fetched', 1))
  })

  test('where fetching says it worked and left nothing', async () => {
    expect(await choose({ fetched: [] })).toEqual(browser('Electron could not be fetched', 1))
  })

  test('where the environment names an Electron that is not there', async () => {
    const env = { DISPLAY: ':0', ELECTRON_EXEC_PATH: '/opt/e/none' }
    expect(await choose({ files: [PINNED], env })).toEqual(
      browser('There is no Electron at /opt/e/none'),
    )
  })
})

describe('the command line', () => {
  test('keeps everything but --serve for the bench', () => {
    expect(parseArguments(['--data', '/d', '--serve', '--port', '7'])).toEqual({
      serve: true,
      rest: ['--data', '/d', '--port', '7'],
    })
    expect(parseArguments(['--data', '/d']).serve).toBe(false)
  })

  test('turns the sandbox off for root on Linux only', () => {
    expect(electronArguments('/app', ['--data', '/d'], true)).toEqual([
      '--no-sandbox',
      '/app',
      '--data',
      '/d',
    ])
    expect(electronArguments('/app', [], false)).toEqual(['/app'])
  })
})
