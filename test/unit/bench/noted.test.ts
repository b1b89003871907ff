import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createNoted } from '../../../electron/bench/noted.ts'

const backup = { at: 7, file: 'ledger-x.db' }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-noted-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

test('a note is there after a restart', () => {
  createNoted(folder).note({ backup })
  expect(createNoted(folder).read().backup).toEqual(backup)
})

test('one that cannot be written is known until then, and fails nothing', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const noted = createNoted(folder)
  // Where a folder has the name of what is written first, nothing can be written.
  mkdirSync(join(folder, 'keeping.json.next'))
  noted.note({ backup })
  expect(noted.read().backup).toEqual(backup)
  expect(said).toHaveBeenCalledTimes(1)
  expect(createNoted(folder).read().backup).toBeNull()
})
