import type { Protection } from '#shared/ledger/seal.ts'
import { type BenchKey, benchKey } from '../../../electron/store/key.ts'

/** The private key of RFC 8032's first test, with what stands before it in PKCS #8. */
const PKCS8 = `302e020100300506032b657004220420${'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'}`

/** A key that is the same in every run. */
export const testKey = (protection: Protection): BenchKey =>
  benchKey({ pkcs8: Buffer.from(PKCS8, 'hex'), protection })
