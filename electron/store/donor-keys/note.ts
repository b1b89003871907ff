import type { Refusal } from '#shared/domain/refusals.ts'
import type { Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { executeWithin, type Saved } from '../execute.ts'
import { transact } from '../open.ts'
import type { By } from '../writer.ts'
import { sealAbout } from './sealing.ts'

/** Records a remark about a specimen. Its words leave this thread only sealed. DON-5 */
export function recordNote(
  store: StoreContext,
  { id, via, actor }: By,
  { specimen, text }: { readonly specimen: string; readonly text: string },
): Result<Saved, Refusal> {
  return transact(store.db, () => {
    const sealed = sealAbout(store, specimen, 'note', text)
    if (!sealed.ok) return sealed
    const { sealed: note, newKey } = sealed.value
    return executeWithin(store, actor, { type: 'note', id, via, specimen, note, newKey })
  })
}
