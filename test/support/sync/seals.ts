import { writeBody } from '#shared/ledger/body.ts'
import type { Json } from '#shared/ledger/canonical.ts'
import type { Envelope } from '#shared/ledger/envelope.ts'
import { actBytes, type Seal, sealBytes } from '#shared/ledger/seal.ts'
import { type BenchKey, benchKey, newKey } from '../../../electron/store/key.ts'
import { sha256, testBody } from './events.ts'

/** A key that nobody else has. */
export const someKey = (): BenchKey => benchKey({ pkcs8: newKey(), protection: 'file' })

/** The body in which a chain names a key, signed with `signer`, which should be the same. */
export function namingBody(uid: string, key: BenchKey, signer = key): string {
  const { sig: _, ...plain } = JSON.parse(testBody(uid))
  const body = {
    ...plain,
    type: 'bench.key_added',
    data: { bench: uid, key: key.public, protection: 'file' },
  }
  const sig = signer.sign(actBytes(sha256, body as { [member: string]: Json }))
  return writeBody({ ...body, sig: { key: signer.public, sig } })
}

/** The seal of an event, as a bench makes it, with what is to be another in it before it is signed. */
export function sealFor(
  { chain, seq, hash }: Pick<Envelope, 'chain' | 'seq' | 'hash'>,
  key: BenchKey,
  more: Partial<Seal> = {},
): Seal {
  const claim = { chain, seq, hash, key: key.public, at: 1_700_000_000_000 }
  const { sig: _, ...said } = { ...claim, protection: key.protection, ...more } as Seal
  return { ...said, sig: key.sign(sealBytes(said)) }
}
