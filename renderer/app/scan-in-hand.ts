import type { Scan } from '#shared/scan/scan.ts'
import { createStore } from './store.ts'

/** The scan that a screen is handling just now; its tone is the answer to this scan and to no other. */
export const scanInHand = createStore<Scan | undefined>(undefined)
