import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccessFile } from '../../../electron/bench/access.ts'
import { createBench } from '../../../electron/bench/bench.ts'
import { createFakeHid } from '../../../electron/devices/fake-hid-port.ts'
import { createFakeSerial } from '../../../electron/devices/fake-serial-port.ts'

const ACCESS = { url: 'http://127.0.0.1:1', credential: 'c'.repeat(40) }

let folder: string
let file: string
let said: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-access-'))
  file = join(folder, 'service.json')
  said = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => createAccessFile(folder, (line) => said.push(line))

describe('what lets the bench in at its service', () => {
  test('is kept for the next start, for this account alone', () => {
    const kept = open()
    expect(kept.read()).toBeNull()
    kept.write(ACCESS)
    expect(kept.read()).toEqual(ACCESS)
    expect(open().read()).toEqual(ACCESS)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(said).toEqual([])
  })

  test('is read once: whoever asks again waits for no disk', () => {
    open().write(ACCESS)
    const kept = open()
    rmSync(file)
    expect(kept.read()).toEqual(ACCESS)
  })

  test.each([
    ['torn', '{"url":"http://127.0.0.1:1","creden'],
    ['empty', ''],
    ['of another form', '{"url":"http://127.0.0.1:1"}'],
  ])('and is %s is put aside and said, and can be written anew', (_, text) => {
    writeFileSync(file, text)
    const kept = open()
    expect(kept.read()).toBeNull()
    expect(said).toEqual([expect.stringContaining(`kept as ${file}.bad`)])
    expect(readFileSync(`${file}.bad`, 'utf8')).toBe(text)
    expect(existsSync(file)).toBe(false)
    kept.write(ACCESS)
    expect(open().read()).toEqual(ACCESS)
  })

  test('and is torn does not keep the bench from starting', async () => {
    writeFileSync(file, '{"url":"ht')
    const storeWorker = new URL('../../../electron/store/worker.ts', import.meta.url)
    const hid = createFakeHid().port
    const serial = createFakeSerial().port
    const bench = await createBench({ folder, version: '0.0.0', storeWorker, hid, serial })
    expect(bench.view().sync).toEqual({ type: 'no-service' })
    await bench.close()
  })
})
