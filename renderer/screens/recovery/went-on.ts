import { z } from 'zod'
import { createStore } from '../../app/store.ts'

/** What a bench went on from, told until a person has put it away: also after a reload or a new sign-in. */
const wentOn = z.object({
  way: z.enum(['restore', 'salvage']),
  at: z.number(),
  events: z.number(),
  chain: z.string(),
  aside: z.string(),
  /** Chain, first and last number of events that were acknowledged once and are gone. */
  lost: z.array(z.object({ chain: z.string(), from: z.number(), to: z.number().nullable() })),
  /** Tubes whose last acts are gone or cannot be proven: to be scanned again. */
  codes: z.array(z.string()),
})

export type WentOn = z.infer<typeof wentOn>

const KEPT = 'frostkeep.went-on'

/** What was kept; what cannot be read is as good as nothing, for the ledger has the incident as well. */
export function parseWentOn(kept: string | null): WentOn | undefined {
  if (kept === null) return undefined
  try {
    return wentOn.safeParse(JSON.parse(kept)).data
  } catch {
    return undefined
  }
}

const store = createStore(parseWentOn(localStorage.getItem(KEPT)))

export const useWentOn = store.use

export function tellWentOn(told: WentOn | undefined): void {
  store.set(told)
  if (told === undefined) localStorage.removeItem(KEPT)
  else localStorage.setItem(KEPT, JSON.stringify(told))
}
