import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Cursor } from '#shared/sync/protocol.ts'
import { enroll } from '../../../electron/sync/enroll.ts'
import { systemTimers } from '../../../electron/sync/ports.ts'
import { orderOf } from '../../../electron/sync/read-page.ts'
import { createTransport, type Transport } from '../../../electron/sync/transport.ts'
import { checkPage } from '../../support/sync/check-page.ts'
import { STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'

const MAIN = join(import.meta.dirname, '../../../service/main.ts')
const ROUNDS = 4

let folder: string
let child: ChildProcess | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-kill-'))
})
afterEach(async () => {
  await kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the service as a process of its own; resolves with where it is and the code that it shows. */
async function start(): Promise<{ url: string; code: string }> {
  const args = [MAIN, '--data', folder, '--port', '0']
  child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let code = ''
  for await (const line of createInterface(child.stdout!)) {
    code = /bench: (\S+)/.exec(line)?.[1] ?? code
    const url = /service at (\S+),/.exec(line)?.[1]
    if (url) return { url, code }
  }
  throw new Error('the service has ended')
}

async function kill(): Promise<void> {
  if (child?.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit')
  child = null
}

async function everything(transport: Transport): Promise<string[]> {
  const hashes: string[] = []
  let cursor: Cursor | null = null
  for (;;) {
    const page = await transport.pull({ stream: STREAM, cursor })
    if (!page.ok) throw new Error(page.error.type)
    expect(checkPage(cursor, page.value).ok).toBe(true)
    const order = orderOf(page.value)
    if (!order.ok || order.value.entries.length === 0) return hashes
    hashes.push(...order.value.entries.map(({ hash }) => hash))
    cursor = page.value.cursor
  }
}

test('SYN-18 a service that is killed at any moment has every event that it has acknowledged', async () => {
  const chain = new TestChain(testId('b', 1))
  const first = await start()
  const enrolled = await enroll({
    ...first,
    install: chain.install,
    stream: STREAM,
    benchName: 'Bench',
    fetch,
    timers: systemTimers,
  })
  if (!enrolled.ok) throw new Error(enrolled.error.type)
  const { credential } = enrolled.value
  const at = (url: string) => createTransport({ url, credential, fetch, timers: systemTimers })

  let { url } = first
  let acked = 0
  for (let round = 1; round <= ROUNDS; round++) {
    const transport = at(url)
    for (let n = 0; ; n++) {
      while (chain.events.length < acked + 20) {
        chain.write(testBody(testId('a', chain.events.length)))
      }
      const answer = await transport.push({ run: chain.events.slice(acked, acked + 20) })
      if (!answer.ok) break
      acked = answer.value.acked
      if (n === 0) setTimeout(() => child?.kill('SIGKILL'), 90 * round)
    }
    await kill()
    url = (await start()).url
    const kept = await everything(at(url))
    expect(kept.slice(0, acked)).toEqual(chain.events.slice(0, acked).map((e) => e.hash))
    expect(kept.length - acked).toBeLessThanOrEqual(20)
  }
  expect(acked).toBeGreaterThanOrEqual(20 * ROUNDS)
}, 120_000)
