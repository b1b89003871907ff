import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Result } from '#shared/lib/result.ts'
import { PIECES } from '#shared/sync/pieces.ts'
import { isSigned, type SnapshotManifest, snapshotManifest } from '#shared/sync/snapshot.ts'
import { SPARE } from './blobs.ts'
import { servePieces } from './blobs-calls.ts'
import { type PieceFiles, pieceFiles } from './blobs-files.ts'
import type { Context } from './context.ts'
import { verifySignature } from './ed25519.ts'
import { type Refused, refusalOf, statusOf } from './refused.ts'
import { sha256 } from './secrets.ts'
import type { Bench } from './store/benches.ts'

export interface SnapshotsGiven extends Context {
  /** The service's data folder. */
  readonly data: string
  readonly benchOf: (request: FastifyRequest) => Promise<Result<Bench, Refused>>
  readonly spare?: number
}

/** So many are kept of a site: who receives the one before the newest is not cut off. */
const KEPT = 2
const DAY = 24 * 3_600_000

export const snapshotsFolder = (data: string): string => join(data, 'snapshots')

/** Snapshots of the ledger, from which a new bench begins. One bench makes them, the service looks after them. */
export function serveSnapshots(server: FastifyInstance, given: SnapshotsGiven): void {
  const { data, now, benchOf, spare = SPARE } = given
  const files = pieceFiles(snapshotsFolder(data), { most: PIECES.snapshotBytes, spare })
  files.sweep(now() - DAY)
  servePieces(server, { kind: 'snapshot', files, benchOf, refuse: async () => null })

  server.get('/v1/snapshots', async (request, reply) => {
    const bench = await benchOf(request)
    if (!bench.ok) return refuse(reply, bench.error)
    const snapshots = manifestsOf(files, bench.value.stream)
    const kept = []
    for (const one of snapshots) if (await isOfOrder(given, one)) kept.push(one)
    return reply.send({ snapshots: kept })
  })
  server.post('/v1/snapshots', async (request, reply) => {
    const bench = await benchOf(request)
    if (!bench.ok) return refuse(reply, bench.error)
    const manifest = snapshotManifest.safeParse(request.body)
    if (!manifest.success || !(await isGood(given, files, bench.value, manifest.data)))
      return refuse(reply, { type: 'BAD_FORM' })
    publish(files, manifest.data)
    return reply.send({ snapshots: manifestsOf(files, bench.value.stream) })
  })
}

const refuse = (reply: FastifyReply, refused: Refused): FastifyReply =>
  reply.status(statusOf(refused)).send(refusalOf(refused))

/** Its bytes are here and checked, its maker has signed it, and it ends where this service's order is the same. */
async function isGood(
  context: Context,
  files: PieceFiles,
  bench: Bench,
  said: SnapshotManifest,
): Promise<boolean> {
  if (said.stream !== bench.stream || files.size(said.hash) !== said.bytes) return false
  return isSigned({ sha256, verifySignature }, said) && isOfOrder(context, said)
}

/** After a restore of the service an older snapshot may be of an order that is kept nowhere. */
async function isOfOrder({ log }: Context, said: SnapshotManifest): Promise<boolean> {
  const shelf = await log.look(said.stream, { positions: [said.pos] })
  return shelf?.head.epoch === said.epoch && shelf.running(said.pos) === said.running
}

function publish(files: PieceFiles, said: SnapshotManifest): void {
  writeFileSync(noteOf(files, said.hash), JSON.stringify(said), { mode: 0o600, flush: true })
  const [newest, ...older] = manifestsOf(files, said.stream)
  const gone = [newest, ...older].slice(KEPT)
  for (const one of gone) {
    if (!one) continue
    rmSync(noteOf(files, one.hash), { force: true })
    files.remove(one.hash)
  }
}

const noteOf = (files: PieceFiles, hash: string): string => join(files.folder, `${hash}.json`)

/** Of one site, the furthest first. A file that was cut, or is gone, is none. */
function manifestsOf(files: PieceFiles, stream: string): SnapshotManifest[] {
  return files
    .list()
    .flatMap((hash) => readManifest(noteOf(files, hash)) ?? [])
    .filter((one) => one.stream === stream && files.size(one.hash) === one.bytes)
    .sort((a, b) => b.pos - a.pos || b.madeAt - a.madeAt)
}

function readManifest(file: string): SnapshotManifest | null {
  if (!existsSync(file)) return null
  try {
    return snapshotManifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
