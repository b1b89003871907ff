import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Result } from '#shared/lib/result.ts'
import { HOLDER_HEADER, missingRequest, PIECES } from '#shared/sync/pieces.ts'
import { servePieces } from './blobs-calls.ts'
import { type PieceFiles, pieceFiles } from './blobs-files.ts'
import { blobsFolder } from './blobs-forget.ts'
import { readNote, writeNote } from './blobs-holders.ts'
import { type Refused, refusalOf, statusOf } from './refused.ts'
import type { Bench } from './store/benches.ts'

export interface BlobsGiven {
  /** The service's data folder. */
  readonly data: string
  readonly now: () => number
  readonly benchOf: (request: FastifyRequest) => Promise<Result<Bench, Refused>>
  /** Whether somebody whose key blobs were sealed to has been erased. */
  readonly isErased: (holder: string) => boolean
  /** Room that is left to everything else, bytes. */
  readonly spare?: number
}

/** What the disk keeps free for the log. */
export const SPARE = 256 * 1024 * 1024
const DAY = 24 * 3_600_000

/** Photographs and documents, which the service holds encrypted and can open none of. */
export function serveBlobs(server: FastifyInstance, given: BlobsGiven): PieceFiles {
  const { data, now, benchOf, isErased, spare = SPARE } = given
  const files = pieceFiles(blobsFolder(data), { most: PIECES.blobBytes, spare })
  files.sweep(now() - 7 * DAY)
  servePieces(server, {
    kind: 'blob',
    files,
    benchOf,
    refuse: async (bench, hash, request) => {
      const note = readNote(files.folder, hash)
      // What another site has is not said to be there.
      if (note && note.stream !== bench.stream) return 'NOT_FOUND'
      const holder = note?.holder ?? holderOf(request)
      if (request.method === 'PUT' && holder === null) return 'BAD_FORM'
      return holder !== null && isErased(holder) ? 'ERASED' : null
    },
    begin: ({ stream }, hash, request) => {
      const holder = holderOf(request)!
      if (!readNote(files.folder, hash))
        writeNote(files.folder, hash, { holder, stream, at: now() })
    },
  })
  serveMissing(server, files, benchOf)
  return files
}

/** Which of some blobs are to be sent: asked once for many, so that nothing need be kept about it. */
function serveMissing(
  server: FastifyInstance,
  files: PieceFiles,
  benchOf: BlobsGiven['benchOf'],
): void {
  server.post('/v1/blobs/missing', async (request, reply) => {
    const bench = await benchOf(request)
    if (!bench.ok) return reply.status(statusOf(bench.error)).send(refusalOf(bench.error))
    const asked = missingRequest.safeParse(request.body)
    if (!asked.success) return reply.status(422).send(refusalOf({ type: 'BAD_FORM' }))
    return reply.send({ blobs: asked.data.blobs.filter((hash) => files.size(hash) === null) })
  })
}

function holderOf(request: FastifyRequest): string | null {
  const said = request.headers[HOLDER_HEADER]
  return typeof said === 'string' && /^[\w:.-]{1,80}$/.test(said) ? said : null
}
