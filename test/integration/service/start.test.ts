import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
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

const MAIN = join(import.meta.dirname, '../../../service/main.ts')
const pidFile = () => join(folder, 'service.pid')

/** Starts the service in a process of its own; answers what it said first. */
async function run(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [MAIN, '--data', folder, '--port', '0'])
  const [said] = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')])
  return { child, said: String(said) }
}
async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('a folder is one process’s, which is named, until it lets it go', () => {
  const first = lockFolder(folder)
  expect(lockFolder(folder)).toMatchObject({ ok: false, error: { pid: process.pid } })
  expect(readFileSync(pidFile(), 'utf8')).toBe(String(process.pid))
  if (first.ok) first.value.release()
  const again = lockFolder(folder)
  expect(again.ok).toBe(true)
  if (again.ok) again.value.release()
})

test('a number left behind keeps nobody out, whoever has it now', () => {
  for (const left of [String(process.ppid), String(process.pid), '1', '']) {
    writeFileSync(pidFile(), left)
    writeFileSync(join(folder, 'service.lock'), left)
    const lock = lockFolder(folder)
    expect(lock.ok).toBe(true)
    if (lock.ok) lock.value.release()
  }
})

test('a folder that cannot be one is said in one line, and not waited for', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  for (const data of [file, '/proc/frostkeep/x']) {
    const child = spawn(process.execPath, [MAIN, '--data', data, '--port', '0'])
    const ended = once(child, 'exit')
    const [said] = await once(child.stderr, 'data')
    expect(String(said)).toMatch(/^The service cannot write to .*\n$/)
    expect((await ended)[0]).toBe(1)
  }
})

test('a second service on the same data says so in one line and ends with 1; a killed one is followed', async () => {
  const first = await run()
  expect(first.said).toContain('Code for the next bench')
  const second = spawn(process.execPath, [MAIN, '--data', folder, '--port', '0'])
  let said = ''
  second.stderr.on('data', (chunk) => {
    said += chunk
  })
  expect((await once(second, 'close'))[0]).toBe(1)
  expect(said.trim().split('\n')).toHaveLength(1)
  expect(said).toContain(`A service (process ${first.child.pid}) works on ${folder} already`)
  await kill(first.child)
  const third = await run()
  expect(third.said).toContain('Code for the next bench')
  await kill(third.child)
}, 60_000)

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
}, 30_000)
