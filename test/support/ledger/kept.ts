import { generateKeyPairSync, sign } from 'node:crypto'
import type { Json } from '#shared/ledger/canonical.ts'
import { canonical } from '#shared/ledger/canonical.ts'
import {
  type Envelope,
  fromHex,
  NO_HASH,
  runningHash,
  seal,
  toHex,
} from '#shared/ledger/envelope.ts'
import { actBytes, receiptHash, sealBytes } from '#shared/ledger/seal.ts'
import type { KeptEvent } from '#shared/ledger/verify-chain.ts'
import type { KeptPosition } from '#shared/ledger/verify-order.ts'
import type { KeptSeal } from '#shared/ledger/verify-seal.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { testId } from '../sync/events.ts'

/** A key of a test: `public` is 64 digits, a signature 128. */
export interface TestKey {
  readonly public: string
  sign(message: Uint8Array): string
}

export function testKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return { public: toHex(raw), sign: (message) => toHex(sign(null, message, privateKey)) }
}

export const OWN = `${testId('1', 1)}~1:${testId('5', 1)}`
export const FOREIGN = `${testId('2', 1)}~1:${testId('5', 1)}`
export const INSTALL = testId('1', 1)

type Body = { readonly [member: string]: Json }

/** A ledger in the making: chains that grow in any order, as rows of the order of arrival. */
export class KeptLedger {
  readonly events: KeptEvent[] = []
  readonly #heads = new Map<string, Envelope>()

  /** Adds an event; `body` says what is not the usual. */
  add(chain: string, body: Body = {}): KeptEvent {
    const row = this.events.length + 1
    const uid = testId('e', row)
    const usual = {
      uid,
      type: 'specimen.moved',
      at: row,
      actor: 'Ida',
      ents: ['tube:T1'],
      base: {},
    }
    return this.put(chain, canonical({ ...usual, ...body }), uid)
  }

  /** Adds an event with a body as it is. */
  put(chain: string, body: string, uid: string): KeptEvent {
    const envelope = seal(sha256, chain, this.#heads.get(chain) ?? null, body)
    this.#heads.set(chain, envelope)
    const { seq } = envelope
    const [prev, hash] = [fromHex(envelope.prev), fromHex(envelope.hash)]
    const event = { row: this.events.length + 1, chain, seq, prev, hash, body, uid }
    this.events.push(event)
    return event
  }

  /** An event that is signed by itself. */
  act(chain: string, key: TestKey, body: Body = {}): KeptEvent {
    const row = this.events.length + 1
    const signed = { uid: testId('e', row), type: 'person.added', ents: ['person:P1'], ...body }
    const sig = { key: key.public, sig: key.sign(actBytes(sha256, signed)) }
    return this.put(chain, canonical({ ...signed, sig }), signed.uid as string)
  }

  /** The event with which a chain names a key. */
  name(chain: string, key: TestKey): KeptEvent {
    return this.act(chain, key, { type: 'bench.key_added', data: { key: key.public } })
  }

  /** All events in the common order, received a second apart. */
  order(events: readonly KeptEvent[] = this.events): KeptPosition[] {
    let [running, receipt] = [NO_HASH, NO_HASH]
    return events.map((e, i) => {
      const [pos, receivedAt] = [i + 1, 1_000 * i]
      running = runningHash(sha256, running, pos, toHex(e.hash))
      receipt = receiptHash(sha256, receipt, pos, receivedAt)
      const ref = { chain: e.chain!, seq: e.seq, event: e.row, uid: e.uid! }
      const proof = { running: fromHex(running), receipt: fromHex(receipt) }
      return { pos, event: { ref, hash: e.hash }, receivedAt, ...proof }
    })
  }
}

/** The seal of an event. */
export function sealOf({ chain, seq, hash }: KeptEvent, key: TestKey): KeptSeal {
  const [at, protection] = [1_000, 'keychain'] as const
  const claim = { chain: chain!, seq, hash: toHex(hash), key: key.public, at, protection }
  const sig = fromHex(key.sign(sealBytes(claim)))
  return { chain, seq, hash, key: fromHex(key.public), at, protection, sig, event: hash }
}
