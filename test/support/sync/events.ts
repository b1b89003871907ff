import { createHash } from 'node:crypto'
import { type EventBody, writeBody } from '#shared/ledger/body.ts'
import { chainName } from '#shared/ledger/chain.ts'
import { type Envelope, type Sha256, seal } from '#shared/ledger/envelope.ts'

export const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()

/** A readable identifier in the form of a UUID: `testId('a', 1)`. */
export const testId = (digit: string, n: number): string =>
  `${digit.repeat(8)}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

export const STREAM = testId('5', 1)
export const EPOCH = testId('e', 1)

/** A body that is right in every way, of one tube. */
export function testBody(uid: string, causes: readonly string[] = [], note = ''): string {
  const tube = `tube:${uid}`
  const body: EventBody = {
    uid,
    type: 'tube.moved',
    v: 1,
    ents: [tube],
    base: { [tube]: [...causes] },
    at: 1_700_000_000_000,
    tz: 'Europe/Stockholm',
    off: 60,
    mono: ['boot', 1],
    actor: 'person',
    seen: [EPOCH, 0],
    cmd: { id: uid, part: 1, of: 1 },
    data: { note },
  }
  return writeBody(body)
}

/** Writes one chain, event by event, as a bench does. */
export class TestChain {
  readonly name: string
  readonly install: string
  readonly events: Envelope[] = []

  constructor(install: string, incarnation = 1, stream = STREAM) {
    this.install = install
    this.name = chainName({ install, incarnation, stream })
  }

  write(body: string): Envelope {
    const envelope = seal(sha256, this.name, this.events.at(-1) ?? null, body)
    this.events.push(envelope)
    return envelope
  }

  /** Another chain with the same beginning: what a restored or copied bench has. */
  copy(length = this.events.length): TestChain {
    const { install } = this
    const [incarnation, stream] = this.name.slice(install.length + 1).split(':')
    const copy = new TestChain(install, Number(incarnation), stream!)
    copy.events.push(...this.events.slice(0, length))
    return copy
  }
}
