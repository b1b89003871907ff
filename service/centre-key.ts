import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
} from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const id = z.string().regex(/^[0-9a-f-]{36}$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** Where the centre's own chain stood after its last act: outside of the log, which may be restored. */
const end = z.object({ chain: z.string(), epoch: id, seq: z.int().min(1), hash })
export type CentreEnd = z.infer<typeof end>

const centreFile = z.object({
  v: z.literal(1),
  install: id,
  pkcs8: z.base64(),
  end: end.nullable(),
})

/** What the centre writes and signs with: an installation of its own, and an Ed25519 key. */
export interface CentreKey {
  readonly install: string
  /** 64 hexadecimal digits. */
  readonly public: string
  readonly end: CentreEnd | null
  /** 128 hexadecimal digits. */
  sign(message: Uint8Array): string
  /** Keeps where the chain stands now. */
  keepEnd(to: CentreEnd): void
}

/** The centre's key in this data folder, in a file that only this account may read; made where there is none. */
export function loadCentreKey(folder: string): CentreKey {
  const file = join(folder, 'centre.key')
  const known = existsSync(file)
    ? centreFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { v: 1 as const, install: randomUUID(), pkcs8: newKey(), end: null }
  const keep = (to: z.infer<typeof centreFile>) => {
    writeFileSync(`${file}.next`, JSON.stringify(to), { mode: 0o600, flush: true })
    renameSync(`${file}.next`, file)
  }
  if (!existsSync(file)) keep(known)
  const key = createPrivateKey({
    key: Buffer.from(known.pkcs8, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    install: known.install,
    public: createPublicKey(key)
      .export({ format: 'der', type: 'spki' })
      .subarray(-32)
      .toString('hex'),
    end: known.end,
    sign: (message) => sign(null, message, key).toString('hex'),
    keepEnd: (to) => keep({ ...known, end: to }),
  }
}

const newKey = (): string =>
  generateKeyPairSync('ed25519')
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .toString('base64')
