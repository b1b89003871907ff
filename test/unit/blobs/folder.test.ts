import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BlobFolder, createBlobFolder } from '../../../electron/blobs/folder.ts'
import { forgetBlobs } from '../../../electron/blobs/forget.ts'

const NOW = 1_800_000_000_000
const bytes = Buffer.from('encrypted')
const name = createHash('sha256').update(bytes).digest('hex')
let at: string
let blobs: BlobFolder

beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), 'frostkeep-blobs-'))
  blobs = createBlobFolder(join(at, 'ledger.db'))
})
afterEach(() => rmSync(at, { recursive: true }))

const aged = (file: string) =>
  utimesSync(join(blobs.folder, file), NOW / 1000, NOW / 1000 - 8 * 86_400)

describe('the blobs beside a ledger', () => {
  it('are on the disk, named by the hash of their bytes, once they are put (FIL-5)', () => {
    expect(blobs.list()).toEqual([])
    expect(blobs.put(bytes)).toBe(name)
    expect(readdirSync(blobs.folder)).toEqual([name])
    expect(blobs.read(name)).toEqual(bytes)
    expect(blobs.has('b'.repeat(64))).toBe(false)
  })

  it('are not given out when the disk has changed them', () => {
    blobs.put(bytes)
    writeFileSync(join(blobs.folder, name), 'encrypteD')
    expect(blobs.read(name)).toBeNull()
  })

  it('take in what was received only when it is what it is called', () => {
    writeFileSync(blobs.partOf(name), 'other')
    expect(blobs.adopt(name)).toBe(false)
    expect(readdirSync(blobs.folder)).toEqual([])
    writeFileSync(blobs.partOf(name), bytes)
    expect(blobs.adopt(name)).toBe(true)
    expect(blobs.read(name)).toEqual(bytes)
  })

  it('are swept where no event names them, but for those that may be waiting for theirs', () => {
    const other = 'b'.repeat(64)
    blobs.put(bytes)
    for (const file of [other, `${other}.part`, `${name}.next`]) {
      writeFileSync(join(blobs.folder, file), 'x')
      aged(file)
    }
    const young = 'c'.repeat(64)
    writeFileSync(join(blobs.folder, young), 'x')
    utimesSync(join(blobs.folder, young), NOW / 1000, NOW / 1000)
    blobs.sweep(new Set([name]), NOW)
    expect(blobs.list().sort()).toEqual([name, young].sort())
  })

  it('are forgotten whole and in part, as often as it is asked for', () => {
    const other = 'b'.repeat(64)
    forgetBlobs(join(at, 'ledger.db'), [name])
    blobs.put(bytes)
    writeFileSync(blobs.partOf(other), 'half')
    forgetBlobs(join(at, 'ledger.db'), [other])
    expect(readdirSync(blobs.folder)).toEqual([name])
    forgetBlobs(join(at, 'ledger.db'), [name])
    forgetBlobs(join(at, 'ledger.db'), [name])
    expect(readdirSync(blobs.folder)).toEqual([])
  })

  it('have no way out of their folder', () => {
    for (const bad of ['../ledger.db', '', `${name}/..`, name.toUpperCase()])
      expect(() => blobs.read(bad)).toThrow()
  })
})
