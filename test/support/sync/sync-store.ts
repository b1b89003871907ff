import { err, ok } from '#shared/lib/result.ts'
import { PageContradicts } from '../../../electron/store/sync/apply.ts'
import type { Writer } from '../../../electron/store/writer.ts'
import type { SyncStore } from '../../../electron/sync/ports.ts'

/** What sync works with, over a store without threads that may be opened anew. */
export const syncStoreOf = (writer: () => Writer): SyncStore => ({
  identity: async () => {
    const { chain, install, stream } = writer().facts()
    return chain && stream ? { chain, install, stream } : null
  },
  cursor: async () => writer().cursor(),
  outbox: async (limit, except) => writer().outbox(limit, except),
  sealWithin: async (chain, from, to) => writer().sealWithin(chain, from, to),
  waiting: async () => writer().waiting(),
  acknowledge: async (chain, seq) => writer().acknowledge(chain, seq),
  sendAgain: async (chain, seq) => writer().sendAgain(chain, seq),
  ownChains: async () => writer().ownChains(),
  newLife: async (reason) => {
    writer().newLife(reason)
  },
  runningAt: async (positions) => writer().runningAt(positions),
  diverge: async (common, epoch) => writer().diverge(common, epoch),
  limbo: async (skip, limit) => writer().limbo(skip, limit),
  fact: async (uid) => writer().fact(uid),
  applyPage: async (page) => {
    try {
      writer().applyPage(page)
      return ok(null)
    } catch (error) {
      if (error instanceof PageContradicts)
        return err({ type: 'Contradiction', why: error.message })
      throw error
    }
  },
})
