import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../electron/store/client.ts'
import { newKey } from '../../../electron/store/key.ts'

const WORKER = new URL('../../../electron/store/worker.ts', import.meta.url)

async function openWithoutKey() {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-signing-'))
  const store = await openStore(WORKER, join(folder, 'ledger.db'))
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await store.write.foundEmpty({ site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' })
  return store
}

test('a bench whose key is locked records, seals nothing, and is sound', async () => {
  const store = await openWithoutKey()
  await store.write.checkpoint()
  const { chain, position } = await store.write.facts()
  expect(await store.write.sealOver(chain!, position)).toBeNull()
  expect(await store.keep.verify()).toMatchObject({ sound: true, notes: ['no-seal'] })
})

test('once it is unlocked its key is named, and all that had no seal is sealed', async () => {
  const store = await openWithoutKey()
  const before = await store.write.facts()
  await store.useKey({ pkcs8: newKey(), protection: 'passphrase' })
  const after = await store.write.facts()
  expect(after.position).toBe(before.position + 1)
  const seal = await store.write.sealOver(after.chain!, 1)
  expect(seal).toMatchObject({ seq: after.position, protection: 'passphrase' })
  expect(await store.keep.verify()).toMatchObject({ sound: true, notes: [] })
})
