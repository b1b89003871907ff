import { z } from 'zod'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { entryFault, type PageOrder } from '#shared/sync/page.ts'
import { type PulledEntry, pulledEntry } from '#shared/sync/protocol.ts'
import { sha256 } from '../sha256.ts'
import type { RawPage } from './transport.ts'

const placed = z.object({
  pos: z.int().min(1),
  envelope: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
})

/** What of a page makes its order, or how many of its entries have a place before the first without. */
export function orderOf(page: RawPage): Result<PageOrder, { at: number }> {
  const entries: { pos: number; hash: string }[] = []
  for (const raw of page.entries) {
    const entry = placed.safeParse(raw)
    if (!entry.success) return err({ at: entries.length })
    entries.push({ pos: entry.data.pos, hash: entry.data.envelope.hash })
  }
  return ok({ ...page, entries })
}

/** An event is not held by its seal: one in a form that is not known here yet is left out. */
const entry = pulledEntry.extend({ seal: pulledEntry.shape.seal.catch(undefined) })

/** Some entries of a page as they are taken in: those before the first that is not good, and what is wrong with that. */
export interface Slice {
  readonly good: PulledEntry[]
  readonly fault: 'WrongForm' | 'WrongHash' | 'OtherStream' | null
}

export function readSlice(stream: string, raw: readonly unknown[]): Slice {
  const good: PulledEntry[] = []
  for (const one of raw) {
    const { data } = entry.safeParse(one)
    const fault = data ? entryFault(sha256, stream, data) : 'WrongForm'
    if (!data || fault) return { good, fault: fault ?? 'WrongForm' }
    good.push(data)
  }
  return { good, fault: null }
}

/** A page as far as it is good in itself; what its order is, and whether it follows, is asked before. */
export interface ReadPage extends Slice {
  readonly page: RawPage
  readonly order: Result<PageOrder, { at: number }>
}
