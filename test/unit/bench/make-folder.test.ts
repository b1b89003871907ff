import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../../../electron/bench/make-folder.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'frostkeep-folder-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('a folder is made with those it stands in, for this account alone, and may be there already', () => {
  const deep = join(folder(), 'a', 'b', 'c')
  makeFolder(deep)
  makeFolder(deep)
  expect(existsSync(deep)).toBe(true)
  expect(statSync(deep).mode & 0o777).toBe(0o700)
})

test('a file in the way is said and not waited for', () => {
  const file = join(folder(), 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow(/EEXIST/)
  expect(() => makeFolder(join(file, 'a'))).toThrow(/ENOTDIR|EEXIST/)
})

test('a folder that the system never makes is said too', () => {
  expect(() => makeFolder('/proc/frostkeep/x')).toThrow()
})
