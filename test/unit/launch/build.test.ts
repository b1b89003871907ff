import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStale } from '../../../electron/launch/build.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'frostkeep-build-'))
  touch('electron/store/open.ts', 100)
  touch('renderer/app.tsx', 200)
})

afterEach(() => rmSync(root, { recursive: true }))

/** A file that was last changed at the given second. */
function touch(path: string, at: number): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  utimesSync(file, at, at)
  for (let folder = dirname(file); folder !== root; folder = dirname(folder)) {
    utimesSync(folder, 1, 1)
  }
}

test('a build is needed when there is none', () => {
  expect(isStale(root)).toBe(true)
})

test('a build newer than every source is kept', () => {
  touch('out/built', 300)
  expect(isStale(root)).toBe(false)
})

test.each(['electron/store/open.ts', 'renderer/app.tsx', 'package-lock.json'])(
  'a change of %s after the build needs another',
  (path) => {
    touch('out/built', 300)
    touch(path, 400)
    expect(isStale(root)).toBe(true)
  },
)

test('a change of a test needs none', () => {
  touch('out/built', 300)
  touch('test/unit/a.test.ts', 400)
  expect(isStale(root)).toBe(false)
})
