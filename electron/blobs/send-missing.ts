import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { missingAnswer } from '#shared/sync/pieces.ts'
import type { BlobOfLedger } from '../store/files.ts'
import type { BlobFolder } from './folder.ts'
import { type Line, refusedBy, request, sendFile, type TransferFault } from './transfer.ts'

const AT_ONCE = 500

/**
 * Sends what the service lacks of the blobs that are here. It is asked for what that is, so that a service
 * that was restored gets back what it lost. `confirmed` is what it is known to have.
 */
export async function sendMissing(
  line: Line,
  folder: BlobFolder,
  blobs: readonly BlobOfLedger[],
  confirmed: Set<string>,
): Promise<Result<null, TransferFault>> {
  const here = blobs.filter(({ blob, isErased }) => !isErased && folder.has(blob))
  const unsure = here.filter(({ blob }) => !confirmed.has(blob))
  for (let i = 0; i < unsure.length; i += AT_ONCE) {
    const asked = unsure.slice(i, i + AT_ONCE)
    const missing = await missingOf(
      line,
      asked.map(({ blob }) => blob),
    )
    if (!missing.ok) return missing
    for (const one of asked) {
      const sent = missing.value.has(one.blob) ? await sendOne(line, folder, one) : ok(null)
      if (!sent.ok) return sent
      confirmed.add(one.blob)
    }
  }
  return ok(null)
}

async function missingOf(
  line: Line,
  blobs: readonly string[],
): Promise<Result<ReadonlySet<string>, TransferFault>> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ blobs }),
  }
  return request(line, '/v1/blobs/missing', init, async (response) => {
    if (response.status !== 200) return refusedBy(response)
    const answer = missingAnswer.safeParse(await response.json().catch(() => null))
    return answer.success
      ? ok(new Set(answer.data.blobs))
      : err({ type: 'Rubbish', why: 'another form' })
  })
}

async function sendOne(
  line: Line,
  folder: BlobFolder,
  { blob, holder }: BlobOfLedger,
): Promise<Result<null, TransferFault>> {
  const bytes = readFileSync(join(folder.folder, blob))
  const read = (from: number, to: number) => bytes.subarray(from, to)
  const file = { kind: 'blob', hash: blob, size: bytes.length, holder, read } as const
  const sent = await sendFile(line, file)
  // What the service has erased it will hear of by the ledger; what the disk has changed it never takes.
  const isNever = !sent.ok && sent.error.type === 'Refused' && NEVER.has(sent.error.code)
  return isNever ? ok(null) : sent
}

const NEVER: ReadonlySet<string> = new Set(['ERASED', 'BAD_HASH', 'TOO_LARGE', 'NOT_FOUND'])
