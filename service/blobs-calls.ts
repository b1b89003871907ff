import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Result } from '#shared/lib/result.ts'
import {
  contentRange,
  PIECE_REFUSALS,
  PIECES,
  type PieceAnswer,
  type PieceRange,
  type PieceRefusal,
  readContentRange,
} from '#shared/sync/pieces.ts'
import type { PieceFault, PieceFiles } from './blobs-files.ts'
import { type Refused, refusalOf, statusOf } from './refused.ts'
import type { Bench } from './store/benches.ts'

/** What every kind of file that comes in pieces has in common over HTTP. */
export interface PieceCalls {
  readonly kind: 'blob' | 'snapshot'
  readonly files: PieceFiles
  readonly benchOf: (request: FastifyRequest) => Promise<Result<Bench, Refused>>
  /** Why this file is not given or taken, if there is a reason. */
  refuse(bench: Bench, hash: string, request: FastifyRequest): Promise<PieceRefusal | null>
  /** Before the first piece is kept. */
  begin?(bench: Bench, hash: string, request: FastifyRequest): void
}

const HASH = /^[0-9a-f]{64}$/

export function servePieces(server: FastifyInstance, calls: PieceCalls): void {
  const url = `/v1/${calls.kind}/:hash`
  server.head(url, guarded(calls, head))
  server.get(url, guarded(calls, get))
  server.put(url, { bodyLimit: PIECES.bytes }, guarded(calls, put))
}

/** The body of a piece as bytes. To be called once for a server. */
export function takeBytes(server: FastifyInstance): void {
  server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_, body, done) =>
    done(null, body),
  )
}

type Answer = (
  calls: PieceCalls,
  bench: Bench,
  hash: string,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>

function guarded(calls: PieceCalls, answer: Answer) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const bench = await calls.benchOf(request)
    if (!bench.ok) {
      if (bench.error.type === 'BUSY') reply.header('retry-after', bench.error.retryAfterSeconds)
      return reply.status(statusOf(bench.error)).send(refusalOf(bench.error))
    }
    const { hash } = request.params as { hash: string }
    if (!HASH.test(hash)) return no(reply, 'BAD_FORM')
    const refused = await calls.refuse(bench.value, hash, request)
    return refused ? no(reply, refused) : answer(calls, bench.value, hash, request, reply)
  }
}

/** `Upload-Offset` is how much is there; a file that is whole says `Upload-Complete: ?1` as well. */
const head: Answer = async ({ files }, bench, hash, _, reply) => {
  const { have, whole } = files.state(hash, bench.number)
  reply.header('upload-offset', have).header('upload-complete', whole ? '?1' : '?0')
  return reply.status(have > 0 || whole ? 204 : 404).send()
}

const put: Answer = async (calls, bench, hash, request, reply) => {
  const range = readContentRange(request.headers['content-range'])
  const piece = request.body
  const isPiece = range && piece instanceof Uint8Array && piece.length === range.to - range.from
  if (!isPiece) return no(reply, 'BAD_FORM')
  if (calls.files.state(hash, bench.number).have === 0) calls.begin?.(bench, hash, request)
  const added = await calls.files.add(hash, bench.number, range, piece)
  return added.ok ? reply.send(added.value satisfies PieceAnswer) : fault(reply, added.error)
}

/** A whole file, or the part of it that is asked for. */
const get: Answer = async ({ files }, _, hash, request, reply) => {
  const size = files.size(hash)
  if (size === null) return no(reply, 'NOT_FOUND')
  const range = askedRange(request.headers.range, size)
  reply.header('content-type', 'application/octet-stream').header('accept-ranges', 'bytes')
  if (!range) return reply.header('content-length', size).send(files.read(hash, 0, size))
  if (range.from >= size) return reply.status(416).header('content-range', `bytes */${size}`).send()
  return reply
    .status(206)
    .header('content-range', contentRange(range))
    .header('content-length', range.to - range.from)
    .send(files.read(hash, range.from, range.to))
}

function askedRange(text: string | undefined, of: number): PieceRange | null {
  const found = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(text ?? '')
  if (!found) return null
  const from = Number(found[1])
  const to = found[2] ? Math.min(Number(found[2]) + 1, of) : of
  return to > from || from >= of ? { from, to, of } : null
}

const fault = (reply: FastifyReply, found: PieceFault): FastifyReply =>
  no(reply, found.type, found.type === 'OFFSET' ? { have: found.have } : {})

const no = (reply: FastifyReply, type: PieceRefusal, more: object = {}): FastifyReply =>
  reply.status(PIECE_REFUSALS[type]).send({ error: { type, message: SENTENCES[type], ...more } })

const SENTENCES: Record<PieceRefusal, string> = {
  QUOTA: 'The service has no room for this file.',
  ERASED: 'This file was of a donor who has been erased.',
  OFFSET: 'The next piece of this file begins elsewhere.',
  BAD_HASH: 'The bytes of this file are not those that its name says.',
  TOO_LARGE: 'This file is larger than is allowed.',
  BAD_FORM: 'This is no piece of a file.',
  NOT_FOUND: 'This file is not kept here.',
}
