import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../../electron/store/client.ts'
import { newKey } from '../../../electron/store/key.ts'
import { STUDY, specimenData, T1 } from '../../support/domain/facts.ts'
import { firstPage } from '../../support/store/foreign.ts'

const WORKER = new URL('../../../electron/store/worker.ts', import.meta.url)
const VIA = { source: 'typed', device: '' } as const

let folder: string
let store: Store | null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-client-'))
  store = null
})
afterEach(async () => {
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = async () => {
  store = await openStore(WORKER, join(folder, 'ledger.db'))
  return store
}

/** A site with a study; answers who may act. */
async function found({ write, read }: Store): Promise<string> {
  await write.foundEmpty({ site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' })
  const [{ person } = { person: '' }] = await read.people()
  const study = { study: STUDY, code: 'N', name: 'N' }
  await write.execute(person, { type: 'createStudy', id: v7(), via: VIA, ...study })
  return person
}
const register = () =>
  ({ type: 'accession', id: v7(), via: VIA, ...specimenData(T1), collectedAt: null }) as const

describe('the store in its threads', () => {
  test('writes in one and reads in the other what was written', async () => {
    const { write, read } = await open()
    const person = await found({ write, read } as Store)
    expect(await write.execute(person, register())).toMatchObject({ ok: true })
    expect(await read.specimen(T1)).toMatchObject({ code: 'FX00000001', state: 'unplaced' })
  })

  test('answers each question with its own answer, however many are asked at once', async () => {
    const { write, read } = await open()
    await found({ write, read } as Store)
    const asked = Array.from({ length: 50 }, (_, i) => read.resolve(`X${i}`, null))
    const codes = (await Promise.all(asked)).map((it) => ('code' in it ? it.code : ''))
    expect(codes).toEqual(Array.from({ length: 50 }, (_, i) => `X${i}`))
  })

  test('says what broke, with the name of it, and goes on', async () => {
    const { write, read } = await open()
    const person = await found({ write, read } as Store)
    await write.execute(person, register())
    const again = { ...register(), code: 'FX-OTHER' }
    await expect(write.execute(person, again)).rejects.toThrow('new identifier')
    await expect(write.scanInto('FX1', { id: v7(), via: VIA, actor: person })).rejects.toThrow(
      'an intake that is open',
    )
    expect(await read.specimen(T1)).toMatchObject({ code: 'FX00000001' })
  })

  test('stops the import that runs when it is asked to, and never the next one', async () => {
    const { write, read, cancel } = await open()
    const person = await found({ write, read } as Store)
    const rows = Array.from({ length: 600 }, (_, i) => `FX${i},DNA`).join('\n')
    const opened = await write.openImport('x', 'x.csv', `barcode,type\n${rows}`)
    if (!opened.ok) throw new Error(opened.error.type)
    const mapping = { columns: opened.value.guess, study: STUDY, tubeType: 'cryotube' } as const
    await write.checkImport('x', mapping)
    cancel('import')
    const first = write.runImport('x', v7(), person)
    cancel('import')
    const second = write.runImport('x', v7(), person)
    expect(await first).toEqual({ type: 'cancelled' })
    expect(await second).toMatchObject({ type: 'done', imported: 600 })
  })

  test('names a page that contradicts the ledger apart from a disk that fails', async () => {
    const { write } = await open()
    const page = firstPage([])
    const wrong = { ...page, cursor: { ...page.cursor, pos: 4 } }
    await expect(write.applyPage(wrong)).rejects.toMatchObject({ reason: 'PageContradicts' })
    await expect(write.applyPage(page)).resolves.toMatchObject({ touched: [] })
  })

  test('keeps what was written when it is opened again', async () => {
    const first = await open()
    await first.write.execute(await found(first), register())
    await first.close()
    const { read } = await open()
    expect(await read.specimen(T1)).toMatchObject({ code: 'FX00000001' })
  })

  test('answers what it was asked before it was given a key, and what it is asked after', async () => {
    const { keep, useKey, write, read } = await open()
    await found({ write, read } as Store)
    const before = keep.backups()
    await useKey({ pkcs8: newKey(), protection: 'passphrase' })
    const after = keep.exportAll()
    expect(await before).toEqual([])
    expect(await after).toMatchObject({ ok: true })
  })

  test('answers what it was asked before another ledger takes the place', async () => {
    const { keep, read, write, replace } = await open()
    await found({ write, read } as Store)
    const asked = [keep.backups(), read.people(), write.facts()]
    await replace(async () => {})
    expect(await Promise.all(asked)).toMatchObject([[], [{ name: 'Jana' }], {}])
  })

  test('answers no more once it has ended, instead of never', async () => {
    const { write, read, close } = await open()
    await close()
    store = null
    await expect(write.facts()).rejects.toThrow('The store has ended')
    await expect(read.home()).rejects.toThrow('The store has ended')
  })

  test.each([
    ['is damaged', 'x'.repeat(10_000), 'SQLITE_NOTADB'],
    ['is a letter', 'x', 'NotALedger'],
  ])('is not opened on a file that %s', async (_, text, reason) => {
    writeFileSync(join(folder, 'ledger.db'), text)
    await expect(open()).rejects.toMatchObject({ reason })
  })
})
