import type { ChainHead } from '#shared/ledger/chain.ts'
import { type Envelope, NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { type AdmissionRefusal, admit, type Decision, type Shelf } from '#shared/sync/admission.ts'
import type { PushOutcome } from '#shared/sync/protocol.ts'
import { sha256 } from './events.ts'

export interface LogRow {
  readonly pos: number
  readonly envelope: Envelope
  readonly uid: string | null
  readonly quarantine: string | null
  readonly running: string
}

/** The central log in memory, over the pure rules: what PostgreSQL must do is compared with it. */
export class MemoryKeeper implements Shelf {
  readonly log: LogRow[] = []
  readonly #heads = new Map<string, ChainHead>()
  readonly #links = new Map<string, { hash: string; pos: number }>()
  readonly #facts = new Map<string, { pos: number; body: string }>()

  chainHead(chain: string): ChainHead | null {
    return this.#heads.get(chain) ?? null
  }

  link(chain: string, seq: number): { hash: string; pos: number } | null {
    return this.#links.get(`${chain} ${seq}`) ?? null
  }

  fact(uid: string): { pos: number; body: string } | null {
    return this.#facts.get(uid) ?? null
  }

  push(run: readonly Envelope[]): Result<PushOutcome[], AdmissionRefusal> {
    const admitted = admit(sha256, this, run)
    return admitted.ok ? ok(admitted.value.map((d) => this.#keep(d))) : err(admitted.error)
  }

  #keep({ examined, outcome, pos, reason }: Decision): PushOutcome {
    const { chain, seq, hash } = examined.envelope
    const at = pos ?? this.#append(examined.envelope, examined.uid, reason)
    if (outcome !== 'DUPLICATE') {
      this.#heads.set(chain, { seq, hash })
      this.#links.set(`${chain} ${seq}`, { hash, pos: at })
    }
    return { seq, outcome, pos: at, ...(reason === null ? {} : { reason }) }
  }

  #append(envelope: Envelope, named: string | null, quarantine: string | null): number {
    const pos = this.log.length + 1
    const before = this.log.at(-1)?.running ?? NO_HASH
    const uid = quarantine === 'UID_TAKEN' ? null : named
    this.log.push({
      pos,
      envelope,
      uid,
      quarantine,
      running: runningHash(sha256, before, pos, envelope.hash),
    })
    if (uid !== null) this.#facts.set(uid, { pos, body: envelope.body })
    return pos
  }
}
