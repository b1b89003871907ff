import type { Finding } from '../batch/findings.ts'

/**
 * SHP-4: what stops a tube elsewhere does not make it missing. It is in the hand, so it is an item like any other;
 * the finding is said, nothing is registered for it and nothing of its own record changes. A code of another issuer
 * is taken as well; the first time that it is seen, the tube is registered with its issuer. WRK-13
 */
export const SAID_OF_ITEM: ReadonlySet<Finding> = new Set<Finding>([
  'check-digit',
  'formerly',
  'dispatched',
  'wrong-study',
  'closed',
  'withdrawn',
  'quarantined',
  'contested',
])
