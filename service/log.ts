import type { Result } from '#shared/lib/result.ts'
import type { PulledEntry } from '#shared/sync/protocol.ts'
import type { Addition, Ask, Shelf } from '#shared/sync/shelf.ts'

/** What is to be added, and what is answered once it is there. */
export interface Decided<Answer> {
  readonly addition: Addition
  readonly answer: Answer
}

/** An entry of the stream with the running hash after it. */
export interface LogEntry {
  readonly entry: PulledEntry
  readonly running: string
}

/** What a chain has said of its keys. */
export interface Naming {
  /** Bodies in which it seems to name one; nobody has looked at their signatures yet. */
  readonly bodies: readonly string[]
  /** Where it first tells a fact that stands in the log under another envelope. */
  readonly firstAlias: number | null
  /** Up to where all of it is kept. */
  readonly seq: number
}

/**
 * The log of the streams, and where it is kept. It stores and looks up; every rule is in `shared/sync`.
 * Each way to keep it gives the same answers: see the conformance tests.
 */
export interface Log {
  /** What was asked for, as of one moment; null when the stream is not kept here. */
  look(stream: string, ask: Ask): Promise<Shelf | null>
  /**
   * In one transaction, and after every other that has begun: looks, has it decided, and writes what is
   * to be added. Answers when it is committed; a refusal adds nothing. Null as above. `at` is the time of
   * receipt, UTC milliseconds.
   */
  keep<Answer, Refusal>(
    stream: string,
    at: number,
    ask: Ask,
    decide: (shelf: Shelf) => Result<Decided<Answer>, Refusal>,
  ): Promise<Result<Answer, Refusal> | null>
  /** The entries after a position: no more than `limit` and what a page may hold, at least one if there is any. */
  entriesAfter(stream: string, pos: number, limit: number): Promise<LogEntry[]>
  naming(stream: string, chain: string): Promise<Naming>
  /** Up to which position the log is safe from a power cut. */
  durablePos(stream: string): Promise<number>
}
