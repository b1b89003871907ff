import type { Finding } from '../batch/findings.ts'

/**
 * SHP-4: what stops a tube elsewhere does not make it missing. It is in the hand, so it is an item like any other;
 * the finding is said, nothing is registered for it and nothing of its own record changes.
 */
export const SAID_OF_ITEM: ReadonlySet<Finding> = new Set<Finding>([
  'check-digit',
  'dispatched',
  'wrong-study',
  'closed',
  'withdrawn',
  'quarantined',
  'contested',
])
