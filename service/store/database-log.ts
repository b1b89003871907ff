import type { Result } from '#shared/lib/result.ts'
import type { Ask, Shelf } from '#shared/sync/shelf.ts'
import type { Decided, Log } from '../log.ts'
import { append } from './append.ts'
import type { Database } from './database.ts'
import { entriesAfter } from './entries.ts'
import { naming } from './naming.ts'
import { lockStream, readShelf, streamHead } from './shelf.ts'

/** The log in PostgreSQL, whichever one. */
export const databaseLog = (database: Database): Log => ({
  look: (stream: string, ask: Ask): Promise<Shelf | null> => readShelf(database, stream, ask),
  keep<Answer, Refusal>(
    stream: string,
    at: number,
    ask: Ask,
    decide: (shelf: Shelf) => Result<Decided<Answer>, Refusal>,
  ): Promise<Result<Answer, Refusal> | null> {
    return database.transaction(async (queries) => {
      await lockStream(queries, stream)
      const shelf = await readShelf(queries, stream, ask)
      const decided = shelf && decide(shelf)
      if (!decided?.ok) return decided
      await append(queries, stream, at, decided.value.addition)
      return { ok: true, value: decided.value.answer }
    })
  },
  entriesAfter: (stream, pos, limit) => entriesAfter(database, stream, pos, limit),
  naming: (stream, chain) => naming(database, stream, chain),
  durablePos: async (stream) =>
    database.isFlushed ? ((await streamHead(database, stream))?.pos ?? 0) : 0,
})
