import { err, ok, type Result } from '#shared/lib/result.ts'
import { type SnapshotManifest, snapshotsAnswer } from '#shared/sync/snapshot.ts'
import { type Line, refusedBy, request, type TransferFault } from '../blobs/transfer.ts'

type Snapshots = Promise<Result<readonly SnapshotManifest[], TransferFault>>

/** Those that the service keeps of this bench's site, the newest first. */
export const listSnapshots = (line: Line): Snapshots =>
  request(line, '/v1/snapshots', {}, understand)

/** Says of a file that was sent what it is: from then on others are given it. */
export const publishSnapshot = (line: Line, manifest: SnapshotManifest): Snapshots =>
  request(
    line,
    '/v1/snapshots',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(manifest),
    },
    understand,
  )

async function understand(response: Response): Snapshots {
  if (response.status !== 200) return refusedBy(response)
  const answer = snapshotsAnswer.safeParse(await response.json().catch(() => null))
  return answer.success
    ? ok(answer.data.snapshots)
    : err({ type: 'Rubbish', why: 'the answer has another form' })
}
