import { checkPage } from '#shared/sync/page.ts'
import { sha256 } from '../sha256.ts'
import type { PageRefused, SyncStore } from './ports.ts'
import { type Health, healthAfter, type StopReason } from './state.ts'
import type { Transport } from './transport.ts'

/** A page is one transaction, and a scan waits for it: small enough that nobody feels it. */
const PAGE = 250

/**
 * Receives one page. `busy` means that there is more. A page that does not follow the cursor never
 * reaches the store; one that does is applied as a whole, or not at all.
 */
export async function pullOnce(
  store: SyncStore,
  transport: Transport,
  stream: string,
): Promise<Health> {
  const cursor = await store.cursor()
  const answer = await transport.pull({ stream, cursor, limit: PAGE })
  if (!answer.ok) return healthAfter(answer.error)
  const page = answer.value
  const checked = checkPage(sha256, cursor, page)
  if (!checked.ok) return { type: 'stopped', reason: 'BAD_PAGE', why: checked.error.type }
  const isNews = page.entries.length > 0
  if (isNews) {
    const entries = page.entries.map(({ quarantined: _, ...entry }) => entry)
    const applied = await store.applyPage({ epoch: page.epoch, entries, cursor: checked.value })
    if (!applied.ok) return { type: 'stopped', ...reasonOf(applied.error) }
  }
  return { type: isNews && page.head.pos > page.cursor.pos ? 'busy' : 'well' }
}

const reasonOf = ({ type, why }: PageRefused): { reason: StopReason; why: string } => ({
  reason: type === 'RolledBack' ? 'ROLLED_BACK' : 'CONTRADICTION',
  why,
})
