import { hash } from 'node:crypto'
import type { Sha256 } from '#shared/ledger/envelope.ts'

export const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer')

/** SHA-256 of a text's UTF-8, without a copy of it. */
export const sha256Text = (text: string): Uint8Array => hash('sha256', text, 'buffer')
