import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '../../../service/lock.ts'
import { STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { TestService } from '../../support/sync/service.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lockFile = () => join(folder, 'service.lock')

test('a folder that a living process works on is not taken', () => {
  writeFileSync(lockFile(), String(process.ppid))
  expect(lockFolder(folder)).toMatchObject({ ok: false, error: { pid: process.ppid } })
  expect(readFileSync(lockFile(), 'utf8')).toBe(String(process.ppid))
})

test('the lock of a dead process is taken over, and a torn one', async () => {
  const child = spawn(process.execPath, ['--eval', ''])
  await new Promise((done) => child.once('exit', done))
  for (const left of [String(child.pid), '']) {
    writeFileSync(lockFile(), left)
    const lock = lockFolder(folder)
    expect(lock.ok && readFileSync(lockFile(), 'utf8')).toBe(String(process.pid))
    if (lock.ok) lock.value.release()
  }
  expect(() => readFileSync(lockFile())).toThrow('ENOENT')
})

test('a second service on the same data says so in one line and ends with 1', async () => {
  writeFileSync(lockFile(), String(process.pid))
  const main = join(import.meta.dirname, '../../../service/main.ts')
  const child = spawn(process.execPath, [main, '--data', folder, '--port', '0'])
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  expect(await new Promise((done) => child.once('exit', done))).toBe(1)
  expect(said.trim().split('\n')).toHaveLength(1)
  expect(said).toContain('already')
})

test('after a stop the service goes on with the same order and the same benches', async () => {
  const service = await new TestService().start()
  const chain = new TestChain(testId('b', 1))
  const credential = await service.enroll(chain.install, STREAM)
  const run = [chain.write(testBody(testId('a', 1)))]
  await service.call('push', { run }, credential)
  const before = await service.call('pull', { stream: STREAM, cursor: null }, credential)
  await service.stop()
  await service.start()
  const after = await service.call('pull', { stream: STREAM, cursor: null }, credential)
  expect(after).toMatchObject({ status: 200, body: before.body })
  await service.remove()
})
