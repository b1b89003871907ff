import { describe, expect, test } from 'vitest'
import type { Surroundings } from '../../../electron/launch/find-electron.ts'
import { electronFolder } from '../../../electron/packaging/electron-folder.ts'

const PACKAGE = '/app/node_modules/electron'
const LINUX = [`${PACKAGE}/path.txt`, `${PACKAGE}/dist/electron`]
const MAC = [`${PACKAGE}/path.txt`, `${PACKAGE}/dist/Electron.app/Contents/MacOS/Electron`]

function choose(files: readonly string[], around: Partial<Surroundings> = {}) {
  const isFile = (path: string) => files.includes(path)
  return electronFolder({ env: {}, platform: 'linux', electronPackage: PACKAGE, isFile, ...around })
}

describe('the Electron that is packed', () => {
  test('is the one that ELECTRON_OVERRIDE_DIST_PATH names', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: '/other' }
    expect(choose([...LINUX, '/other/electron'], { env })).toEqual({ ok: true, value: '/other' })
  })

  test('is never the pinned one where another was named that is not there', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: '/other' }
    expect(choose(LINUX, { env })).toMatchObject({
      ok: false,
      error: expect.stringMatching(/no Electron in \/other,/),
    })
  })

  test('is else the pinned one', () => {
    const dist = { ok: true, value: `${PACKAGE}/dist` }
    expect(choose(LINUX)).toEqual(dist)
    expect(choose(MAC, { platform: 'darwin' })).toEqual(dist)
  })

  test('is missed in one line that says how to get it', () => {
    const cutOff = LINUX.slice(1)
    for (const files of [[], cutOff]) {
      const found = choose(files)
      expect(found).toMatchObject({
        ok: false,
        error: expect.stringMatching(/npx install-electron/),
      })
      expect(found).toMatchObject({ ok: false, error: expect.not.stringContaining('\n') })
    }
  })
})
