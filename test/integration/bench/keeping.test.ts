import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '#shared/domain/words.ts'
import { DEMO_PEOPLE } from '../../../electron/store/demo/people.ts'
import { type BenchClient, ServedBench } from '../../support/bench/served-bench.ts'

const VIA = { source: 'typed', device: '' } as const

let served: ServedBench
let client: BenchClient

beforeEach(async () => {
  served = await new ServedBench().start()
  client = await served.client()
  await client.bench.setUp({ mode: 'demo' })
})
afterEach(() => served.remove())

const signIn = async (role: Role) => {
  const { badge } = DEMO_PEOPLE.find((one) => one.role === role)!
  expect(await client.session.signInBadge({ code: badge })).toMatchObject({ ok: true })
}
const addStudy = (code: string) =>
  client.act({
    command: { type: 'createStudy', id: v7(), via: VIA, study: v7(), code, name: code },
  })
const studies = async () => (await client.query.studies()).map(({ code }) => code)

describe('backup and restore through the bench', () => {
  test('a restored bench has what the backup has, a new chain, and all that was before put aside', async () => {
    await signIn('administrator')
    await addStudy('BEFORE')
    const made = await client.keeping.backup()
    expect(made).toMatchObject({ ok: true, value: { intact: true } })
    const file = made.ok ? made.value.file : ''
    await addStudy('AFTER')
    const preview = await client.keeping.previewRestore({ file })
    expect(preview).toMatchObject({
      ok: true,
      value: { isSameBench: true, lacking: 1, atService: 0, acts: [{ type: 'study.created' }] },
    })
    const before = await served.bench.store.write.facts()
    const done = await client.keeping.restore({ file })
    expect(done).toMatchObject({ ok: true })
    expect(served.bench.view().stage).toBe('signed-out')
    const now = await served.bench.store.write.facts()
    expect(now.install).toBe(before.install)
    expect(now.chain).not.toBe(before.chain)
    await signIn('administrator')
    expect(await studies()).toContain('BEFORE')
    expect(await studies()).not.toContain('AFTER')
    const folder = join(served.folder, 'data', 'aside', done.ok ? done.value.aside : '')
    expect(readdirSync(folder).sort()).toEqual([
      'files.json', 'ledger.anchor', 'ledger.db', 'report.json',
    ])
    expect(await client.keeping.verify()).toMatchObject({ ok: true, value: { sound: true } })
  })
})
