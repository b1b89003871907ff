import { expect } from 'vitest'
import type { Act, Command, CommandOf, CommandType } from '#shared/domain/commands.ts'
import { decide } from '#shared/domain/decide.ts'
import type { Draft } from '#shared/domain/facts.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Result } from '#shared/lib/result.ts'
import { testId } from '../sync/events.ts'
import { IDA, NOON } from './facts.ts'
import { MemoryLedger } from './memory-ledger.ts'

const VIA = { source: 'typed', device: '' } as const

/** What two benches wrote without seeing each other; both then have it all. */
export interface Apart {
  readonly apart: readonly (readonly Draft[])[]
}
export const apart = (...sides: readonly (readonly Draft[])[]): Apart => ({ apart: sides })

type Past = Draft | Apart

/** A command without what every command has. */
type Asked<T extends CommandType> = Omit<CommandOf<T>, 'type' | 'id' | 'via'>

export function ask<T extends CommandType>(type: T, given: Asked<T>, id = testId('c', 1)): Command {
  return { type, id, via: VIA, ...given } as unknown as Command
}

const act = (actor: string): Act => ({ actor, now: NOON, accession: () => '26-1-00001' })

/** given(facts).when(command).brings(facts) or .refuses(refusal): one rule in one line. */
export class Given {
  readonly ledger: MemoryLedger

  constructor(past: readonly Past[]) {
    let uids = 0
    this.ledger = new MemoryLedger(() => testId('e', ++uids))
    for (const one of past) {
      if ('apart' in one) this.#apart(one)
      else this.#write(this.ledger, one)
    }
  }

  /** The uid of the n-th fact given, from 0; negative: from the end. */
  uid(n: number): string {
    return this.ledger.events.at(n)!.fact.uid
  }

  /** An act that happened before: it must have been allowed. Its facts belong to its command. */
  after(command: Command, actor = IDA): this {
    this.#carryOut(this.ledger, command, actor)
    return this
  }

  /** Two benches that each carried acts out without seeing the other's. */
  afterApart(...sides: readonly (readonly Command[])[]): this {
    const forks = sides.map((commands) => {
      const fork = this.ledger.fork()
      for (const command of commands) this.#carryOut(fork, command, IDA)
      return fork
    })
    for (const fork of forks) this.ledger.receive(fork)
    return this
  }

  when(command: Command, actor = IDA): Then {
    return new Then(decide(this.ledger.world(), act(actor), command))
  }

  #carryOut(ledger: MemoryLedger, command: Command, actor: string): void {
    const decided = decide(ledger.world(), act(actor), command)
    if (!decided.ok) throw new Error(`not possible: ${JSON.stringify(decided.error)}`)
    for (const draft of decided.value) this.#write(ledger, draft, actor, command.id)
  }

  #apart({ apart: sides }: Apart): void {
    const forks = sides.map((drafts) => {
      const fork = this.ledger.fork()
      for (const draft of drafts) this.#write(fork, draft)
      return fork
    })
    for (const fork of forks) this.ledger.receive(fork)
  }

  #write(ledger: MemoryLedger, draft: Draft, actor = IDA, command = testId('c', 0)): void {
    ledger.add(draft, { actor, at: NOON, command })
  }
}

export const given = (...past: readonly (Past | readonly Past[])[]): Given => new Given(past.flat())

export class Then {
  readonly result: Result<Draft[], Refusal>

  constructor(result: Result<Draft[], Refusal>) {
    this.result = result
  }

  /** Exactly these facts come of it, in this order, about exactly these entities. */
  brings(...drafts: readonly Draft[]): void {
    expect(this.result).toEqual({ ok: true, value: drafts })
  }

  /** It is refused, with at least this said. */
  refuses(refusal: Partial<Refusal>): void {
    expect(this.result).toEqual({ ok: false, error: expect.objectContaining(refusal) })
  }

  get facts(): readonly Draft[] {
    if (!this.result.ok) throw new Error(JSON.stringify(this.result.error))
    return this.result.value
  }
}
