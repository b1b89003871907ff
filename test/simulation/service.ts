import type { Envelope } from '#shared/ledger/envelope.ts'
import { err, type Result } from '#shared/lib/result.ts'
import { type Call, PROTOCOL_HEADER, SYNC_PROTOCOL, WIRE } from '#shared/sync/protocol.ts'
import { chain } from '../../service/chain.ts'
import type { Caller, Context } from '../../service/context.ts'
import { hello } from '../../service/hello.ts'
import { pull } from '../../service/pull.ts'
import { push } from '../../service/push.ts'
import { type Refused, refusalOf, statusOf } from '../../service/refused.ts'
import { giveBack } from '../../service/return.ts'
import { MemoryLog } from '../../service/store/memory-log.ts'
import { SITE } from '../support/domain/facts.ts'
import { TestChain, testBody, testId } from '../support/sync/events.ts'
import type { Message, Reply } from './network.ts'
import { installOfBench, MOST_BENCHES } from './template.ts'

/** Another site at the same service. Nobody of the one may ever hear of the other. */
export const FOREIGN = testId('6', 66)
export const FOREIGN_CREDENTIAL = 'credential of the other site'
const FIRST_EPOCH = testId('e', 1)

export interface KeptRow {
  readonly pos: number
  readonly envelope: Envelope
  readonly uid: string | null
  readonly mark: string | null
  readonly fork: boolean
  readonly running: string
  readonly receivedAt: number
}

type Handler = (
  context: Context,
  bench: Caller,
  message: never,
) => Promise<Result<unknown, Refused>>

/** Calls that ask for this version of the protocol. No version keeps a bench from handing over. */
const HANDLERS: Readonly<Record<string, { handle: Handler; isVersioned: boolean }>> = {
  hello: { handle: hello, isVersioned: true },
  push: { handle: push, isVersioned: false },
  pull: { handle: pull, isVersioned: true },
  return: { handle: giveBack, isVersioned: false },
  chain: { handle: chain, isVersioned: true },
}

/** The real calls of the service over its log in memory; only HTTP and its rates are left out. */
export class SimService {
  readonly #log: MemoryLog
  readonly #context: Context
  readonly #callers: ReadonlyMap<string, Caller>

  private constructor(log: MemoryLog, now: () => number) {
    this.#log = log
    this.#context = { log, now }
    this.#callers = CALLERS
  }

  static async found(now: () => number): Promise<SimService> {
    const service = new SimService(new MemoryLog(FIRST_EPOCH, [SITE, FOREIGN]), now)
    const run = foreignRun()
    await push(service.#context, CALLERS.get(FOREIGN_CREDENTIAL)!, { run })
    return service
  }

  /** As a backup that is put back later. */
  copy(now: () => number): SimService {
    return new SimService(this.#log.copy(), now)
  }

  renew(epoch: string): void {
    this.#log.restore(this.#log.copy(), epoch)
  }

  get epoch(): string {
    return this.#log.epoch
  }

  log(): readonly KeptRow[] {
    return this.#log.eventsOf(SITE)
  }

  get aliases(): number {
    return this.#log.aliasesOf(SITE).length
  }

  async answer({ call, credential, text, headers }: Message): Promise<Reply> {
    const caller = this.#callers.get(credential)
    const answered = await this.#answer(call, caller, text, headers)
    return replyOf(answered)
  }

  async #answer(
    call: string,
    caller: Caller | undefined,
    text: string,
    headers: Message['headers'],
  ): Promise<Result<unknown, Refused>> {
    const known = HANDLERS[call]
    if (!known) return err({ type: 'NOT_FOUND' })
    const message = WIRE[call as Call].request.safeParse(JSON.parse(text))
    if (!message.success) return err({ type: 'BAD_FORM' })
    const isOurs = headers[PROTOCOL_HEADER] === String(SYNC_PROTOCOL)
    if (known.isVersioned && !isOurs) return err({ type: 'UPGRADE' })
    if (!caller) return err({ type: 'AUTH' })
    return known.handle(this.#context, caller, message.data as never)
  }
}

export const credentialOf = (n: number): string => `credential of bench ${n}`

const CALLERS: ReadonlyMap<string, Caller> = new Map([
  [FOREIGN_CREDENTIAL, { install: testId('9', 1), stream: FOREIGN }],
  ...Array.from({ length: MOST_BENCHES }, (_, i) => i + 1).map(
    (n) => [credentialOf(n), { install: installOfBench(n), stream: SITE }] as const,
  ),
])

function foreignRun(): Envelope[] {
  const chain = new TestChain(testId('9', 1), 1, FOREIGN)
  for (const n of [1, 2, 3]) chain.write(testBody(testId('8', n)))
  return chain.events
}

const replyOf = (answered: Result<unknown, Refused>): Reply =>
  answered.ok
    ? { status: 200, text: JSON.stringify(answered.value) }
    : {
        status: statusOf(answered.error),
        text: JSON.stringify(refusalOf(answered.error)),
        retryAfter: answered.error.type === 'BUSY' ? answered.error.retryAfterSeconds : undefined,
      }
