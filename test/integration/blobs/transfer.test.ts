import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { err } from '#shared/lib/result.ts'
import { HOLDER_HEADER, PIECES } from '#shared/sync/pieces.ts'
import { receiveFile, sendFile } from '../../../electron/blobs/transfer.ts'
import { type Fetch, systemTimers } from '../../../electron/sync/ports.ts'
import { pieceFiles } from '../../../service/blobs-files.ts'
import { forgetBlobsOf } from '../../../service/blobs-forget.ts'
import { CutLine } from '../../support/blobs/cut-line.ts'
import { STREAM, testId } from '../../support/sync/events.ts'
import { TestService } from '../../support/sync/service.ts'

const DONOR = 'D-AAAA-BBBB'
const MIB = PIECES.bytes
const service = new TestService()
const folder = mkdtempSync(join(tmpdir(), 'frostkeep-transfer-'))
let credential: string
let other: string

beforeAll(async () => {
  await service.start()
  credential = await service.enroll(testId('b', 1), STREAM)
  service.now += 60_000
  other = await service.enroll(testId('b', 2), null)
})
afterAll(async () => {
  await service.remove()
  rmSync(folder, { recursive: true })
})

const lineOf = (by: string, through: Fetch = fetch) => ({
  url: service.url,
  credential: by,
  fetch: through,
  timers: systemTimers,
})
const fileOf = (bytes: Uint8Array, hash = nameOf(bytes)) => ({
  kind: 'blob' as const,
  hash,
  size: bytes.length,
  holder: DONOR,
  read: (from: number, to: number) => bytes.subarray(from, to),
})
const nameOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const send = (bytes: Uint8Array, through?: Fetch, by = credential) =>
  sendFile(lineOf(by, through), fileOf(bytes))

async function fetchAll(
  bytes: Uint8Array,
  through?: Fetch,
  by = other,
): Promise<Uint8Array | null> {
  const to = join(folder, nameOf(bytes))
  const got = await receiveFile(lineOf(by, through), fileOf(bytes), to)
  return got.ok ? readFileSync(to) : null
}
const put = (bytes: Uint8Array, hash: string, range: string, by = credential) =>
  fetch(`${service.url}/v1/blob/${hash}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${by}`,
      'content-type': 'application/octet-stream',
      'content-range': range,
      [HOLDER_HEADER]: DONOR,
    },
    body: new Uint8Array(bytes),
  })

describe('a blob goes to the service and to another bench', () => {
  it.each([1, MIB - 1, MIB, MIB + 1, 2 * MIB + 7])('with %i bytes', async (size) => {
    const bytes = randomBytes(size)
    expect(await send(bytes)).toEqual({ ok: true, value: null })
    expect(await fetchAll(bytes)).toEqual(bytes)
  })

  it('is sent once: what is there is not sent again', async () => {
    const bytes = randomBytes(MIB + 5)
    await send(bytes)
    const line = new CutLine()
    expect(await send(bytes, line.fetch, other)).toMatchObject({ ok: true })
    expect(line.requests).toBe(1)
  })

  it('is gone on with wherever the sending was cut', async () => {
    const bytes = randomBytes(2 * MIB + 100)
    for (const up of [0, 1, MIB - 1, MIB]) {
      const line = new CutLine()
      line.up = up
      expect(await send(bytes, line.fetch)).toMatchObject({ error: { type: 'Offline' } })
    }
    const line = new CutLine()
    expect(await send(bytes, line.fetch)).toMatchObject({ ok: true })
    // Of three pieces the first was there: its answer was all that had been lost.
    expect(line.requests).toBe(3)
    expect(await fetchAll(bytes)).toEqual(bytes)
  })

  it('is gone on with wherever the receiving was cut', async () => {
    const bytes = randomBytes(3 * MIB)
    await send(bytes)
    const line = new CutLine()
    let got: Uint8Array | null = null
    for (const down of [0, 1, 17, MIB, MIB + 1, 1]) {
      line.down = down
      got = await fetchAll(bytes, line.fetch)
      expect(got).toBeNull()
    }
    got = await fetchAll(bytes, line.fetch)
    expect(got).toEqual(bytes)
  })

  it('is not hindered by a second sender of the same, whole or in part', async () => {
    const bytes = randomBytes(3 * MIB + 3)
    await put(bytes.subarray(0, MIB), nameOf(bytes), `bytes 0-${MIB - 1}/${bytes.length}`, other)
    const both = await Promise.all([send(bytes), send(bytes), send(bytes, fetch, other)])
    for (const one of both) expect(one).toEqual({ ok: true, value: null })
    expect(await fetchAll(bytes)).toEqual(bytes)
  })

  it('survives an end of the service between two pieces', async () => {
    const bytes = randomBytes(MIB + 1)
    await put(bytes.subarray(0, MIB), nameOf(bytes), `bytes 0-${MIB - 1}/${bytes.length}`)
    await service.stop()
    expect(await send(bytes)).toMatchObject({ error: { type: 'Offline' } })
    await service.start()
    const line = new CutLine()
    expect(await send(bytes, line.fetch)).toMatchObject({ ok: true })
    expect(line.requests).toBe(2)
  })
})

describe('the service takes no blob', () => {
  it('whose bytes are not those of its name, and begins it anew', async () => {
    const [bytes, wrong] = [randomBytes(200), randomBytes(200)]
    const hash = nameOf(bytes)
    const lied = await put(wrong, hash, 'bytes 0-199/200')
    expect(lied.status).toBe(422)
    expect(await lied.json()).toMatchObject({ error: { type: 'BAD_HASH' } })
    expect(await fetchAll(bytes)).toBeNull()
    expect(await send(bytes)).toMatchObject({ ok: true })
    expect(await fetchAll(bytes)).toEqual(bytes)
  })

  it('that another bench has spoilt: each bench sends for itself', async () => {
    const bytes = randomBytes(MIB + 50)
    await put(randomBytes(MIB), nameOf(bytes), `bytes 0-${MIB - 1}/${bytes.length}`, other)
    expect(await send(bytes)).toMatchObject({ ok: true })
    expect(await fetchAll(bytes)).toEqual(bytes)
  })

  it('in the wrong order of its pieces', async () => {
    const bytes = randomBytes(300)
    const late = await put(bytes.subarray(100), nameOf(bytes), 'bytes 100-299/300')
    expect(late.status).toBe(409)
    expect(await late.json()).toMatchObject({ error: { type: 'OFFSET', have: 0 } })
    expect((await put(bytes.subarray(0, 100), nameOf(bytes), 'bytes 0-99/300')).status).toBe(200)
    const again = await put(bytes.subarray(0, 100), nameOf(bytes), 'bytes 0-99/300')
    expect(await again.json()).toEqual({ have: 100, whole: false })
    const end = await put(bytes.subarray(100), nameOf(bytes), 'bytes 100-299/300')
    expect(await end.json()).toEqual({ have: 300, whole: true })
  })

  it('that is too large, has no form, or comes from nobody it knows', async () => {
    const hash = 'a'.repeat(64)
    const large = PIECES.blobBytes + 1
    expect((await put(Buffer.alloc(9), hash, `bytes 0-8/${large}`)).status).toBe(413)
    expect((await put(Buffer.alloc(9), hash, 'bytes 0-9/10')).status).toBe(422)
    expect((await put(Buffer.alloc(9), hash, 'pieces')).status).toBe(422)
    expect((await put(Buffer.alloc(9), '..%2f..%2fx', 'bytes 0-8/9')).status).toBe(422)
    expect((await put(Buffer.alloc(9), hash, 'bytes 0-8/9', 'x'.repeat(40))).status).toBe(401)
    expect((await put(Buffer.alloc(MIB + 1), hash, `bytes 0-${MIB}/${MIB + 1}`)).status).toBe(422)
  })
})

describe('on a full disk', () => {
  const hash = nameOf(Buffer.from('xyz'))
  const whole = { from: 0, to: 3, of: 3 }

  it('the service says so, and takes it when there is room', async () => {
    const full = pieceFiles(join(folder, 'full'), { most: 10, spare: Number.MAX_SAFE_INTEGER })
    expect(await full.add(hash, 1, whole, Buffer.from('xyz'))).toEqual(err({ type: 'QUOTA' }))
    const room = pieceFiles(join(folder, 'full'), { most: 10, spare: 0 })
    expect(await room.add(hash, 1, whole, Buffer.from('xyz'))).toMatchObject({ ok: true })
  })

  it('a bench is told what it can say', async () => {
    const said = { error: { type: 'QUOTA', message: 'no room' } }
    const line: Fetch = async (_, { method }) =>
      method === 'HEAD' ? new Response(null, { status: 404 }) : Response.json(said, { status: 507 })
    expect(await send(randomBytes(5), line)).toMatchObject({
      error: { type: 'Refused', code: 'QUOTA' },
    })
  })

  it('what came whole just before an end is looked at when it is sent again', async () => {
    const files = pieceFiles(join(folder, 'ended'), { most: 10, spare: 0 })
    writeFileSync(join(files.folder, `${hash}.1.part`), 'xyz')
    expect(files.state(hash, 1)).toEqual({ have: 3, whole: false })
    expect(await files.add(hash, 1, whole, Buffer.from('xyz'))).toEqual({
      ok: true,
      value: { have: 3, whole: true },
    })
  })
})

describe('of an erased donor', () => {
  it('everything goes, whole and in part, and only of that one', async () => {
    const [gone, half, stays] = [randomBytes(500), randomBytes(500), randomBytes(500)]
    await send(gone)
    await put(half.subarray(0, 100), nameOf(half), 'bytes 0-99/500')
    const spared = { ...fileOf(stays), holder: 'D-CCCC-DDDD' }
    expect(await sendFile(lineOf(credential), spared)).toMatchObject({ ok: true })
    forgetBlobsOf(service.folder, DONOR)
    forgetBlobsOf(service.folder, DONOR)
    expect(await fetchAll(gone)).toBeNull()
    expect(await fetchAll(stays)).toEqual(stays)
    const left = readdirSync(join(service.folder, 'blobs'))
    expect(left.filter((name) => name.startsWith(nameOf(half)))).toEqual([])
    expect(left.filter((name) => name.startsWith(nameOf(gone)))).toEqual([])
  })
})

describe('a line that answers rubbish', () => {
  const answering =
    (response: () => Response): Fetch =>
    async () =>
      response()

  it('is told from a service, and nothing of it is kept as right', async () => {
    const bytes = randomBytes(50)
    const pages = answering(() => new Response('<html>', { status: 200 }))
    expect(await send(bytes, pages)).toMatchObject({ error: { type: 'Rubbish' } })
    expect(await fetchAll(bytes, pages)).toBeNull()
    const endless = answering(
      () =>
        new Response(Buffer.alloc(99), {
          status: 206,
          headers: { 'content-range': 'bytes 0-49/50' },
        }),
    )
    const to = join(folder, 'rubbish')
    writeFileSync(to, '')
    const got = await receiveFile(lineOf(other, endless), fileOf(bytes), to)
    expect(got).toMatchObject({ error: { type: 'Rubbish' } })
    const shifted = answering(
      () =>
        new Response(Buffer.alloc(50), {
          status: 206,
          headers: { 'content-range': 'bytes 1-50/51' },
        }),
    )
    const wrong = await receiveFile(lineOf(other, shifted), fileOf(bytes), to)
    expect(wrong).toMatchObject({ error: { type: 'Rubbish' } })
  })
})
