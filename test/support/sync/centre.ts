import { readChainName } from '#shared/ledger/chain.ts'
import type { Envelope } from '#shared/ledger/envelope.ts'
import type { Result } from '#shared/lib/result.ts'
import type {
  Cursor,
  HelloRequest,
  PushAnswer,
  PushOutcome,
  PushRequest,
  ReturnOutcome,
  ReturnRequest,
} from '#shared/sync/protocol.ts'
import { chain } from '../../../service/chain.ts'
import type { Caller } from '../../../service/context.ts'
import { hello } from '../../../service/hello.ts'
import type { Log } from '../../../service/log.ts'
import { pull } from '../../../service/pull.ts'
import { push } from '../../../service/push.ts'
import type { Refused } from '../../../service/refused.ts'
import { giveBack } from '../../../service/return.ts'
import { MemoryLog } from '../../../service/store/memory-log.ts'
import { EPOCH, STREAM, testId } from './events.ts'

/** The service's own calls over a log, as the benches of one stream make them, without HTTP. */
export class Centre<Kept extends Log = MemoryLog> {
  readonly log: Kept
  readonly stream: string
  now = 1

  constructor(log: Kept, stream = STREAM) {
    this.log = log
    this.stream = stream
  }

  static inMemory(): Centre<MemoryLog> {
    return new Centre(new MemoryLog(EPOCH, [STREAM]))
  }

  /** As the bench whose chain it is. */
  push(run: readonly Envelope[], more: Omit<PushRequest, 'run'> = {}) {
    const { install, stream } = readChainName(run[0]!.chain)!
    return push(this.#context, { install, stream }, { run: [...run], ...more })
  }

  giveBack(entries: ReturnRequest['entries'], lost?: string[]) {
    return giveBack(this.#context, this.#anyBench, { stream: this.stream, entries, lost })
  }

  hello(chains: HelloRequest['chains'], cursor: Cursor | null = null) {
    return hello(this.#context, this.#anyBench, { stream: this.stream, chains, cursor })
  }

  pull(cursor: Cursor | null, limit?: number) {
    return pull(this.#context, this.#anyBench, { stream: this.stream, cursor, limit })
  }

  chain(positions: number[]) {
    return chain(this.#context, this.#anyBench, { stream: this.stream, positions })
  }

  get #context() {
    return { log: this.log, now: () => this.now }
  }

  get #anyBench(): Caller {
    return { install: testId('b', 1), stream: this.stream }
  }
}

const words = ({ outcome, pos, reason }: PushOutcome | ReturnOutcome): string =>
  [outcome, pos, reason].filter((part) => part !== undefined && part !== null).join(' ')

/** An answer as short as a test reads it: `ACCEPTED 3`, or the refusal. */
export const said = (
  answer: Result<PushAnswer | { outcomes: ReturnOutcome[] }, Refused>,
): string[] | Refused => (answer.ok ? answer.value.outcomes.map(words) : answer.error)
